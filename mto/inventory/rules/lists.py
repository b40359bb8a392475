"""The portal's lists: Defender multitenant management shows at most 100 tenants to one person, and knows some clouds.

Rests on: Defender documentation, multitenant management requirements (2026-07-02): 100 target tenants a view.
"""

from collections import Counter

from mto.inventory.draft import Draft
from mto.inventory.tenant import Tenant
from mto.inventory.ways_in import teams_let_in

LONGEST = 100


def check(draft: Draft) -> None:
    """Tell the tenants, files by name, that would be one too many in somebody's list."""
    lists = Counter[str]()
    for part in draft.tenants.values():
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
