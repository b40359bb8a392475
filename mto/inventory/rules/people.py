"""People: from the home tenant's domains only, in teams that people.yaml keeps, from a day to a later one."""

from mto.inventory.draft import Draft
from mto.inventory.nodes import shown
from mto.inventory.people import Person


def check(draft: Draft) -> None:
    """Tell what is wrong with a person's line."""
    for name, person in draft.people.value.items():
        _domain(draft, name, person)
        _teams(draft, name, person)
        if person.from_ and person.until and person.until < person.from_:
            what = f"{name} ends on {person.until} before beginning on {person.from_}."
            remedy = "Let `until` be the same day or a later one."
            draft.problem(draft.people.at(f"{name}.until"), what, remedy, stacks=None)


def _domain(draft: Draft, name: str, person: Person) -> None:
    domains = draft.home.value.tenant.domains
    domain = person.upn.rpartition("@")[2].casefold()
    if domain and all(domains) and domains and domain not in domains:
        what = f"{shown(person.upn)} is outside the home tenant's domains."
        remedy = f"Nobody from elsewhere is ever let in. Domains: {', '.join(domains)}."
        draft.problem(draft.people.at(f"{name}.upn"), what, remedy, stacks=None)


def _teams(draft: Draft, name: str, person: Person) -> None:
    for index, team in enumerate(person.teams):
        found = draft.home.value.teams.get(team)
        if found and found.group:
            what = f"The people of {shown(team)} are kept in Entra: home.yaml names an existing group."
            remedy = f"Add {name} to that group there, and leave the team out here."
            draft.problem(draft.people.at(f"{name}.teams[{index}]"), what, remedy, stacks=None)
