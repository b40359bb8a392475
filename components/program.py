"""From the inventory to a stack: what stops it is told in one line each, and then nothing is declared."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn

import pulumi

from components.home_tenant import HomeTenant
from components.managed_tenant import ManagedTenant
from components.missing import tell_what_is_missing
from mto.inventory.inventory import HOME, Inventory
from mto.inventory.loader import load
from mto.inventory.problems import Place, Problem

ALREADY_TOLD = 32
"""Exit code by which the engine's Python host knows that the program has told its errors itself."""


def declare(stack: str) -> None:
    """Declare what the inventory says of one stack. Raises SystemExit where a problem stops it, before any change."""
    try:
        inventory = read_inventory()
    except Problem as problem:
        _stop([str(problem)])
    problems = [str(problem) for problem in inventory.problems_of(stack)]
    if not problems and stack not in inventory.stacks:
        problems = [f"No file of the inventory is called {stack}.yaml; known: {', '.join(inventory.stacks)}."]
    if not problems and (parts := inventory.not_built(stack)):
        problems = [f"{stack} asks for what this version does not build ({', '.join(parts)}); nothing is changed."]
    if problems:
        _stop(problems)
    if stack == HOME:
        pulumi.export("teams", HomeTenant(inventory).teams)
        return
    tenant = ManagedTenant(stack, inventory)
    for name, value in tenant.outputs.items():
        pulumi.export(name, value)
    pulumi.export("redeem_links", tenant.redeem_links)
    tell_what_is_missing(tenant.outputs["findings"])


def read_inventory() -> Inventory:
    """The inventory that MTO_CONFIG, MTO_HOME_FILE and MTO_ON name; unsaid, `config/` beside it and today (UTC).

    Raises: Problem where MTO_ON is no day.
    """
    home = os.environ.get("MTO_HOME_FILE")
    return load(
        Path(os.environ.get("MTO_CONFIG") or Path(__file__).parents[1] / "config"),
        Path(home) if home else None,
        _day(os.environ.get("MTO_ON")),
    )


def _day(text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else datetime.now(UTC).date()
    except ValueError:
        raise Problem(f"`{text}` is no day.", Place("MTO_ON"), "Write it as 2026-12-02.") from None


def _stop(lines: list[str]) -> NoReturn:
    for line in lines:
        pulumi.log.error(line)
    raise SystemExit(ALREADY_TOLD)
