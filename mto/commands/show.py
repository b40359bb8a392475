"""`mto show TENANT`: the file as it counts, profiles merged and defaults spelt out, and where each value came from."""

import json
from typing import Annotated

import typer

from mto.commands import arguments
from mto.commands.options import inventory_from
from mto.inventory.effective_file import as_data, leaves, origin, yaml_lines
from mto.inventory.inventory import HOME, Inventory
from mto.inventory.nearest import hint
from mto.report.problems import as_data as problems_as_data
from mto.report.problems import closing, lines


def command(
    tenant: Annotated[str, typer.Argument(metavar="TENANT", help="The name of a tenant's file, or home.")],
    origins: Annotated[bool, typer.Option("--origin", help="Say where each value came from.")] = False,
    on: arguments.On = None,
    config: arguments.Config = None,
    as_json: arguments.AsJson = False,
) -> None:
    """Show the file that counts: profiles merged, defaults spelt out."""
    inventory = inventory_from(config, on)
    if tenant not in inventory.stacks:
        known = ", ".join(inventory.stacks)
        raise typer.BadParameter(f"There is no tenant {tenant}. Known: {known}.{hint(tenant, inventory.stacks)}")
    if problems := inventory.problems_of(tenant):
        told = json.dumps({"problems": problems_as_data(problems)}, indent=2) if as_json else "\n".join(lines(problems))
        typer.echo(told, err=not as_json)
        if not as_json:
            typer.echo(closing(problems), err=True)
        raise typer.Exit(1)
    data = as_data(inventory.home if tenant == HOME else inventory.tenants[tenant])
    where = inventory.origins.get(tenant, {})
    if as_json:
        answer = {"tenant": tenant, "on": inventory.on.isoformat(), "file": data, "people": _people(inventory, tenant)}
        if origins:
            answer["origin"] = {path: origin(path, where) for path in leaves(data)}
        typer.echo(json.dumps(answer, indent=2, ensure_ascii=False))
        return
    typer.echo("\n".join([_head(inventory, tenant), *yaml_lines(data, where if origins else None)]))


def _people(inventory: Inventory, tenant: str) -> dict[str, list[str]]:
    """The people of each team on the day: of the teams let in, or for home of all."""
    teams = tuple(inventory.home.teams) if tenant == HOME else inventory.teams_of(tenant)
    return {team: [person.name for person in inventory.people_of(team)] for team in teams}


def _head(inventory: Inventory, tenant: str) -> str:
    people = _people(inventory, tenant)
    teams = [f"{team} ({', '.join(names) or 'nobody'})" for team, names in people.items()]
    verb = "has" if tenant == HOME else "lets in"
    return f"# {tenant} on {inventory.on} {verb} {', '.join(teams) or 'nobody'}"
