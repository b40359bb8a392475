"""Who holds what in a tenant, by which way in, until when."""

from collections.abc import Iterable, Mapping
from typing import Any

from mto.report.columns import columns, one_line

_HEAD = ("Person", "Teams", "Let in as", "Roles", "Until")


def holders(entries: Iterable[Mapping[str, Any]]) -> list[str]:
    """A table of people; no lines where nobody holds anything."""
    names = ("teams", "access", "roles", "until")
    rows = [(entry["person"], *(_text(entry[name]) for name in names)) for entry in entries]
    return columns([_HEAD, *rows], "   ") if rows else []


def _text(cell: object) -> str:
    return one_line(", ".join(map(str, cell)) if isinstance(cell, list | tuple) else str(cell)) or "-"
