"""What a run took away: whether it is gone, and what of it can still be restored.

The engine deletes after verification, so that somebody has left is no claim of that resource; the command looks once
the engine is done.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mto.checks.finding import Finding, Proof, Status
from mto.checks.replication import wait_for
from mto.clients.connection import Connection
from mto.clients.errors import NotFound
from mto.clients.graph import deleted_item, group, user
from mto.clients.graph.deleted_item import KEPT_DAYS, DeletedItem
from mto.inventory.problems import Problem

REPLICATION_BOUND = 60.0
"""Seconds that a look waits at most for a deletion to be seen."""


@dataclass(frozen=True, slots=True)
class Removed:
    """One object that the engine says it deleted: what it was, and its object id."""

    noun: str
    """`guest` or `group`."""
    name: str
    object_id: str


@dataclass(frozen=True, slots=True)
class Restorable:
    """An object that Entra keeps for a while after its deletion."""

    removed: Removed
    item: DeletedItem

    def __str__(self) -> str:
        return (
            f"{self.removed.noun} {self.removed.name} ({self.item.id}) was deleted on {self.item.deleted[:10]} and can "
            f"be restored for {KEPT_DAYS} days"
        )


def look(
    connection: Connection, removed: Iterable[Removed], sleep: Callable[[float], None] = time.sleep
) -> tuple[Finding, ...]:
    """Whether each object is gone; it waits a while for what another process has just deleted to be seen gone."""
    items = {item.object_id: item for item in removed}
    seen: dict[str, Finding] = {}

    def gone() -> bool:
        for object_id, item in items.items():
            if object_id not in seen or seen[object_id].status is Status.MISSING:
                seen[object_id] = _look(connection, item)
        return all(finding.status is not Status.MISSING for finding in seen.values())

    wait_for(gone, REPLICATION_BOUND, sleep)
    return tuple(seen.values())


def restorable(connection: Connection, removed: Iterable[Removed]) -> tuple[Restorable, ...]:
    """What of it can still be restored. Raises a problem where the look is refused."""
    found = ((item, deleted_item.find(connection.graph, item.object_id)) for item in removed)
    return tuple(Restorable(item, deleted) for item, deleted in found if deleted)


def _look(connection: Connection, item: Removed) -> Finding:
    get = user.get if item.noun == "guest" else group.get
    title = f"{item.noun} {item.name} has left {connection.name}"

    def finding(status: Status, evidence: str, *, remedy: str = "", could_look: bool = False) -> Finding:
        return Finding(
            claim=f"leavers/{item.name}",
            title=title,
            status=status,
            gates=False,
            proof=Proof.CONFIGURED,
            evidence=evidence,
            owner="whoever runs mto",
            remedy=remedy,
            could_look=could_look,
        )

    try:
        get(connection.graph, item.object_id)
    except NotFound:
        return finding(Status.OK, f"object {item.object_id} is gone")
    except Problem as problem:
        return finding(Status.UNKNOWN, problem.what, remedy=problem.remedy, could_look=True)
    return finding(Status.MISSING, f"object {item.object_id} is still there", remedy="Run `mto up` again.")
