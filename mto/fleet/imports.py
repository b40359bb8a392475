"""Groups and roles that a killed run has made and the engine does not know of: imported, not made twice.

Without that every later `up` ends in "already exists", and `destroy` leaves them. Ours is a group of our mailNickname
with our mark, of which `before` says that nothing stood there; a role is one that such a group holds.

Rests on: measured runs (`pulumi import` works while operations are pending); azuread's creations, which write the
object long before the plugin answers.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from mto.checks.before import group_key
from mto.fleet import cli, stood
from mto.fleet.half_made import GROUP, ROLE, HalfMade
from mto.fleet.workplace import Workplace
from mto.inventory.problems import Place, Problem

_FRESH = 60.0
"""Seconds after which what a killed run made is taken to show in every answer of Entra."""
_PAUSE = 2.0
_CLOUDS = {"public": "public", "global": "public", "usgovernmentl4": "gcc-high", "usgovernmentl5": "dod"}
"""azuread's environments by our names of clouds. Rests on: azuread provider, `environment`."""
_PATHS = {GROUP: "/groups/", ROLE: "/roleManagement/directory/roleAssignments/"}
"""azuread names an object by a path (measured: a bare object id is refused)."""

Look = Callable[[HalfMade, str, str], Sequence[str]]
"""What may be there, tenant id, cloud -> the object ids of what is there and ours."""


def bring_in(
    stack: str, deployment: Mapping[str, Any], half: Iterable[HalfMade], at: Workplace, look: Look
) -> list[str]:
    """Import each group and role that is there and ours; what was brought in, for the person who waits.

    Raises: Problem where the look is refused, where two objects are ours, or where the import fails.
    """
    done: list[str] = []
    for each in half:
        if each.own or (each.type == GROUP and stood.of(deployment).get(group_key(_nickname(each))) is not None):
            continue
        found = _find(stack, deployment, each, at, look)
        if found is None:
            continue
        cli.call(at, stack, *_import(stack, each, found))
        done.append(f"{_called(each)} was made by a run that ended badly; the engine knows it again")
    return done


def look_live(client_id: str | None) -> Look:
    """A look by our own client, as the application of the run."""

    def look(half: HalfMade, tenant: str, cloud: str) -> Sequence[str]:
        from mto.clients.connection import connect
        from mto.clients.graph import group, role_assignment

        graph, wanted = connect(tenant, cloud, client_id).graph, half.inputs
        if half.type == GROUP:
            mark = wanted.get("description", "")
            return [found.id for found in group.find(graph, _nickname(half)) if found.description == mark]
        held = role_assignment.held_by(graph, wanted["principalObjectId"])
        return [found.id for found in held if found.role_definition_id == wanted["roleId"] and found.scope == "/"]

    return look


def _find(stack: str, deployment: Mapping[str, Any], each: HalfMade, at: Workplace, look: Look) -> str | None:
    tenant, cloud = _tenant(deployment, each, at)
    until = time.monotonic() + max(0.0, _FRESH - _age(deployment)) / 4
    while True:
        ours = look(each, tenant, cloud)
        if len(ours) > 1:
            remedy = "Delete all but one of them, then run this again."
            what = f"{_called(each)} is there {len(ours)} times with our mark: {', '.join(ours)}."
            raise Problem(what, Place(stack), remedy)
        if ours or time.monotonic() >= until:
            return ours[0] if ours else None
        time.sleep(_PAUSE)  # what was written a moment ago may not show in a list yet


def _tenant(deployment: Mapping[str, Any], each: HalfMade, at: Workplace) -> tuple[str, str]:
    resources = {resource["urn"]: resource for resource in deployment.get("resources") or ()}
    inputs = (resources.get(_urn(each.provider)) or {}).get("inputs") or {}
    tenant = inputs.get("tenantId") or at.environment.get("ARM_TENANT_ID", "")
    return str(tenant), _CLOUDS.get(str(inputs.get("environment", "public")), "public")


def _age(deployment: Mapping[str, Any]) -> float:
    written = (deployment.get("manifest") or {}).get("time", "")
    try:
        return (datetime.now(UTC) - datetime.fromisoformat(written)).total_seconds()
    except (ValueError, TypeError):
        return 0.0


def _import(stack: str, each: HalfMade, object_id: str) -> list[str]:
    line = ["import", each.type, _name(each.urn), _PATHS[each.type] + object_id]
    line += ["--stack", stack, "--yes", "--skip-preview"]
    if each.parent:
        line += ["--parent", f"{_name(each.parent)}={each.parent}"]
    if provider := _urn(each.provider):
        line += ["--provider", f"{_name(provider)}={provider}"]
    return [*line, "--generate-code=false", "--protect=false"]


def _called(each: HalfMade) -> str:
    return f"group {_nickname(each)}" if each.type == GROUP else f"role {_name(each.urn)}"


def _nickname(each: HalfMade) -> str:
    return str(each.inputs.get("mailNickname", ""))


def _urn(provider: str) -> str:
    """Of a plugin's resource, from the reference that its resources carry: that has the id behind it."""
    return provider.rpartition("::")[0]


def _name(urn: str) -> str:
    return urn.rsplit("::", 1)[-1]
