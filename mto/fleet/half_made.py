"""Objects whose creation began and did not end in the engine's state: they may be there all the same.

Bringing them into the state is left to `mto.fleet.imports` (a plugin's objects) and `mto.fleet.entries` (our kinds).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from mto.fleet.events import Tally

GROUP = "azuread:index/group:Group"
ROLE = "azuread:index/directoryRoleAssignment:DirectoryRoleAssignment"
OURS = "pulumi-python:dynamic/mto:"
"""How the types of our own kinds begin."""
_LOOKS = (f"{OURS}Before", f"{OURS}Verification")
"""These two write nothing to any tenant."""
_UNCLEAR = re.compile(
    r"already exists|conflicting object|transport|rpc error|Unavailable|EOF|connection|timeout|deadline|cancel",
    re.IGNORECASE,
)
"""Reasons after which a plugin's object may be there: the plugin was killed, its call cut off, or it saw the object."""


@dataclass(frozen=True, slots=True)
class HalfMade:
    """An object that may be there."""

    urn: str
    type: str
    parent: str
    provider: str
    """URN and id of the plugin's resource."""
    inputs: Mapping[str, Any]
    """What was asked for. Of the types here no input is secret."""

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> "HalfMade":
        """From a resource's state as the engine writes it."""
        provider, inputs = state.get("provider", ""), state.get("inputs") or {}
        return cls(state["urn"], state["type"], state.get("parent", ""), provider, inputs)

    @property
    def own(self) -> bool:
        """Whether it is of a kind of ours, which no import of the engine's can take."""
        return self.type.startswith(OURS)

    def as_data(self) -> dict[str, Any]:
        """For the marker of a run."""
        return asdict(self)


def half_made(tally: Tally) -> tuple[HalfMade, ...]:
    """The objects whose creation failed in a way that leaves open whether they were made."""
    return tuple(
        HalfMade.of(state)
        for urn, state in tally.failed.items()
        if _writes(state) and (_is_own(state) or _UNCLEAR.search(tally.reasons.get(urn, "")))
    )


def candidates(deployment: Mapping[str, Any], noted: Iterable[Mapping[str, Any]]) -> tuple[HalfMade, ...]:
    """Objects that may be there unknown to the state: pending creations, and those that the last run noted."""
    pending = [op["resource"] for op in deployment.get("pending_operations") or () if op["type"] == "creating"]
    known = {resource["urn"] for resource in deployment.get("resources") or ()}
    found = (*(HalfMade.of(state) for state in pending if _writes(state)), *(HalfMade(**each) for each in noted))
    return tuple({each.urn: each for each in found if each.urn not in known}.values())


def _writes(state: Mapping[str, Any]) -> bool:
    return state.get("type") in {GROUP, ROLE} or (_is_own(state) and state["type"] not in _LOOKS)


def _is_own(state: Mapping[str, Any]) -> bool:
    return str(state.get("type")).startswith(OURS)
