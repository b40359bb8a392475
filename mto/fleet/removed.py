"""What a run deleted in a tenant: looked at once the engine is done, since it deletes after everything was verified."""

from collections.abc import Iterable
from dataclasses import dataclass

from mto.checks.finding import Finding
from mto.fleet.events import Change
from mto.inventory.inventory import HOME, Inventory
from mto.inventory.problems import Problem

_NOUNS = {"azuread:index/group:Group": "group", "pulumi-python:dynamic/mto:Guest": "guest"}
"""Types of resources whose object is a directory object by itself."""
_REGISTRATION = "pulumi-python:dynamic/mto:Registration"


@dataclass(frozen=True, slots=True)
class Removed:
    """What a look showed of the objects that a run deleted."""

    findings: tuple[Finding, ...] = ()
    restorable: tuple[str, ...] = ()
    """What Entra keeps for a while, in a person's words."""


def deleted(changes: Iterable[Change]) -> list[Change]:
    """The directory objects that the run deleted. A guest who was there before us has only left our state."""
    return [c for c in changes if c.did == "deleted" and c.type in _NOUNS and c.old.get("made", True)]


def look(stack: str, inventory: Inventory, changes: Iterable[Change]) -> Removed:
    """Whether all of it is gone, and what can be restored. Empty where nothing was deleted.

    A tenant whose file is no longer there cannot be looked at; neither can one whose files are wrong.
    """
    gone = deleted(changes)
    known = stack == HOME or stack in inventory.tenants
    if not gone or not known or inventory.problems_of(stack):
        return Removed()
    from mto.checks import leavers  # half a second that only a run with deletions pays
    from mto.clients.connection import connect

    tenant = inventory.home.tenant if stack == HOME else inventory.tenants[stack].tenant
    objects = [leavers.Removed(_NOUNS[c.type], _called(c), _object_id(c)) for c in gone]
    try:
        connection = connect(tenant.id, tenant.cloud, name=stack)
        findings = leavers.look(connection, objects)
    except Problem as problem:
        return Removed(restorable=(f"what was deleted could not be looked at: {problem.what}",))
    try:
        return Removed(findings, tuple(str(each) for each in leavers.restorable(connection, objects)))
    except Problem as problem:  # whether somebody is still there is known all the same
        return Removed(findings, (f"what can be restored could not be looked at: {problem.what}",))


def left_on_lists(changes: Iterable[Change]) -> tuple[str, ...]:
    """Whose lists in multitenant management may still hold a tenant whose registration the run deleted."""
    gone = [change for change in changes if change.did == "deleted" and change.type == _REGISTRATION]
    if not gone:
        return ()
    from mto.checks import multitenant_registration as check

    return tuple(
        line
        for change in gone
        for line in check.left_on_lists(
            str(change.old["states"]),
            check.Entry(change.old["managed_id"], change.old["display_name"], change.old["home_cloud"]),
        )
    )


def _object_id(change: Change) -> str:
    """The bare id; azuread's groups bear it as `/groups/<id>`."""
    return change.id.rsplit("/", 1)[-1]


def _called(change: Change) -> str:
    return str(change.old.get("displayName") or change.old.get("person") or change.name)
