"""An inventory that is being judged: what was read, where each value stands, what was found. Rules get this object."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from mto.inventory.defender_roles import DefenderRoleDefinition
from mto.inventory.home import Home
from mto.inventory.inventory import HOME
from mto.inventory.ledger import Ledger, Stacks
from mto.inventory.nodes import Node, Spot
from mto.inventory.people import Person
from mto.inventory.problems import Place
from mto.inventory.reading import Reference
from mto.inventory.tenant import Profile, Tenant
from mto.inventory.ways_in import teams_let_in

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True)
class Part(Generic[Value]):
    """One file, read. `value` has stand-ins where the ledger has problems."""

    name: str
    file: str
    value: Value
    node: Node | None = None
    """None: the file could not be read at all."""
    spots: Mapping[str, Spot] = field(default_factory=dict)
    references: tuple[Reference, ...] = ()

    def at(self, path: str) -> Spot:
        """Where the value at a path of the effective file stands; if it is a default, where its nearest parent does."""
        while path:
            if spot := self.spots.get(path):
                return spot
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return self.spots.get("") or Spot(Place(self.file, 1, 1))

    def own(self, *paths: str) -> Spot:
        """The first of some paths that stands in this file and not in a profile, or else the tenant's name."""
        here = (spot for path in paths if (spot := self.at(path)).field and spot.place.file == self.file)
        return next(here, None) or self.at("tenant")


@dataclass(kw_only=True)
class Draft:
    """All files, read, and what was found in them."""

    on: date
    ledger: Ledger
    home: Part[Home]
    people: Part[Mapping[str, Person]]
    profiles: Mapping[str, Part[Profile]] = field(default_factory=dict)
    defender_roles: Mapping[str, Part[DefenderRoleDefinition]] = field(default_factory=dict)
    tenants: Mapping[str, Part[Tenant]] = field(default_factory=dict)
    """Files by name."""

    def problem(self, spot: Spot, what: str, remedy: str = "", *, stacks: Stacks) -> None:
        """Something that a person must mend."""
        self.ledger.problem(spot, what, remedy, stacks=stacks)

    def of_tenant(self, part: Part[Tenant], path: str, what: str, remedy: str = "") -> None:
        """A problem of one tenant, at a path of its effective file."""
        self.ledger.problem(part.at(path), what, remedy, stacks=frozenset({part.name}))

    def warn(self, part: Part[Tenant], path: str, what: str, remedy: str = "") -> None:
        """A warning about one tenant, at a path of its effective file."""
        self.ledger.warning(part.at(path), what, remedy, stacks=frozenset({part.name}))

    def stacks_of_teams(self, teams: Iterable[str]) -> Stacks:
        """Home, and the tenants that let one of the teams in; all, if none of them is known."""
        known = {team for team in teams if team in self.home.value.teams}
        return self.stacks_where(lambda tenant: bool(known & set(teams_let_in(tenant)))) if known else None

    def stacks_where(self, holds: Callable[[Tenant], bool]) -> frozenset[str]:
        """Home, and the tenants of which something holds."""
        return frozenset({HOME, *(stack for stack, part in self.tenants.items() if holds(part.value))})
