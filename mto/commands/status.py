"""`mto status`: what the last runs have found, without looking at any tenant.

After a failed run the engine keeps the outputs of the run before; the line says so.
"""

import json
from dataclasses import asdict, dataclass
from typing import Any

import typer

from mto.commands import arguments, runs
from mto.commands.options import inventory_from
from mto.fleet import marker, outputs
from mto.fleet.marker import Marker
from mto.fleet.outputs import Outputs
from mto.fleet.run import Verb
from mto.fleet.select import choose
from mto.inventory.inventory import HOME
from mto.report import findings, status, tenant_line, verdict
from mto.report.columns import columns
from mto.report.console import Console
from mto.report.holders import holders


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one stack."""

    said: Outputs
    last: Marker | None

    @property
    def when(self) -> str:
        """As of when, and how the run after that ended."""
        last = self.last
        return status.last_run(last.verb, last.started, last.finished, last.came_to, last.as_of) if last else ""

    @property
    def wrong(self) -> bool:
        """Whether a claim does not hold or the last run did not end well."""
        return verdict.is_wrong(self.said.findings) or (self.last is not None and self.last.result != "succeeded")


def command(
    tenants: arguments.Tenants = None,
    on: arguments.On = None,
    config: arguments.Config = None,
    as_json: arguments.AsJson = False,
) -> None:
    """Show what the last runs have found, without looking."""
    console = Console(quiet=as_json)
    inventory = inventory_from(config, on)
    at = runs.workplace(Verb.PREVIEW, inventory, config)
    stacks = choose(tenants or [], inventory.stacks)
    known = {stack: Known(outputs.read(stack, at), marker.read(stack, at.runs)) for stack in stacks}
    console.lines(columns([_row(stack, each) for stack, each in known.items()], "   "))
    console.lines(line for stack, each in known.items() for line in findings.blocks(stack, each.said.findings))
    for stack in tenants or ():
        console.lines(["", *holders(known[stack].said.holders)])
    if as_json:
        told = {stack: _data(each) for stack, each in known.items()}
        typer.echo(json.dumps({"tenants": told}, indent=2, ensure_ascii=False))
    raise typer.Exit(int(any(each.wrong for each in known.values())))


def _row(stack: str, known: Known) -> tuple[str, ...]:
    said = known.said
    holds = tenant_line.holds(said.findings) or status.nothing(said.findings, known.when)
    if stack == HOME and said.teams:
        holds = f"{len(said.teams)} teams"
    return stack, holds, tenant_line.registered(said.registration, said.findings), known.when


def _data(known: Known) -> dict[str, Any]:
    said, last = known.said, known.last
    return {
        "as_of": last.as_of if last else "",
        "last_run": {"verb": last.verb, "finished": last.finished, "result": last.came_to, "log": last.log}
        if last
        else None,
        "findings": [asdict(finding) for finding in said.findings],
        "registration": dict(said.registration),
        "next_steps": [dict(step) for step in said.next_steps],
        "holders": [dict(holder) for holder in said.holders],
    }
