"""Groups that a killed run has made and the engine does not know of. They are brought into its state, not made twice.

Without that every later `up` ends in "already exists", and `destroy` leaves them. Ours is a group of our mailNickname
with our mark, of which `before` says that nothing stood there.

Rests on: measured runs (`pulumi import` works while operations are pending); azuread's group create, which writes the
object long before the plugin answers.
"""

import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from mto.checks.before import group_key
from mto.fleet import cli, stood
from mto.fleet.events import Tally
from mto.fleet.workplace import Workplace
from mto.inventory.problems import Place, Problem

GROUP = "azuread:index/group:Group"
_FRESH = 60.0
"""Seconds after which a group that a killed run made is taken to show in every answer of Entra."""
_PAUSE = 2.0
_CLOUDS = {"public": "public", "global": "public", "usgovernmentl4": "gcc-high", "usgovernmentl5": "dod"}
"""azuread's environments by our names of clouds. Rests on: azuread provider, `environment`."""

_UNCLEAR = re.compile(
    r"already exists|transport|rpc error|Unavailable|EOF|connection|timeout|deadline|cancel", re.IGNORECASE
)
"""Reasons after which a group may be there: the plugin was killed, its call was cut off, or it saw the group itself."""


class Found(Protocol):
    """What is needed of a group that is there."""

    @property
    def id(self) -> str:
        """Its object id."""

    @property
    def description(self) -> str:
        """Our mark, if it is ours."""


Look = Callable[[str, str, str], Sequence[Found]]
"""Tenant id, cloud, mailNickname -> the groups that bear it."""


@dataclass(frozen=True, slots=True)
class HalfMade:
    """A group that may be there: its creation began and did not end in the engine's state."""

    urn: str
    parent: str
    provider: str
    """URN of the plugin's resource."""
    nickname: str
    mark: str

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> "HalfMade":
        """From a resource's state as the engine writes it."""
        inputs = state.get("inputs") or {}
        provider = str(state.get("provider", "")).rpartition("::")[0]
        mark = inputs.get("description", "")
        return cls(state["urn"], state.get("parent", ""), provider, inputs.get("mailNickname", ""), mark)

    def as_data(self) -> dict[str, str]:
        """For the marker of a run."""
        return asdict(self)


def half_made(tally: Tally) -> tuple[HalfMade, ...]:
    """The groups whose creation failed in a way that leaves open whether they were made."""
    return tuple(
        HalfMade.of(state)
        for urn, state in tally.failed.items()
        if state.get("type") == GROUP and _UNCLEAR.search(tally.reasons.get(urn, ""))
    )


def candidates(deployment: Mapping[str, Any], noted: Iterable[Mapping[str, str]]) -> tuple[HalfMade, ...]:
    """Groups that may be there unknown to the state: pending creations, and those that the last run noted."""
    pending = [op["resource"] for op in deployment.get("pending_operations") or () if op["type"] == "creating"]
    known = {resource["urn"] for resource in deployment.get("resources") or ()}
    found = (*(HalfMade.of(state) for state in pending if state["type"] == GROUP), *(HalfMade(**d) for d in noted))
    return tuple({each.urn: each for each in found if each.urn not in known}.values())


def bring_in(
    stack: str, deployment: Mapping[str, Any], half: Iterable[HalfMade], at: Workplace, look: Look
) -> list[str]:
    """Import each group that is there and ours; what was brought in, for the person who waits.

    Raises: Problem where the look is refused, where two groups are ours, or where the import fails.
    """
    done: list[str] = []
    for each in half:
        if stood.of(deployment).get(group_key(each.nickname)) is not None:
            continue
        found = _find(stack, deployment, each, at, look)
        if found is None:
            continue
        cli.call(at, stack, *_import(stack, each, found.id))
        done.append(f"group {each.nickname} was made by a run that ended badly; the engine knows it again")
    return done


def look_live(client_id: str | None) -> Look:
    """A look by our own client, as the application of the run."""

    def look(tenant: str, cloud: str, nickname: str) -> Sequence[Found]:
        from mto.clients.connection import connect  # half a second that only a recovery pays
        from mto.clients.graph import group

        return group.find(connect(tenant, cloud, client_id).graph, nickname)

    return look


def _find(stack: str, deployment: Mapping[str, Any], each: HalfMade, at: Workplace, look: Look) -> Found | None:
    tenant, cloud = _tenant(deployment, each, at)
    until = time.monotonic() + max(0.0, _FRESH - _age(deployment)) / 4
    while True:
        ours = [found for found in look(tenant, cloud, each.nickname) if found.description == each.mark]
        if len(ours) > 1:
            ids = ", ".join(found.id for found in ours)
            remedy = "Delete all but one of them, then run this again."
            raise Problem(f"{len(ours)} groups `{each.nickname}` bear our mark: {ids}.", Place(stack), remedy)
        if ours or time.monotonic() >= until:
            return ours[0] if ours else None
        time.sleep(_PAUSE)  # what was written a moment ago may not show in a list yet


def _tenant(deployment: Mapping[str, Any], each: HalfMade, at: Workplace) -> tuple[str, str]:
    resources = {resource["urn"]: resource for resource in deployment.get("resources") or ()}
    inputs = (resources.get(each.provider) or {}).get("inputs") or {}
    tenant = inputs.get("tenantId") or at.environment.get("ARM_TENANT_ID", "")
    return str(tenant), _CLOUDS.get(str(inputs.get("environment", "public")), "public")


def _age(deployment: Mapping[str, Any]) -> float:
    written = (deployment.get("manifest") or {}).get("time", "")
    try:
        return (datetime.now(UTC) - datetime.fromisoformat(written)).total_seconds()
    except (ValueError, TypeError):
        return 0.0


def _import(stack: str, each: HalfMade, group_id: str) -> list[str]:
    """The command line. azuread names a group by a path (measured: a bare object id is refused)."""
    line = ["import", GROUP, _name(each.urn), f"/groups/{group_id}", "--stack", stack, "--yes", "--skip-preview"]
    if each.parent:
        line += ["--parent", f"{_name(each.parent)}={each.parent}"]
    if each.provider:
        line += ["--provider", f"{_name(each.provider)}={each.provider}"]
    return [*line, "--generate-code=false", "--protect=false"]


def _name(urn: str) -> str:
    return urn.rsplit("::", 1)[-1]
