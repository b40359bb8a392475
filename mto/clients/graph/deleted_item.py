"""Reads what was deleted and can still be restored. Restoring is a person's decision and not offered."""

from dataclasses import dataclass

from mto.clients.connection import Graph
from mto.clients.errors import NotFound
from mto.clients.graph.odata import segment

NEEDS = ("User.Read.All", "Group.ReadWrite.All")
"""The first shows users, the second groups."""

KEPT_DAYS = 30
"""How long Entra keeps what was deleted. Rests on: Graph v1.0, directory (deleted items)."""


@dataclass(frozen=True, slots=True)
class DeletedItem:
    """A user or group in the bin."""

    id: str
    display_name: str
    deleted: str
    """ISO time."""


def find(graph: Graph, object_id: str) -> DeletedItem | None:
    """The deleted object of that id, None if there is none (never deleted, or gone for good).

    Rests on: Graph v1.0, "Get deletedItem". Needs: User.Read.All for users, Group.Read.All or more for groups.
    Raises: Denied.
    """
    try:
        row = graph.get(
            f"/directory/deletedItems/{segment(object_id)}",
            about=f"deleted object {object_id}",
            needs=NEEDS,
            params={"$select": "id,displayName,deletedDateTime"},  # a user's answer leaves the time out unless asked
        )
    except NotFound:
        return None
    return DeletedItem(object_id, row.get("displayName") or "", row.get("deletedDateTime") or "")
