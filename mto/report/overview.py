"""The table at the end: each tenant, how it is reached, what is held there, and for whom it is registered."""

from collections.abc import Iterable, Mapping
from typing import Any

from mto.report.columns import columns, one_line

_HEAD = ("Tenant", "Reached by", "Roles", "Trust", "Registered for")


def overview(tenants: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]]) -> list[str]:
    """Lines of the table, from each tenant's outputs `summary` and `registration`; none without tenants."""
    if not tenants:
        return []
    rows = [_HEAD, *(_row(name, *outputs) for name, outputs in tenants.items())]
    return columns(rows, "   ")


def closing(methods: Iterable[str]) -> list[str]:
    """What a person should know after the table: how tenants were registered, and what to do next."""
    told = (
        "Registered by the portal's unpublished interface (home.yaml: registration.method portal). "
        "Real tenants start with `manual`: docs/registration.md"
    )
    return ["", told] if "portal" in set(methods) else []


def _row(name: str, summary: Mapping[str, Any], registration: Mapping[str, Any]) -> tuple[str, ...]:
    operators = [s["operator"] for s in registration.get("states", ()) if s["state"] == "registered"]
    cells = (summary.get("reached_by", ""), summary.get("roles", ()), summary.get("trust", ()), operators)
    return (name, *(one_line(_text(cell)) or "-" for cell in cells))


def _text(cell: object) -> str:
    return ", ".join(map(str, cell)) if isinstance(cell, list | tuple) else str(cell)
