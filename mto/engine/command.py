"""The command line of this room, and the one place where its problems become lines and exit codes."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from mto.engine.places import Places
from mto.engine.problems import EngineProblem
from mto.engine.setup import run_go, set_up

STOPPED = 130
"""The exit code of a program that an interrupt has ended."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command and give its exit code: 0 done, 1 a problem, 130 stopped by the person."""
    parser = argparse.ArgumentParser(prog="python3 -m mto.engine", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    setup = verbs.add_parser("setup", help="make the engine and the Python environment, or bring them up to date")
    setup.add_argument("--dev", action="store_true", help="with the test dependencies")
    setup.add_argument(
        "--stand-ins", type=Path, metavar="DIR", help="Go sources of stand-ins for plugins that are not installed"
    )
    go = verbs.add_parser("go", help="run the Go that the set-up uses, with its caches")
    go.add_argument("arguments", nargs=argparse.REMAINDER)
    chosen = parser.parse_args(arguments)
    for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Also where a script has started us with the interrupt ignored, which its children would inherit.
        signal.signal(ending, signal.default_int_handler)
    try:
        if chosen.verb == "go":
            return run_go(Places(), chosen.arguments)
        set_up(Places(), dev=chosen.dev, stand_ins=chosen.stand_ins and chosen.stand_ins.resolve())
    except EngineProblem as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Run it again: it goes on from what is done.", file=sys.stderr)
        return STOPPED
    return 0
