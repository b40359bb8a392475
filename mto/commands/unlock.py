"""`mto unlock`: take away a lock whose holder is known to be dead by somebody who can know it.

Locks of this host whose process is dead need no such word: the next run takes them away itself.
"""

import json
import sys
from typing import Annotated

import typer

from mto.commands import arguments
from mto.fleet import cli, lock
from mto.fleet.workplace import Workplace
from mto.inventory.problems import Place, Problem
from mto.report.console import Console


def command(
    tenant: Annotated[str, typer.Argument(metavar="TENANT", help="The tenant whose lock is to be taken away.")],
    yes: arguments.Yes = False,
    as_json: arguments.AsJson = False,
) -> None:
    """Take away a tenant's lock, whoever holds it."""
    console = Console(quiet=as_json)
    at = Workplace.of()
    locks = lock.held(tenant, at)
    if locks is not None and not locks:
        console.line(f"{tenant}: not locked")
    else:
        for each in locks or ():
            console.line(f"{tenant}: locked by {each}")
        if not yes:
            _ask(tenant)
        cli.cancel(tenant, at)
        console.line(f"{tenant}: unlocked. The next `mto up` tidies up what that run has left half done.")
    if as_json:
        typer.echo(json.dumps({"tenant": tenant, "taken_away": [str(each) for each in locks or ()]}))


def _ask(tenant: str) -> None:
    if not sys.stdin.isatty():
        raise Problem("Nobody is there to confirm.", Place(tenant), "Say `--yes` to unlock without a question.")
    if not typer.confirm("Is it certain that this run is dead? Two runs at once damage the state"):
        raise Problem("The lock stays.", Place(tenant))
