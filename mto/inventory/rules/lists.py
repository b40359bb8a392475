"""How many tenants one person can have: in the portal's list, and as a guest at all.

Rests on: Defender documentation, multitenant management requirements (2026-07-02): 100 target tenants a view; Entra
service limits (2024-07-15): a user is a member or guest of at most 500 tenants.
"""

from collections import Counter

from mto.inventory.draft import Draft
from mto.inventory.tenant import Tenant
from mto.inventory.ways_in import guest_teams, teams_let_in

LONGEST = 100
MEMBERSHIPS = 500
"""The home tenant is one of them."""


def check(draft: Draft) -> None:
    """Tell the tenants, files by name, that would be one too many in somebody's list."""
    lists = Counter[str]()
    guests = Counter[str](list(draft.people.value))
    for part in draft.tenants.values():
        teams = set(guest_teams(part.value))
        invited = [n for n, p in draft.people.value.items() if teams & set(p.teams) and p.active(draft.on)]
        guests.update(invited)
        if many := [name for name in invited if guests[name] > MEMBERSHIPS]:
            what = f"{', '.join(many)} would be in more than {MEMBERSHIPS} tenants."
            remedy = f"Microsoft allows a user {MEMBERSHIPS}, home included: let in another team."
            draft.problem(part.own("access", "profiles"), what, remedy, stacks=frozenset({part.name}))
        operators = _operators(draft, part.value)
        lists.update(operators)
        full = [name for name in operators if lists[name] > LONGEST]
        if full:
            longest = max(lists[name] for name in full)
            what = f"The list of {', '.join(full)} would hold {longest} tenants; {part.name} is one too many."
            remedy = f"Microsoft shows {LONGEST} to one person: let in another team, or name `registration.operators`."
            draft.problem(
                part.own("registration.operators", "access", "profiles"), what, remedy, stacks=frozenset({part.name})
            )


def _operators(draft: Draft, tenant: Tenant) -> list[str]:
    named = tenant.registration.operators
    teams = set(teams_let_in(tenant))
    return [
        name
        for name, person in draft.people.value.items()
        if person.active(draft.on) and (teams & set(person.teams) if named is None else name in named)
    ]
