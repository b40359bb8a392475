"""Short calls of the engine's command line: answers that come within a second or two, and changes to its own state.

Each child has a session of its own, so that Ctrl-C at the terminal does not end it half way.
"""

import json
import subprocess
from typing import Any

from mto.fleet import log
from mto.fleet.diagnostics import clean
from mto.fleet.run import STACK_NOT_FOUND
from mto.fleet.workplace import Workplace
from mto.inventory.problems import Place, Problem

_BOUND = 120
"""Seconds that a short call may take before it counts as hanging."""


_REMEDIES = {
    "PULUMI_ACCESS_TOKEN": "Say where state is kept: `pulumi login`, or PULUMI_BACKEND_URL.",
    "passphrase": "Set PULUMI_CONFIG_PASSPHRASE_FILE: the passphrase of this state.",
}


class EngineRefused(Problem):
    """A short call of the engine that failed."""


class NoStack(EngineRefused):
    """The engine knows no such stack."""


def init(stack: str, at: Workplace) -> None:
    """Make an empty stack. A stack that exists already is left as it is.

    Raises: EngineRefused.
    """
    try:
        call(at, stack, "stack", "init", stack, "--no-select")
    except EngineRefused as refused:
        if "already exists" not in refused.what:
            raise


def export(stack: str, at: Workplace) -> dict[str, Any]:
    """The stack's state as the engine keeps it, secrets encrypted.

    Raises: NoStack, EngineRefused.
    """
    state: dict[str, Any] = json.loads(call(at, stack, "stack", "export", "--stack", stack))
    return state


def outputs(stack: str, at: Workplace) -> dict[str, Any]:
    """The stack's outputs; secret ones are blinded by the engine.

    Raises: NoStack, EngineRefused.
    """
    answer: dict[str, Any] = json.loads(call(at, stack, "stack", "output", "--json", "--stack", stack))
    return answer


def cancel(stack: str, at: Workplace) -> None:
    """Take all locks of the stack away, whoever holds them.

    Raises: EngineRefused.
    """
    call(at, stack, "cancel", "--yes", "--stack", stack)


def call(at: Workplace, stack: str, *args: str) -> str:
    """Run `pulumi ARGS` to its end and give what it wrote to its standard output.

    Raises: NoStack, EngineRefused with the first line that the engine gave as its reason.
    """
    try:
        done = subprocess.run(  # noqa: S603  the engine that set-up has found
            [str(at.pulumi), *args, "--non-interactive", "--color", "never"],
            cwd=at.project,
            env=dict(at.environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            start_new_session=True,
            timeout=_BOUND,
            check=False,
        )
    except subprocess.TimeoutExpired:
        what = f"The engine did not answer `{' '.join(args[:2])}` within {_BOUND} seconds."
        raise EngineRefused(what, Place(stack)) from None
    if done.returncode == 0:
        return done.stdout
    if done.returncode == STACK_NOT_FOUND:
        raise NoStack("The engine knows no such stack.", Place(stack))
    why = reason(done.stderr) or reason(done.stdout) or f"exit code {done.returncode}"
    path = log.keep(f"{stack}-{args[0]}", done.stdout + done.stderr, at.kept)
    what = f"The engine refused `{' '.join(args[:2])}`: {why}"
    raise EngineRefused(what, Place(stack), remedy(why) or f"The whole output: {path}")


def remedy(why: str) -> str:
    """What to do about the refusals that a person meets first; empty for others."""
    for mark, text in _REMEDIES.items():
        if mark in why:
            return text
    return ""


def reason(said: str) -> str:
    """The first error in what the engine wrote; empty if there is none."""
    errors = (clean(line) for line in said.splitlines() if line.strip().startswith("error:"))
    return next(filter(None, errors), "")
