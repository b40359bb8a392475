"""The table at the end: each tenant, how it is reached, what is held there, and for whom it is registered."""

from collections.abc import Mapping
from typing import Any

from mto.report.columns import columns, one_line

_HEAD = ("Tenant", "Reached by", "Roles", "Trust", "Registered for")


def overview(tenants: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]) -> list[str]:
    """Lines of the table, from each tenant's outputs `summary` and `registration`; none without tenants."""
    if not tenants:
        return []
    rows = [_HEAD, *(_row(name, *outputs) for name, outputs in tenants.items())]
    return columns(rows, "   ")


def _row(name: str, summary: Mapping[str, Any], registration: Mapping[str, Any]) -> tuple[str, ...]:
    operators = [s["operator"] for s in registration.get("states", ()) if s["state"] == "registered"]
    cells = (summary.get("reached_by", ""), summary.get("roles", ()), summary.get("trust", ()), operators)
    return (name, *(one_line(_text(cell)) or "-" for cell in cells))


def _text(cell: object) -> str:
    return ", ".join(map(str, cell)) if isinstance(cell, list | tuple) else str(cell)
