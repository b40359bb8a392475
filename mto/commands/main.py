"""The entry point `mto`: imports the one verb asked for, and turns what went wrong into a line and an exit code.

Exit codes: 0, 1 (a person must mend something), 2 (wrong use), 130 (Ctrl-C). What a verb does is left to its module.
"""

import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import NoReturn

import typer

from mto.inventory.problems import Place, Problem

VERBS = (
    "up",
    "preview",
    "destroy",
    "verify",
    "status",
    "registration",
    "show",
    "validate",
    "unlock",
    "docs",
)
"""Verbs in the order of the help. Each is the function `command` of the module of that name."""


def run() -> NoReturn:
    """What the installed script `mto` calls. Never returns and never prints a traceback."""
    sys.exit(exit_code(sys.argv[1:]))


def exit_code(args: Sequence[str], app: Callable[[Sequence[str]], typer.Typer] | None = None) -> int:
    """Run one command line and say how it ended. The only place where a problem is caught and printed."""
    try:
        (app or app_for)(args)(list(args), prog_name="mto")
    except SystemExit as end:
        if end.__context__ is not None and isinstance(end.__context__.__cause__, KeyboardInterrupt):
            typer.echo("Interrupted.", err=True)  # typer has made an exit of a Ctrl-C, without a word
        return _code(end.code)
    except Problem as problem:
        _tell([problem], as_json="--json" in args)
        return 1
    except BrokenPipeError:
        # Whoever read our output has left (`mto status | head`); the interpreter must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as fault:  # noqa: BLE001  the edge: a fault of ours is one line for a person, and its trace a file
        _tell([_fault(fault)], as_json="--json" in args)
        return 1
    return 0


def app_for(args: Sequence[str]) -> typer.Typer:
    """The application with the verb that `args` names, or with all verbs when help or a correction is asked for.

    Importing one verb and not all keeps `mto validate` fast.
    """
    app = typer.Typer(
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_about)
    for verb in [args[0]] if args and args[0] in VERBS else VERBS:
        if find_spec(f"mto.commands.{verb}") is not None:
            app.command(verb)(import_module(f"mto.commands.{verb}").command)
    return app


def _about() -> None:
    """Onboard tenants into Microsoft Defender multitenant management, from reviewed files."""


def _code(code: str | int | None) -> int:
    return code if isinstance(code, int) else 0 if code is None else 1


def _tell(problems: Sequence[Problem], *, as_json: bool) -> None:
    from mto.report.problems import as_data, lines  # a run without problems does not pay for it

    if as_json:
        import json

        typer.echo(json.dumps({"problems": as_data(problems)}, indent=2))
        return
    for line in lines(problems):
        typer.echo(line, err=True)


def _fault(error: Exception) -> Problem:
    """A fault of ours as a problem: one line for a person, and the trace in a file."""
    from mto.fleet.log import keep

    path = keep("fault", "".join(traceback.format_exception(error)))
    what = f"mto itself failed: {type(error).__name__}: {error}."
    return Problem(what, Place("mto"), f"Please report it with {path}")
