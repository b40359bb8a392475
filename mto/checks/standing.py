"""Looks at what stands in both tenants before a run, by the natural keys of what the run would take, adopt or make."""

from collections.abc import Iterable
from typing import Any

from mto.checks.before import GroupLook, GuestLook, Look, PolicyLook, Stood
from mto.checks.claim import SideName, Sides
from mto.checks.cross_tenant_trust import policies, wanted_of
from mto.checks.guest_invitations import guests_at, invited_people
from mto.clients.graph import group
from mto.inventory.inventory import Inventory
from mto.inventory.team_group import TeamGroup

SIDES: tuple[SideName, SideName] = ("managed", "home")


def looks_of(inventory: Inventory, stack: str) -> tuple[Look, ...]:
    """What a tenant's stack would take, adopt or make on the inventory's day."""
    tenant, home = inventory.tenants[stack], inventory.home.tenant
    ids: dict[SideName, str] = {"managed": tenant.tenant.id, "home": home.id}
    teams = tenant.access.b2b.invitations.teams if tenant.access.b2b else ()
    groups = [
        *(TeamGroup.plain(team, home.name, home.id) for team in teams),
        *(TeamGroup.for_roles(team, home.name, home.id) for team in tenant.permissions.entra_roles.teams),
    ]
    return (
        *(GuestLook(person=p.name, home_id=p.id, addresses=(p.upn,)) for p in invited_people(inventory, stack)),
        *(
            PolicyLook(
                side=side,
                partner_id=ids["home" if side == "managed" else "managed"],
                wanted=wanted_of(tenant.trust, side),
                adopt=tenant.trust.adopt,
            )
            for side in SIDES
        ),
        *(GroupLook(side="managed", nickname=g.nickname, mark=g.mark) for g in groups),
    )


def look_at_what_stands(looks: Iterable[Look], sides: Sides) -> Stood:
    """One look at each. Raises a problem where a look is refused: what was not seen may not be taken for absent."""
    return {look.key: _stands(look, sides) for look in looks}


def _stands(look: Look, sides: Sides) -> Any:
    match look:
        case GuestLook():
            guests = guests_at(sides, look.home_id, look.addresses[0])
            return (
                {"ids": [guest.id for guest in guests], "names": [g.principal_name for g in guests]} if guests else None
            )
        case PolicyLook():
            partner, _ = policies(sides, look.side)
            return dict(partner.raw) if partner else None
        case GroupLook():
            found = group.find(sides.at(look.side).graph, look.nickname)
            return [{"id": g.id, "description": g.description} for g in found] or None
