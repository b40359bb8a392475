"""The inventory that a command works on, from its options and the environment."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

from mto.fleet.workplace import CLONE
from mto.inventory.inventory import Inventory
from mto.inventory.loader import load
from mto.inventory.problems import Place, Problem


def inventory(config: Path | None, on: str | None) -> tuple[Inventory, Path]:
    """The inventory on that day, `config/` of the clone today (UTC) unsaid, and its folder.

    Raises: Problem, if the day is none.
    """
    folder = config or CLONE / "config"
    home = os.environ.get("MTO_HOME_FILE")
    return load(folder, Path(home) if home else None, _day(on)), folder


def _day(on: str | None) -> date:
    if not on:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(on)
    except ValueError:
        raise Problem(f"`{on}` is no day.", Place("--on"), "Write it as 2026-12-02.") from None
