"""In which operators' lists of Defender multitenant management a tenant stands. Writing a list is left to the provider.

A list is a person's: it is seen with their portal session or not at all, and what cannot be seen says nothing about the
tenant. The interface is unpublished; what it answers was seen in public captures (`mto.clients.portal`).
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from mto.clients.clouds import by_name
from mto.clients.errors import NoSession, NotSetUp
from mto.clients.portal import tenant_picker
from mto.clients.portal.portal import Portal, open_portal
from mto.inventory.problems import Problem

REGISTERED, LOST, PENDING, UNKNOWN = "registered", "lost access", "pending", "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class OperatorState:
    """One tenant in one operator's list."""

    operator: str
    upn: str
    state: str
    """`registered`, `lost access`, `pending` or `unknown`."""
    detail: str = ""
    steps: tuple[str, ...] = ()
    """What the operator does by hand, in order."""
    ours: bool = False
    """We put it there, so we take it away again."""
    tried: str = ""
    """What came of a write that no read has shown yet; it is not repeated."""
    since: str = ""

    def same_as(self, other: "OperatorState") -> bool:
        """Whether the two looks showed the same, times aside."""
        return replace(self, since="") == replace(other, since="")


@dataclass(frozen=True, slots=True)
class Entry:
    """The tenant as an operator's list shows it."""

    tenant_id: str
    name: str
    home_cloud: str


def look(operator: str, upn: str, entry: Entry) -> OperatorState:
    """Read one operator's list, if there is a session of theirs."""
    try:
        return look_through(open_portal(upn, by_name(entry.home_cloud)), operator, entry)
    except NoSession as refusal:
        return OperatorState(operator=operator, upn=upn, state=UNKNOWN, detail=refusal.what, steps=steps(upn, entry))
    except Problem as problem:
        return OperatorState(operator=operator, upn=upn, state=UNKNOWN, detail=problem.what, steps=steps(upn, entry))


def look_through(portal: Portal, operator: str, entry: Entry) -> OperatorState:
    """Read the list by an open session. Raises what the portal's clients raise, but for a list that was never made."""
    upn = portal.operator
    try:
        listed = tenant_picker.get(portal)
    except NotSetUp as nothing:
        return OperatorState(operator=operator, upn=upn, state=PENDING, detail=nothing.what, steps=steps(upn, entry))
    chosen = [tenant for tenant in listed if tenant.is_chosen]
    found = [tenant for tenant in chosen if tenant.tenant_id.lower() == entry.tenant_id.lower()]
    if not found:
        detail = f"the list holds {len(chosen)} tenants, not this one"
        return OperatorState(operator=operator, upn=upn, state=PENDING, detail=detail, steps=steps(upn, entry))
    if found[0].lost_access:
        return OperatorState(
            operator=operator,
            upn=upn,
            state=LOST,
            detail="the portal lists the tenant and says that this person has lost access to it",
            steps=(f"{upn} signs in at https://{_PORTAL}/?tid={entry.tenant_id} and accepts what is asked.",),
        )
    return OperatorState(operator=operator, upn=upn, state=REGISTERED, detail="seen in the portal's tenant picker")


def waiting(state: OperatorState, waits_for: str) -> OperatorState:
    """The state of an operator whose tenant cannot be registered yet: nobody is asked to do anything for it."""
    if state.state in (REGISTERED, LOST):
        return state
    return replace(state, state=PENDING, detail=f"waits for: {waits_for}", steps=())


def steps(upn: str, entry: Entry) -> tuple[str, ...]:
    """How a person puts the tenant on their list by hand.

    Rests on: Defender, mto-tenants (Settings, Add tenants).
    """
    return (
        f"Sign in as {upn} at https://mto.security.microsoft.com/mtosettings",
        f"Add tenants, choose {entry.name} ({entry.tenant_id}), Add tenant",
    )


def left_on_lists(states: str, entry: Entry) -> tuple[str, ...]:
    """After a tenant's removal: whose lists may still hold it, and what they do. `states` is the text that state held.

    An entry that somebody made by hand is theirs to remove, and one of ours stays where no session let us remove it.
    """
    held = [state for state in from_json(states) if state.ours or state.state in (REGISTERED, LOST)]
    now = {state.upn: look(state.operator, state.upn, entry) for state in held}
    return tuple(
        f"{entry.name} {'may still be' if now[state.upn].state == UNKNOWN else 'is still'} on the list of {state.upn}: "
        "they select it at https://mto.security.microsoft.com/mtosettings and Remove it"
        for state in held
        if now[state.upn].state != PENDING
    )


def to_json(method: str, states: Iterable[OperatorState]) -> str:
    """States as stable text."""
    return json.dumps({"method": method, "states": [asdict(state) for state in states]}, sort_keys=True)


def from_json(text: str) -> tuple[OperatorState, ...]:
    """States from the text of `to_json`."""
    return tuple(OperatorState(**{**item, "steps": tuple(item["steps"])}) for item in json.loads(text)["states"])


_PORTAL = "security.microsoft.com"
