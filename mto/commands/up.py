"""`mto up`: bring tenants to what their files say, one after the other, and say what holds."""

import json
from pathlib import Path
from typing import Annotated

import typer

from mto.commands.watching import Watching
from mto.fleet.run import Order, Verb
from mto.fleet.turn import take
from mto.fleet.workplace import Workplace
from mto.report import findings, tenant_line
from mto.report.console import Console
from mto.report.overview import overview


def command(
    tenants: Annotated[list[str] | None, typer.Argument(help="Tenants by the names of their files.")] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Look at what is really there first.")] = False,
    on: Annotated[str | None, typer.Option(help="The day, as 2026-12-02.", envvar="MTO_ON")] = None,
    config: Annotated[Path | None, typer.Option(help="Folder of the files.", envvar="MTO_CONFIG")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Bring tenants to what their files say."""
    console = Console(quiet=as_json)
    at = Workplace.of().under(on, config)
    turns = {}
    for stack in tenants or ["home"]:
        turn = take(Order(stack, Verb.UP, refresh), at, Watching(stack, console))
        console.still()
        turns[stack] = turn
        holds = tenant_line.holds(turn.outputs.findings)
        registered = tenant_line.registered(turn.outputs.registration, turn.outputs.findings)
        done, took = turn.ran.tally.counted(), turn.ran.seconds
        console.line(tenant_line.line(stack, width=10, done=done, holds=holds, registered=registered, seconds=took))
        for error in turn.ran.tally.errors:
            console.line(f"{'failed':<10}{stack}: {error}")
        if not turn.ran.ok:
            console.lines(turn.ran.said[-20:])
            console.line(f"          log: {turn.ran.log}")
    console.line()
    console.lines(overview({s: (t.outputs.summary, t.outputs.registration) for s, t in turns.items() if s != "home"}))
    console.line()
    for stack, turn in turns.items():
        console.lines(findings.blocks(stack, turn.outputs.findings))
        console.lines(findings.steps(stack, turn.outputs.next_steps, turn.outputs.findings))
    if as_json:
        print(json.dumps({s: turn.ran.tally.count() for s, turn in turns.items()}))  # noqa: T201
    raise typer.Exit(0 if all(turn.ran.ok for turn in turns.values()) else 1)
