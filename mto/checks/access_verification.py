"""Every claim of a tenant's file, in the order in which they depend on each other, and what their findings add up to.

What each claim means is left to its kind. Looks are independent: one that fails never hides another.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict

from mto.checks import collaboration, consent, cross_tenant_trust, defender, directory_roles, guest_invitations
from mto.checks.claim import Claim, Sides, look_at
from mto.checks.finding import Finding, Status, from_json
from mto.clients.connection import connect
from mto.inventory.inventory import Inventory

TYPES: tuple[type[Claim], ...] = (
    consent.AppConsented,
    guest_invitations.GuestArrived,
    guest_invitations.TeamGroupHolds,
    cross_tenant_trust.SwitchOn,
    collaboration.Collaborates,
    directory_roles.RoleGroupHolds,
    directory_roles.RoleHeld,
    defender.DefenderLicensed,
    defender.IncidentsAnswer,
    defender.HuntingAnswers,
    defender.NothingHidden,
)
"""Claims that state may hold; their names are a contract with what is stored."""


def claims_of(inventory: Inventory, stack: str) -> tuple[Claim, ...]:
    """Everything that a tenant's file promises on the inventory's day."""
    return (
        *consent.claims(inventory, stack),
        *guest_invitations.claims(inventory, stack),
        *cross_tenant_trust.claims(inventory, stack),
        *collaboration.claims(inventory, stack),
        *directory_roles.claims(inventory, stack),
        *defender.claims(inventory, stack),
    )


def claims_to_json(claims: Iterable[Claim]) -> str:
    """Claims as stable text, for state."""
    return json.dumps([{"type": type(claim).__name__, **asdict(claim)} for claim in claims], sort_keys=True)


def claims_from_json(text: str) -> tuple[Claim, ...]:
    """Claims from the text of `claims_to_json`."""
    by_name = {cls.__name__: cls for cls in TYPES}
    return tuple(
        by_name[item.pop("type")](**{name: _frozen(value) for name, value in item.items()}) for item in json.loads(text)
    )


def look_at_all(claims: Iterable[Claim], sides: Sides) -> tuple[Finding, ...]:
    """One look at each claim."""
    return tuple(look_at(claim, sides) for claim in claims)


def look_all(inventory: Inventory, stack: str, addresses: str = "{}") -> tuple[Finding, ...]:
    """Look at everything that a tenant's file promises, without the engine.

    `addresses` is the stack's output of that name: under which addresses each person was let in.
    """
    home, tenant = inventory.home.tenant, inventory.tenants[stack].tenant
    sides = Sides(
        stack,
        home=connect(home.id, home.cloud, name="home"),
        managed=connect(tenant.id, tenant.cloud, name=stack),
        known_as={person: tuple(known) for person, known in json.loads(addresses).items()},
    )
    return look_at_all(claims_of(inventory, stack), sides)


def gates_hold(findings: Iterable[Finding]) -> bool:
    """Whether registration may go ahead."""
    return all(finding.status is Status.OK for finding in findings if finding.gates)


def waits_for(findings: Iterable[Finding]) -> str:
    """The titles of the claims that registration waits for, empty if it need not wait."""
    return "; ".join(finding.title for finding in findings if finding.gates and finding.status is not Status.OK)


def next_steps(findings: str, registration: str) -> str:
    """What people are asked to do, as JSON text: from the findings that do not hold and the operators' lists."""
    steps = [
        {
            "what": finding.title,
            "who": finding.owner,
            "how": " ".join(filter(None, (finding.remedy, finding.link))),
            "until": finding.until,
        }
        for finding in from_json(findings)
        if finding.status is not Status.OK
    ]
    steps += [
        {
            "what": f"registration for {state['operator']}",
            "who": state["upn"],
            "how": " ".join(state["steps"]),
            "until": "",
        }
        for state in json.loads(registration)["states"]
        if state["steps"]
    ]
    return json.dumps(steps)


def _frozen(value: object) -> object:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
