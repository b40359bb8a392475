"""`mto destroy`: take away all that `up` made, registration first, and nothing else.

The files need not be valid, nor even be there: what is to be removed stands in the engine's state.
"""

import sys
from collections.abc import Sequence

import typer

from mto.checks.finding import Finding
from mto.commands import arguments, runs
from mto.commands.options import inventory_from
from mto.fleet import removed
from mto.fleet.run import STACK_NOT_FOUND, Order, Verb
from mto.fleet.select import NoSuchTenant, Selection
from mto.fleet.tour import Stop
from mto.inventory.inventory import HOME, Inventory
from mto.inventory.nearest import hint
from mto.inventory.problems import Place, Problem
from mto.report import findings, problems, verdict
from mto.report.console import Console


def command(
    tenants: arguments.Tenants = None,
    yes: arguments.Yes = False,
    on: arguments.On = None,
    config: arguments.Config = None,
    as_json: arguments.AsJson = False,
) -> None:
    """Remove all that `up` made in a tenant, and nothing else."""
    console = Console(quiet=as_json)
    inventory = inventory_from(config, on)
    stacks = order(tenants or inventory.stacks)
    if not yes:
        ask(stacks)
    at = runs.workplace(Verb.DESTROY, inventory, config)
    stops: list[Stop] = []
    left: list[Finding] = []
    for stop in runs.turns([Order(stack, Verb.DESTROY) for stack in stacks], at, console):
        stops.append(stop)
        if stop.turn is not None:
            seen = removed.look(stop.stack, inventory, stop.turn.ran.tally.changes.values())
            left += seen.findings
            console.lines(f"{'':<10}{stop.stack}: {line}" for line in seen.restorable)
            console.lines(findings.blocks(stop.stack, seen.findings))
            lists = removed.left_on_lists(stop.turn.ran.tally.changes.values())
            console.lines(f"{'':<10}{stop.stack}: {line}" for line in lists)
    unknown = [_unknown(stop.stack, inventory) for stop in stops if _is_unknown(stop) and stop.stack in (tenants or ())]
    console.lines(problems.lines(unknown))
    if as_json:
        typer.echo(runs.answer(Selection(go=tuple(stacks), skipped={}, problems={}), stops))
    raise typer.Exit(_code(stops, wrong=bool(unknown) or verdict.is_wrong(left)))


def order(stacks: Sequence[str]) -> list[str]:
    """Tenants first and home last: a tenant's objects hang on home's groups."""
    return sorted(dict.fromkeys(stacks), key=lambda stack: stack == HOME)


def ask(stacks: Sequence[str]) -> None:
    """Let a person type each tenant's name. Raises: Problem where nobody is there, or another name was typed."""
    if not sys.stdin.isatty():
        raise Problem("Nobody is there to confirm.", Place("mto destroy"), "Say `--yes` to destroy without a question.")
    for stack in stacks:
        if typer.prompt(f"Everything that mto made in `{stack}` is removed. Type its name") != stack:
            raise Problem(f"`{stack}` was not confirmed.", Place("mto destroy"), "Nothing was changed.")


def _is_unknown(stop: Stop) -> bool:
    return stop.turn is not None and stop.turn.ran.code == STACK_NOT_FOUND


def _unknown(stack: str, inventory: Inventory) -> Problem:
    others = [name for name in inventory.stacks if name != stack]
    return NoSuchTenant(f"Nothing was ever made for `{stack}`.{hint(stack, others)}", Place(stack))


def _code(stops: Sequence[Stop], *, wrong: bool) -> int:
    if any(stop.turn and stop.turn.ran.interrupted for stop in stops):
        return 130
    failed = any(stop.turn is None or not (stop.turn.ran.ok or _is_unknown(stop)) for stop in stops)
    return int(wrong or failed)
