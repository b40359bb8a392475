"""`mto preview`: what `up` would change, and what it would refuse. Writes nothing to any tenant."""

from typing import Any

import typer

from mto.checks import refusals
from mto.commands import arguments, runs
from mto.commands.options import inventory_from
from mto.fleet import stood
from mto.fleet.run import Order, Verb
from mto.fleet.select import select
from mto.fleet.tour import Stop
from mto.inventory.inventory import HOME
from mto.inventory.problems import Problem
from mto.report import problems
from mto.report.console import Console
from mto.report.plan import plan


def command(
    tenants: arguments.Tenants = None,
    refresh: arguments.Refresh = False,
    on: arguments.On = None,
    config: arguments.Config = None,
    as_json: arguments.AsJson = False,
) -> None:
    """Show what `up` would change and what it would refuse."""
    console = Console(quiet=as_json)
    inventory = inventory_from(config, on)
    selection = select(tenants or [], inventory)
    at = runs.workplace(Verb.PREVIEW, inventory, config)
    runs.tell_selection(selection, console)
    orders = [Order(stack, Verb.PREVIEW, refresh) for stack in selection.go]
    refused: dict[str, list[Problem]] = {}
    stops: list[Stop] = []
    for stop in runs.turns(orders, at, console):
        stops.append(stop)
        if stop.turn is not None:
            console.lines(plan(stop.turn.ran.tally.changes.values()))
        if stop.stack != HOME and not _interrupted(stop):
            refused[stop.stack] = list(refusals.look(inventory, stop.stack, stood.read(stop.stack, at)))
            console.lines(problems.lines(refused[stop.stack]))

    def data(stop: Stop) -> dict[str, Any]:
        return {**runs.as_data(stop), "refused": problems.as_data(refused.get(stop.stack, ()))}

    if as_json:
        typer.echo(runs.answer(selection, stops, data))
    wrong = bool(selection.problems) or any(refused.values())
    failed = any(stop.turn is None or not stop.turn.ran.ok for stop in stops)
    raise typer.Exit(130 if any(map(_interrupted, stops)) else int(wrong or failed))


def _interrupted(stop: Stop) -> bool:
    return stop.turn is not None and bool(stop.turn.ran.interrupted)
