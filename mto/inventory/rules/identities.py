"""An id is one thing: none is used twice across home, tenants and people, nor a domain, address or subscription."""

from collections.abc import Iterator
from typing import NamedTuple

from mto.inventory.draft import Draft
from mto.inventory.inventory import HOME
from mto.inventory.ledger import Stacks
from mto.inventory.nodes import Spot, shown


class _Use(NamedTuple):
    """One use of something that must be used once."""

    value: str
    whose: str
    spot: Spot
    stacks: Stacks


def check(draft: Draft) -> None:
    """Tell each repeat where it stands second, home.yaml before people.yaml before tenants/, files by name."""
    for word, uses in (
        ("id", _ids(draft)),
        ("domain", _domains(draft)),
        ("address", _addresses(draft)),
        ("subscription", _subscriptions(draft)),
        ("name of a GDAP relationship", _relationships(draft)),
    ):
        _tell_repeats(draft, word, uses)


def _tell_repeats(draft: Draft, word: str, uses: Iterator[_Use]) -> None:
    first: dict[str, _Use] = {}
    for use in uses:
        key = use.value.casefold()
        if not key:
            continue
        if (before := first.setdefault(key, use)) is not use:
            both = None if before.stacks is None or use.stacks is None else before.stacks | use.stacks
            what = f"{shown(use.value)} is the {word} of {before.whose} already ({before.spot.place})."
            draft.problem(use.spot, what, f"Every {word} stands in the inventory once.", stacks=both)


def _ids(draft: Draft) -> Iterator[_Use]:
    home = draft.home
    yield _Use(home.value.tenant.id, "the home tenant", home.at("tenant.id"), None)
    for purpose in ("deploy", "verify", "analyst"):
        if app := getattr(home.value.apps, purpose):
            yield _Use(app.client_id, f"the app {purpose}", home.at(f"apps.{purpose}.client_id"), None)
    for team, details in home.value.teams.items():
        if details.group:
            path = f"teams.{team}.group.existing"
            yield _Use(details.group.existing, f"team {team}", home.at(path), draft.stacks_of_teams([team]))
    for name, person in draft.people.value.items():
        yield _Use(person.id, name, draft.people.at(f"{name}.id"), draft.stacks_of_teams(person.teams))
    for stack, part in draft.tenants.items():
        yield _Use(part.value.tenant.id, stack, part.at("tenant.id"), frozenset({stack}))
        if part.value.identity:
            spot = part.at("identity.client_id")
            yield _Use(part.value.identity.client_id, f"the app of {stack}", spot, frozenset({stack}))


def _domains(draft: Draft) -> Iterator[_Use]:
    for index, domain in enumerate(draft.home.value.tenant.domains):
        yield _Use(domain, "the home tenant", draft.home.at(f"tenant.domains[{index}]"), None)
    for stack, part in draft.tenants.items():
        yield _Use(part.value.tenant.domain, stack, part.at("tenant.domain"), frozenset({stack}))


def _addresses(draft: Draft) -> Iterator[_Use]:
    for name, person in draft.people.value.items():
        yield _Use(person.upn, name, draft.people.at(f"{name}.upn"), draft.stacks_of_teams(person.teams))


def _subscriptions(draft: Draft) -> Iterator[_Use]:
    for stack, part in draft.tenants.items():
        if part.value.sentinel:
            spot = part.at("sentinel.subscription")
            yield _Use(part.value.sentinel.subscription, stack, spot, frozenset({stack}))


def _relationships(draft: Draft) -> Iterator[_Use]:
    for stack, part in draft.tenants.items():
        if part.value.access.gdap:
            yield _Use(part.value.access.gdap.name, stack, part.at("access.gdap.name"), frozenset({stack, HOME}))
