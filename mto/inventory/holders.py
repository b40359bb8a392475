"""Who holds what in a tenant, and until when, as the files say it: for reviewers, reports and `mto status`."""

from typing import TypedDict

from mto.inventory.inventory import Inventory


class Holder(TypedDict):
    """One person in one managed tenant."""

    person: str
    upn: str
    teams: list[str]
    access: list[str]
    roles: list[str]
    until: str
    """The last day (ISO), empty where people.yaml names none."""


def holders_of(inventory: Inventory, stack: str) -> list[Holder]:
    """The people that a tenant's file lets in on the day, ordered as people.yaml orders them."""
    tenant = inventory.tenants[stack]
    invited = set(tenant.access.b2b.invitations.teams if tenant.access.b2b else ())
    roles = tenant.permissions.entra_roles
    return [
        Holder(
            person=person.name,
            upn=person.upn,
            teams=[team for team in person.teams if team in invited],
            access=["guest"],
            roles=list(dict.fromkeys(role for team in person.teams if team in invited for role in roles.of(team))),
            until=person.until.isoformat() if person.until else "",
        )
        for person in inventory.people.values()
        if person.active(inventory.on) and invited & set(person.teams)
    ]


class Summary(TypedDict):
    """A tenant in one line of the table at the end."""

    reached_by: str
    roles: list[str]
    trust: list[str]


def summary_of(inventory: Inventory, stack: str) -> Summary:
    """How the file reaches a tenant, what the teams hold there and which claims of theirs are trusted."""
    tenant = inventory.tenants[stack]
    guests = len(holders_of(inventory, stack))
    roles = [role for team in tenant.permissions.entra_roles.teams for role in tenant.permissions.entra_roles.of(team)]
    trust = [
        *(["MFA"] if tenant.trust.accepts_mfa else []),
        *(["device"] if tenant.trust.compliant_device else []),
    ]
    return Summary(
        reached_by=f"{guests} guest{'' if guests == 1 else 's'}" if guests else "",
        roles=list(dict.fromkeys(roles)),
        trust=trust,
    )
