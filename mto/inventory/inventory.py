"""The whole inventory as one frozen object, and the questions that other rooms ask it. Loading is left to `loader`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mto.inventory.defender_roles import DefenderRoleDefinition
from mto.inventory.home import Home
from mto.inventory.nodes import Spot
from mto.inventory.people import Person
from mto.inventory.problems import FileProblem, Place
from mto.inventory.tenant import Tenant
from mto.inventory.unbuilt import not_built
from mto.inventory.ways_in import teams_let_in

HOME = "home"
"""The stack of the home tenant."""


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """`config/` as it holds on one day. Where `problems` has entries, values that were wrong are stand-ins:

    ask `problems_of(stack)` before anything is done with a stack.
    """

    home: Home
    people: Mapping[str, Person]
    tenants: Mapping[str, Tenant]
    """The managed tenants by stack, files by name; one whose file cannot be read at all is not among them."""
    defender_roles: Mapping[str, DefenderRoleDefinition] = field(default_factory=dict)
    problems: tuple[FileProblem, ...] = ()
    warnings: tuple[FileProblem, ...] = ()
    on: date
    origins: Mapping[str, Mapping[str, Spot]] = field(default_factory=dict)
    """By stack: where the value at each dotted path of the effective file stands; lists of profiles add up."""

    @property
    def stacks(self) -> tuple[str, ...]:
        """Every stack that a file names, home first, also one whose file cannot be read."""
        unread = {stack for problem in self.problems for stack in problem.stacks or ()}
        return (HOME, *sorted({*self.tenants, *unread} - {HOME}))

    def people_of(self, team: str) -> tuple[Person, ...]:
        """The people of a team on the day, as people.yaml orders them; none for a team that is kept in Entra."""
        return tuple(p for p in self.people.values() if team in p.teams and p.active(self.on))

    def teams_of(self, stack: str) -> tuple[str, ...]:
        """The teams that a tenant's file lets in, by whatever way, each once, in the order of the file."""
        return teams_let_in(self.tenants[stack])

    def operators_of(self, stack: str) -> tuple[Person, ...]:
        """The people whose portal list must hold the tenant, on the day.

        The people of a team that is kept in Entra are not among them: they are read live.
        """
        named = self.tenants[stack].registration.operators
        if named is not None:
            return tuple(p for name in dict.fromkeys(named) if (p := self.people.get(name)) and p.active(self.on))
        teams = set(self.teams_of(stack))
        return tuple(p for p in self.people.values() if teams & set(p.teams) and p.active(self.on))

    def not_built(self, stack: str) -> tuple[str, ...]:
        """What the stack asks for that this version does not build, by dotted path; empty: it can be deployed."""
        return not_built(self.home, None if stack == HOME else self.tenants[stack])

    def problems_of(self, stack: str) -> tuple[FileProblem, ...]:
        """What stops a stack (`home` too): its own problems, and those of others that concern it."""
        return tuple(p for p in self.problems if p.stacks is None or stack in p.stacks)

    def places(self, stack: str) -> Mapping[str, Place]:
        """The place of each dotted path of a tenant's effective file."""
        return {path: origin.place for path, origin in self.origins.get(stack, {}).items()}
