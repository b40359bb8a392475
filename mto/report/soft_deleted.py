"""What Entra keeps for 30 days after a run removed it.

Rests on: Graph v1.0, "directory: deleted items" (users and groups among the types that are kept for 30 days).
"""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from mto.report.columns import one_line

_DAYS = 30
_KEPT = {"Group": "group", "Guest": "guest"}
"""By the last part of a resource's type."""


class Deleted(Protocol):
    """What is needed of a change."""

    @property
    def did(self) -> str:
        """What happened to the resource."""

    @property
    def type(self) -> str:
        """The resource's type."""

    @property
    def name(self) -> str:
        """Its logical name."""

    @property
    def id(self) -> str:
        """Its object id."""

    @property
    def old(self) -> Mapping[str, Any]:
        """Its outputs before."""


def soft_deleted(stack: str, changes: Iterable[Deleted]) -> list[str]:
    """One line for each object that can still be restored in Entra."""
    return [
        f"{'':<10}{stack}: {noun} {one_line(_called(change))} can be restored in Entra for {_DAYS} days ({change.id})"
        for change in changes
        if change.did == "deleted" and (noun := _KEPT.get(change.type.rpartition(":")[2])) and _was_ours(change)
    ]


def _called(change: Deleted) -> str:
    return str(change.old.get("displayName") or change.old.get("display_name") or change.name)


def _was_ours(change: Deleted) -> bool:
    """A guest who was there before us only leaves our state."""
    return bool(change.old.get("made", True))
