"""What `up`, `preview` and `destroy` share: the selection told, a turn a tenant with its line, the answer as JSON."""

import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mto.clients import credentials
from mto.commands.options import folder_from
from mto.commands.watching import Watching
from mto.fleet import cli
from mto.fleet.apps import act_as
from mto.fleet.run import STACK_NOT_FOUND, Order, Ran, Verb
from mto.fleet.select import Selection
from mto.fleet.tour import Stop, tour
from mto.fleet.turn import Turn
from mto.fleet.workplace import Workplace
from mto.inventory.inventory import Inventory
from mto.report import problems, tenant_line
from mto.report.console import Console

_SHOWN = 8
"""Lines of the engine's own output that are shown where it gave no error as such."""
_CANCELED = "context canceled"
"""What plugins say of themselves when a person has interrupted them."""


def workplace(verb: Verb, inventory: Inventory, config: Path | None) -> Workplace:
    """The workplace of a run on this inventory, as the application that the verb asks for.

    Raises: Problem, if there is no engine.
    """
    act_as(verb, inventory, os.environ)
    home_file = os.environ.get("MTO_HOME_FILE")
    return Workplace.of().under(
        MTO_CONFIG=str(folder_from(config).resolve()),
        MTO_HOME_FILE=str(Path(home_file).resolve()) if home_file else None,
        MTO_ON=inventory.on.isoformat(),
    )


def tell_selection(selection: Selection, console: Console) -> None:
    """Say which tenants do not run, and why."""
    found = sorted({str(p): p for stops in selection.problems.values() for p in stops}.values(), key=lambda p: p.where)
    if found:
        console.lines([*problems.lines(found), problems.closing(found, changed=bool(selection.go))])
    for stack, parts in selection.skipped.items():
        console.line(f"{'skipped':<10}{stack}: not built yet: {', '.join(parts)}")


def turns(orders: Iterable[Order], at: Workplace, console: Console) -> Iterator[Stop]:
    """Take the turns one after the other and print each tenant's line when it is done.

    Raises: Problem, where there is nothing to sign in with: the plugin would then advise a developer's own sign-in.
    """
    credentials.read()
    orders = tuple(orders)
    width = max((len(order.stack) for order in orders), default=0)
    for stop in tour(orders, at, lambda stack: Watching(stack, console)):
        console.still()
        if stop.turn is None:
            console.line(f"{stop.stack.ljust(width)}   did not run")
            console.lines(problems.lines(stop.problems))
        else:
            console.line(line(stop.turn, width))
            console.lines(failure(stop.stack, stop.turn.ran))
        yield stop


def line(turn: Turn, width: int) -> str:
    """The line per tenant."""
    ran, said = turn.ran, turn.outputs
    stack = ran.order.stack
    if ran.code == STACK_NOT_FOUND:
        return tenant_line.line(stack, width=width, done="nothing there", seconds=ran.seconds)
    planned = ran.order.verb is Verb.PREVIEW
    shown = ran.ok and ran.order.verb is Verb.UP
    return tenant_line.line(
        stack,
        width=width,
        done=ran.tally.counted(planned=planned) if ran.ok or ran.tally.changed else "",
        holds=tenant_line.holds(said.findings) if shown else "" if ran.ok else _ended(ran),
        registered=tenant_line.registered(said.registration, said.findings) if shown else "",
        seconds=ran.seconds,
    )


def failure(stack: str, ran: Ran) -> list[str]:
    """The lines below a run that did not do all that was asked: each error once, and where the whole output is."""
    if ran.ok or ran.code == STACK_NOT_FOUND:
        return []
    errors = [error for error in ran.tally.errors if not (ran.interrupted and _CANCELED in error)]
    errors = errors or _instead_of_errors(ran)
    remedies = dict.fromkeys(remedy for error in errors if (remedy := cli.remedy(error)))
    label = "stopped" if ran.interrupted else "failed"
    lines = [f"{label:<10}{stack}: {error}" for error in errors]
    return [*lines, *(f"{'':<10}{each}" for each in (*remedies, f"the whole output: {ran.log}"))]


def as_data(stop: Stop) -> dict[str, Any]:
    """One tenant for `--json`."""
    if stop.turn is None:
        return {
            "tenant": stop.stack,
            "ran": False,
            "problems": problems.as_data(stop.problems),
        }
    ran, said = stop.turn.ran, stop.turn.outputs
    shown = ("did", "type", "name", "urn", "id", "properties")
    changed = [change for change in ran.tally.changes.values() if change.did != "unchanged"]
    return {
        "tenant": stop.stack,
        "ran": True,
        "succeeded": ran.ok,
        "counts": dict(ran.tally.count()),
        "changes": [{name: getattr(change, name) for name in shown} for change in changed],
        "errors": ran.tally.errors,
        "findings": [asdict(finding) for finding in said.findings],
        "registration": dict(said.registration),
        "next_steps": [dict(step) for step in said.next_steps],
        "seconds": round(ran.seconds, 2),
        "log": str(ran.log),
    }


def answer(selection: Selection, stops: Iterable[Stop], data: Callable[[Stop], dict[str, Any]] = as_data) -> str:
    """The whole answer for `--json`."""
    told = {
        "tenants": [data(stop) for stop in stops],
        "skipped": {stack: list(parts) for stack, parts in selection.skipped.items()},
        "problems": problems.as_data(p for found in selection.problems.values() for p in found),
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


def _instead_of_errors(ran: Ran) -> list[str]:
    if ran.killed:
        return [f"the engine was killed (signal {-ran.code}); the next run tidies up what is left half done"]
    if ran.interrupted:
        return ["interrupted; what had begun was brought to its end, and the next run goes on from there"]
    return [line.strip() for line in ran.said[-_SHOWN:] if line.strip()]


def _ended(ran: Ran) -> str:
    return "killed" if ran.killed else "interrupted" if ran.interrupted else "failed"
