"""`mto registration`: for each operator, whether their list in multitenant management holds the tenant.

As the last run has seen it; looking again is what `up` does.
"""

import json

import typer

from mto.commands import arguments, runs
from mto.commands.options import inventory_from
from mto.fleet import outputs
from mto.fleet.run import Verb
from mto.fleet.select import choose
from mto.inventory.inventory import HOME
from mto.report.console import Console
from mto.report.registration import registration


def command(
    tenants: arguments.Tenants = None,
    on: arguments.On = None,
    config: arguments.Config = None,
    as_json: arguments.AsJson = False,
) -> None:
    """Show each operator's registration, and the steps that are left."""
    inventory = inventory_from(config, on)
    at = runs.workplace(Verb.PREVIEW, inventory, config)
    stacks = [stack for stack in choose(tenants or [], inventory.stacks) if stack != HOME]
    known = {stack: outputs.read(stack, at).registration for stack in stacks}
    Console(quiet=as_json).lines(registration(known))
    if as_json:
        typer.echo(json.dumps({"tenants": {s: dict(r) for s, r in known.items()}}, indent=2, ensure_ascii=False))
    lost = any(state["state"] == "lost access" for entry in known.values() for state in entry.get("states", ()))
    raise typer.Exit(int(lost))
