"""Each operator's entry in multitenant management: the state, since when, and what is left to do by hand."""

from collections.abc import Mapping
from typing import Any

from mto.report.columns import columns, one_line

_HEAD = ("Tenant", "Operator", "Registration", "Since", "")


def registration(tenants: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """A table of all operators of all tenants, then the steps of those who have any."""
    rows = [
        (stack, state["operator"], state["state"], state.get("since") or "-", one_line(state.get("detail") or ""))
        for stack, entry in tenants.items()
        for state in entry.get("states", ())
    ]
    if not rows:
        return ["No tenant has been deployed with operators yet."]
    return [*columns([_HEAD, *rows], "   "), *_steps(tenants)]


def _steps(tenants: Mapping[str, Mapping[str, Any]]) -> list[str]:
    lines: list[str] = []
    for stack, entry in tenants.items():
        for state in entry.get("states", ()):
            if steps := state.get("steps"):
                lines += ["", f"{stack}, {state['operator']} ({one_line(state.get('upn', ''))}):"]
                lines += [f"  {number}. {one_line(step)}" for number, step in enumerate(steps, 1)]
    return lines
