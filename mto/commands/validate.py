"""`mto validate`: what is wrong in the files. Needs no engine, no network, no credentials.

Exit code 0, also with warnings; 1 if there is a problem; 2 for wrong use.
"""

import json

import typer

from mto.commands import arguments
from mto.commands.options import inventory_from
from mto.inventory.inventory import Inventory
from mto.report.problems import as_data, lines


def command(
    config: arguments.Config = None,
    on: arguments.On = None,
    as_json: arguments.AsJson = False,
) -> None:
    """Check all files, without engine, network or credentials."""
    inventory = inventory_from(config, on)
    typer.echo(_data(inventory) if as_json else "\n".join(_text(inventory)))
    raise typer.Exit(1 if inventory.problems else 0)


def _text(inventory: Inventory) -> list[str]:
    shown = lines(inventory.problems)
    for warning in inventory.warnings:
        place, sentence = lines([warning])
        shown += [f"warning  {place}", sentence]
    return [*shown, _closing(inventory)]


def _closing(inventory: Inventory) -> str:
    read = f"{_count(len(inventory.tenants), 'tenant')} and {_count(len(inventory.people), 'person', 'people')}"
    problems = _count(len(inventory.problems), "problem") if inventory.problems else "no problem"
    warnings = f", {_count(len(inventory.warnings), 'warning')}" if inventory.warnings else ""
    return f"{read} on {inventory.on}: {problems}{warnings}."


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _data(inventory: Inventory) -> str:
    answer = {
        "on": inventory.on.isoformat(),
        "tenants": list(inventory.tenants),
        "problems": as_data(inventory.problems),
        "warnings": as_data(inventory.warnings),
        "skipped": {stack: lacks for stack in inventory.tenants if (lacks := inventory.not_built(stack))},
    }
    return json.dumps(answer, indent=2, ensure_ascii=False)
