"""From a folder to the inventory."""

from datetime import date
from pathlib import Path

from mto.inventory.inventory import Inventory


def load(config: Path, home_file: Path | None, on: date) -> Inventory:
    """The inventory as it holds on one day. What is wrong is in `problems`; nothing is raised for bad content."""
    raise NotImplementedError
