"""`mto verify`: look at every claim now, without a run of the engine, and change nothing.

The engine's state is asked for one thing, the addresses that people were let in by; where nobody has it, or may read
it, people are looked for by the addresses of the files.
"""

import json
import os
import time
from dataclasses import asdict

import typer

from mto.checks import access_verification
from mto.checks.finding import Finding
from mto.commands import arguments, runs
from mto.commands.options import inventory_from
from mto.fleet import outputs
from mto.fleet.apps import act_as
from mto.fleet.select import choose, select
from mto.fleet.workplace import Workplace
from mto.inventory.inventory import HOME
from mto.inventory.problems import Problem
from mto.report import findings, problems, tenant_line, verdict
from mto.report.console import Console


def command(
    tenants: arguments.Tenants = None,
    on: arguments.On = None,
    config: arguments.Config = None,
    as_json: arguments.AsJson = False,
) -> None:
    """Look at every claim now, and change nothing."""
    console = Console(quiet=as_json)
    inventory = inventory_from(config, on)
    named = choose(tenants or [stack for stack in inventory.stacks if stack != HOME], inventory.stacks)
    selection = select(named, inventory)
    act_as(None, inventory, os.environ)
    runs.tell_selection(selection, console)
    seen: dict[str, tuple[Finding, ...]] = {}
    width = max(map(len, selection.go), default=0)
    for stack in selection.go:
        if stack == HOME:
            console.line(f"{stack.ljust(width)}   nothing is claimed of the home tenant itself")
            continue
        began = time.monotonic()
        console.moving(f"{stack}   looking")
        seen[stack] = access_verification.look_all(inventory, stack, _addresses(stack))
        console.still()
        holds, took = tenant_line.holds(seen[stack]), time.monotonic() - began
        console.line(tenant_line.line(stack, width=width, done="looked at", holds=holds, seconds=took))
    console.lines(line for stack, found in seen.items() for line in findings.blocks(stack, found))
    if as_json:
        told = {stack: [asdict(finding) for finding in found] for stack, found in seen.items()}
        answer = {
            "findings": told,
            "skipped": {stack: list(parts) for stack, parts in selection.skipped.items()},
            "problems": problems.as_data(p for found in selection.problems.values() for p in found),
        }
        typer.echo(json.dumps(answer, indent=2, ensure_ascii=False))
    wrong = bool(selection.problems) or any(verdict.is_wrong(found) for found in seen.values())
    raise typer.Exit(int(wrong))


def _addresses(stack: str) -> str:
    try:
        return outputs.read(stack, Workplace.of()).addresses
    except Problem:
        return "{}"
