"""The line per tenant: what was done, what holds, whether it is registered, how long it took. A contract."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from mto.checks.finding import Finding, Status

_DONE, _HOLDS, _REGISTERED = 13, 33, 21
"""Widths of the columns: lines come one at a time, so they cannot be fitted to each other."""


def line(name: str, *, width: int, done: str, holds: str = "", registered: str = "", seconds: float) -> str:
    """`contoso     27 created    15 of 17 claims hold, 2 pending    registered      0:14`."""
    cells = (
        name.ljust(width),
        done.rjust(_DONE),
        holds.ljust(_HOLDS),
        registered.ljust(_REGISTERED),
        duration(seconds),
    )
    return "   ".join(cells)


def duration(seconds: float) -> str:
    """Minutes and seconds, `0:14`."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def holds(findings: Sequence[Finding]) -> str:
    """`15 of 17 claims hold, 2 pending`; empty where nothing is claimed.

    What no application can see is not among those that count.
    """
    if not findings:
        return ""
    seen = [finding for finding in findings if finding.status is not Status.UNKNOWN or finding.could_look]
    count = Counter(finding.status for finding in seen)
    others = "".join(f", {count[s]} {s}" for s in (Status.PENDING, Status.MISSING, Status.UNKNOWN) if count[s])
    unseen = f", {len(findings) - len(seen)} not visible" if len(seen) < len(findings) else ""
    return f"{count[Status.OK]} of {len(seen)} claims hold{others}{unseen}"


def registered(registration: Mapping[str, Any], findings: Sequence[Finding]) -> str:
    """The tenant's registration in a word or two; empty where nobody is to be registered (the home tenant)."""
    states = [str(state["state"]) for state in registration.get("states", ())]
    count = Counter(states)
    waits = any(finding.gates and finding.status is not Status.OK for finding in findings)
    if not states:
        return "not registered, waits" if waits else ""
    if count["lost access"]:
        return "lost access"
    if count["registered"] == len(states):
        return "stays registered" if waits else "registered"
    if count["registered"]:
        return f"registered for {count['registered']} of {len(states)}"
    if waits:
        return "not registered, waits"
    return "pending" if count["pending"] else "unknown"
