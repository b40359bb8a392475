"""The inventory that the options and the environment name: `--config` or MTO_CONFIG, MTO_HOME_FILE, `--on` or MTO_ON.

Wrong use (no such folder, a day that is none) ends with exit code 2; what stands in the files is for the inventory.
"""

import os
from datetime import UTC, date, datetime
from pathlib import Path

import typer

from mto.inventory.inventory import Inventory
from mto.inventory.loader import load
from mto.inventory.scalars import Wrong, day

CLONE = Path(__file__).resolve().parents[2]


def inventory_from(config: Path | None, on: str | None) -> Inventory:
    """The inventory of a folder on a day. Raises: typer.BadParameter (exit code 2)."""
    folder = folder_from(config)
    home = os.environ.get("MTO_HOME_FILE")
    return load(folder, Path(home) if home else None, day_from(on))


def folder_from(config: Path | None) -> Path:
    """The folder asked for, else MTO_CONFIG's, else `config/` here or of the clone. Raises: typer.BadParameter."""
    named = os.environ.get("MTO_CONFIG")
    folder = config or (Path(named) if named else None) or _shortest(CLONE / "config")
    if not folder.is_dir():
        raise typer.BadParameter(f"There is no folder {folder}.", param_hint="--config")
    return folder


def day_from(on: str | None) -> date:
    """The day asked for, else MTO_ON's, else today, UTC. Raises: typer.BadParameter."""
    text = on or os.environ.get("MTO_ON")
    if not text:
        return datetime.now(UTC).date()
    try:
        return day(text)
    except Wrong as wrong:
        raise typer.BadParameter(f"{wrong.what} {wrong.remedy}", param_hint="--on") from None


def _shortest(path: Path) -> Path:
    """The path from here if it lies below, so that messages name files as a person would."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
