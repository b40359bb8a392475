"""Which stacks a problem concerns that stands in no tenant's file: those who use the team, person, profile or role."""

from collections.abc import Callable

from mto.inventory.draft import Draft
from mto.inventory.inventory import HOME
from mto.inventory.ledger import Stacks
from mto.inventory.nodes import at, texts
from mto.inventory.problems import FileProblem
from mto.inventory.tenant import Tenant


def concerned(draft: Draft, problem: FileProblem) -> Stacks:
    """The stacks that a problem stops which nobody has tied to a tenant; None: all."""
    if problem.where.file == draft.people.file:
        return _by_person(draft, problem.field)
    if problem.where.file == draft.home.file:
        return _by_home(draft, problem.field)
    for profile in draft.profiles.values():
        if problem.where.file == profile.file:
            return draft.stacks_where(_uses(profile.name)) - {HOME}
    for role in draft.defender_roles.values():
        if problem.where.file == role.file:
            return draft.stacks_where(_holds(role.name)) - {HOME}
    return None


def _uses(profile: str) -> Callable[[Tenant], bool]:
    return lambda tenant: profile in tenant.profiles


def _holds(role: str) -> Callable[[Tenant], bool]:
    return lambda tenant: any(entry.role == role for entry in tenant.permissions.defender_roles.root)


def _stands_in(view_group: str) -> Callable[[Tenant], bool]:
    return lambda tenant: view_group in tenant.registration.view_groups


def _by_person(draft: Draft, path: str) -> Stacks:
    for name in draft.people.value:
        if path == name or path.startswith(f"{name}."):
            return draft.stacks_of_teams(node.text for node in texts(at(draft.people.node, name, "teams")))
    return None


def _by_home(draft: Draft, path: str) -> Stacks:
    for team in draft.home.value.teams:
        if path.startswith(f"teams.{team}."):
            return draft.stacks_of_teams([team])
    for group in draft.home.value.registration.view_groups:
        if path.startswith(f"registration.view_groups.{group}."):
            return draft.stacks_where(_stands_in(group))
    return None
