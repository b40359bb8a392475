"""`mto up`: bring tenants to what their files say, one after the other, and say what holds.

Exit code 1 where a claim does not hold or could not be looked at, a file has a problem, or a run failed. A tenant that
only waits for somebody is not wrong.
"""

from collections.abc import Mapping

import typer

from mto.commands import arguments, runs
from mto.commands.options import inventory_from
from mto.fleet import removed
from mto.fleet.removed import Removed
from mto.fleet.run import Order, Verb
from mto.fleet.select import select
from mto.fleet.tour import Stop
from mto.inventory.inventory import HOME
from mto.report import findings, verdict
from mto.report.console import Console
from mto.report.overview import closing, overview


def command(
    tenants: arguments.Tenants = None,
    refresh: arguments.Refresh = False,
    on: arguments.On = None,
    config: arguments.Config = None,
    as_json: arguments.AsJson = False,
) -> None:
    """Bring tenants to what their files say."""
    console = Console(quiet=as_json)
    inventory = inventory_from(config, on)
    selection = select(tenants or [], inventory)
    at = runs.workplace(Verb.UP, inventory, config)
    runs.tell_selection(selection, console)
    orders = [Order(stack, Verb.UP, refresh) for stack in selection.go]
    stops: list[Stop] = []
    seen: dict[str, Removed] = {}
    for stop in runs.turns(orders, at, console):
        stops.append(stop)
        if stop.turn is not None and not stop.turn.ran.interrupted:
            seen[stop.stack] = removed.look(stop.stack, inventory, stop.turn.ran.tally.changes.values())
    _tell_all(stops, seen, console)
    if as_json:
        typer.echo(runs.answer(selection, stops))
    left = any(verdict.is_wrong(each.findings) for each in seen.values())
    raise typer.Exit(exit_code(stops, wrong=bool(selection.problems) or left))


def _tell_all(stops: list[Stop], seen: Mapping[str, Removed], console: Console) -> None:
    said = {stop.stack: stop.turn.outputs for stop in stops if stop.turn and stop.turn.ran.ok}
    table = overview({stack: (o.summary, o.registration) for stack, o in said.items() if stack != HOME})
    if table:
        console.lines(["", *table])
    blocks = [line for stack, o in said.items() for line in findings.blocks(stack, o.findings)]
    blocks += [line for stack, each in seen.items() for line in findings.blocks(stack, each.findings)]
    steps = [line for stack, o in said.items() for line in findings.steps(stack, o.next_steps, o.findings)]
    if blocks or steps:
        console.lines(["", *blocks, *steps])
    console.lines(closing(str(o.registration.get("method", "")) for o in said.values()))


def exit_code(stops: list[Stop], *, wrong: bool) -> int:
    """130 after Ctrl-C, else 1 if anything is wrong that a person must mend now."""
    if any(stop.turn and stop.turn.ran.interrupted for stop in stops):
        return 130
    for stop in stops:
        wrong = wrong or stop.turn is None or not stop.turn.ran.ok or verdict.is_wrong(stop.turn.outputs.findings)
    return int(wrong)
