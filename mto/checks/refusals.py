"""What would make an up refuse to begin, seen before its first write: by `before`, and by `mto preview`.

Rests on: Graph v1.0, invitation (application calls are refused where only administrators invite), authorizationPolicy;
Graph beta, b2bManagementPolicies.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mto.checks.before import GroupLook, GuestLook, Look, PolicyLook, Stood
from mto.checks.claim import Sides
from mto.checks.cross_tenant_trust import SWITCHES, holds
from mto.checks.standing import look_at_what_stands, looks_of
from mto.clients.connection import connect
from mto.clients.graph import authorization_policy, b2b_management_policy
from mto.inventory.inventory import Inventory
from mto.inventory.problems import Place, Problem


@dataclass
class Refused(Problem):
    """Everything that a run would run into, as one problem: nothing was written."""

    problems: tuple[Problem, ...] = ()

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


def look(inventory: Inventory, stack: str, known: Collection[str] = ()) -> tuple[Problem, ...]:
    """What an up of this stack would refuse now, leaving out the keys that its `before` holds already."""
    home, tenant = inventory.home.tenant, inventory.tenants[stack].tenant
    try:
        sides = Sides(
            stack,
            home=connect(home.id, home.cloud, name="home"),
            managed=connect(tenant.id, tenant.cloud, name=stack),
        )
        looks = [item for item in looks_of(inventory, stack) if item.key not in known]
        return refusals(looks, look_at_what_stands(looks, sides), sides)
    except Problem as problem:
        return (problem,)


def refuse(looks: Iterable[Look], stood: Stood, sides: Sides) -> None:
    """Raise Refused, with all reasons, if there is one."""
    found = refusals(looks, stood, sides)
    if found:
        raise Refused(f"{len(found)} things are in the way.", Place(sides.stack), problems=found)


def refusals(looks: Iterable[Look], stood: Stood, sides: Sides) -> tuple[Problem, ...]:
    """Each reason why a run that found this would fail."""
    found: list[Problem] = []
    invited: list[GuestLook] = []
    for item in looks:
        stands = stood[item.key]
        match item:
            case GuestLook():
                if stands is None:
                    invited.append(item)
                elif len(stands["ids"]) > 1:
                    found.append(_two_guests(item, stands, sides))
            case GroupLook():
                if stands is not None:
                    found.append(_group_in_the_way(item, stands, sides))
            case PolicyLook():
                if stands is not None and not item.adopt:
                    found += _other_policy(item, sides)
    return (*found, *_invitations_refused(invited, sides))


def _two_guests(item: GuestLook, stands: dict[str, list[str]], sides: Sides) -> Problem:
    return Problem(
        f"{len(stands['ids'])} guests answer to {item.addresses[0]}: {', '.join(stands['names'])}.",
        Place(f"{sides.stack}, managed side, guest {item.person}"),
        "Have the surplus one removed by a User Administrator of the tenant.",
    )


def _group_in_the_way(item: GroupLook, stands: list[dict[str, str]], sides: Sides) -> Problem:
    place = Place(f"{sides.stack}, {item.side} side, group {item.nickname}")
    ours = next((group["id"] for group in stands if group["description"] == item.mark), None)
    if ours:
        return Problem(
            f"exists already with our mark (id {ours}), but this stack does not know it.",
            place,
            f"A stack that was lost left it: have it deleted, or `pulumi import azuread:index/group:Group "
            f"{item.nickname} /groups/{ours} -s {sides.stack}`.",
        )
    return Problem(
        f"exists already and is not ours (id {stands[0]['id']}, description “{stands[0]['description']}”).",
        place,
        "Have it renamed or deleted by a Groups Administrator of the tenant, or rename the team in home.yaml.",
    )


def _other_policy(item: PolicyLook, sides: Sides) -> list[Problem]:
    differs = {n: holds(sides, item.side, SWITCHES[n]) for n, on in item.wanted.items()}
    differs = {name: seen for name, seen in differs.items() if seen.is_on != item.wanted[name]}
    if not differs:
        return []
    has = ", ".join(f"{SWITCHES[n]} is {str(s.is_on).lower()} ({s.decided_by} policy)" for n, s in differs.items())
    wants = ", ".join(f"{SWITCHES[name]} {str(item.wanted[name]).lower()}" for name in differs)
    return [
        Problem(
            f"exists already and is not ours: {has}; the file wants {wants}.",
            Place(f"{sides.stack}, {item.side} side, partner policy"),
            f"Set `adopt: true` under `trust` in {sides.stack}.yaml to take it over.",
        )
    ]


def _invitations_refused(invited: list[GuestLook], sides: Sides) -> list[Problem]:
    if not invited:
        return []
    graph = sides.managed.graph
    place = Place(f"{sides.stack}, managed side, invitations")
    rules = authorization_policy.get(graph)
    found = []
    if not rules.lets_applications_invite:
        found.append(
            Problem(
                f"the tenant lets no application invite: allowInvitesFrom is {rules.invites_from}.",
                place,
                "An administrator of the tenant opens Entra, External collaboration settings, Guest invite settings: "
                "“Member users and users assigned to specific admin roles”.",
            )
        )
    if graph.cloud.name in b2b_management_policy.CLOUDS:
        domains = b2b_management_policy.get(graph)
        denied = sorted({item.addresses[0] for item in invited if not domains.lets_in(item.addresses[0])})
        if denied:
            found.append(
                Problem(
                    f"the tenant takes no guests of this domain: {', '.join(denied)}.",
                    place,
                    "An administrator of the tenant opens Entra, External collaboration settings, Collaboration "
                    "restrictions, and allows the domain.",
                )
            )
    return found
