"""The entries of one folder of the inventory: each is `<name>.yaml`, anything else is a problem."""

import re
from collections.abc import Iterator
from pathlib import Path

from mto.inventory.inventory import HOME
from mto.inventory.ledger import Ledger
from mto.inventory.nodes import Spot, clean, shown
from mto.inventory.problems import Place

STACK = re.compile(r"[a-z0-9-]{1,100}")
"""A stack's name, which the engine allows 100 characters."""


def entries(config: Path, folder: str, ledger: Ledger, *, stacks: bool = False) -> Iterator[tuple[str, Path, str]]:
    """Name, path and the file as messages show it, files by name. With `stacks`, no file may be called home.

    A folder that is not there has no entries.
    """
    path = config / folder
    if not path.exists():
        return
    if not path.is_dir():
        place = Place(path.as_posix(), 1, 1)
        ledger.problem(Spot(place), "This is no folder.", f"{folder}/ holds one file each.", stacks=None)
        return
    for entry in sorted(path.iterdir(), key=lambda p: p.name):
        file = (path / clean(entry.name)).as_posix()
        what, remedy = _refused(entry, stacks=stacks)
        if what:
            ledger.problem(Spot(Place(file, 1, 1)), what, remedy, stacks=frozenset())
        else:
            yield entry.stem, entry, file


def _refused(entry: Path, *, stacks: bool) -> tuple[str, str]:
    move = "Move it elsewhere."
    if entry.is_dir():
        return f"{shown(entry.name)} is a folder; only files called <name>.yaml belong here.", move
    if entry.suffix != ".yaml":
        remedy = f"Call it {entry.stem}.yaml." if entry.suffix == ".yml" else move
        return f"{shown(entry.name)} is not called <name>.yaml.", remedy
    if not STACK.fullmatch(entry.stem):
        return f"{shown(entry.stem)} is no name.", "A name has lower-case letters, digits and dashes, at most 100."
    if stacks and entry.stem == HOME:
        return "No managed tenant is called home.", "The home tenant is home.yaml, one folder up; rename this file."
    if not entry.is_file():
        return f"{shown(entry.name)} is no readable file.", "Mend or remove the link."
    return "", ""
