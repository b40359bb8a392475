"""What is allowed and probably not meant: warnings, among them what this version does not build."""

from collections.abc import Iterator
from typing import Any

from mto.inventory.draft import Draft, Part
from mto.inventory.inventory import HOME
from mto.inventory.nodes import shown
from mto.inventory.tenant import Tenant
from mto.inventory.unbuilt import not_built
from mto.inventory.ways_in import guest_teams, teams_let_in


def check(draft: Draft) -> None:
    """Warn."""
    for part in draft.tenants.values():
        _skipped(draft, part)
        if not draft.ledger.stops(part.name):  # where something is wrong, what is missing may be what is meant
            _lets_nobody_in(draft, part)
            _holds_nothing(draft, part)
            _asked_twice(draft, part)
    if lacks := not_built(draft.home.value, None):
        what = f"The home tenant asks for what this version does not build: {', '.join(lacks)}. Every stack is skipped."
        draft.ledger.warning(draft.home.at("tenant.cloud"), what, stacks=frozenset({HOME}))


def _lets_nobody_in(draft: Draft, part: Part[Tenant]) -> None:
    if not teams_let_in(part.value):
        draft.warn(part, "access", f"{part.name} lets nobody in.", "Name a team under `access`.")


def _holds_nothing(draft: Draft, part: Part[Tenant]) -> None:
    permissions, sentinel = part.value.permissions, part.value.sentinel
    entries: list[Any] = [
        *permissions.entra_roles.root,
        *permissions.defender_roles.root,
        *permissions.azure_roles.root,
        *(sentinel.lighthouse.authorizations if sentinel and sentinel.lighthouse else ()),
    ]
    holding = {entry.team for entry in entries}
    holding |= {team for package in permissions.entitlement.root for team in package.teams}
    b2b = part.value.access.b2b
    for index, entry in enumerate(b2b.invitations.root if b2b else ()):
        if entry.team and entry.team not in holding:
            what = f"{shown(entry.team)} is invited to {part.name} and holds nothing."
            draft.warn(part, f"access.b2b.invitations[{index}].team", what, "Give it a role, or do not invite it.")
    let_in = set(guest_teams(part.value))
    for index, held in enumerate(permissions.entra_roles.root):
        if held.team in draft.home.value.teams and held.team not in let_in:
            what = f"{shown(held.team)} holds a role in {part.name}, and nobody of it becomes a guest."
            draft.warn(part, f"permissions.entra_roles[{index}].team", what, "Let the team in by `access.b2b`.")


def _asked_twice(draft: Draft, part: Part[Tenant]) -> None:
    seen: set[tuple[str, ...]] = set()
    for path, leaf, what in _asked(part.value):
        if "" not in what and what in seen:
            text = f"{shown(what[-1])} is asked for twice in {part.name}, for {what[1]}."
            draft.warn(part, f"{path}.{leaf}", text, "Once is enough.")
        seen.add(what)


def _asked(tenant: Tenant) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    permissions = tenant.permissions
    for field in ("entra_roles", "defender_roles", "azure_roles"):
        for index, entry in enumerate(getattr(permissions, field).root):
            eligible = "eligible" if getattr(entry, "eligible", None) else "held"
            yield f"permissions.{field}[{index}]", "role", (field, entry.team, eligible, entry.role)
    b2b = tenant.access.b2b
    for index, invited in enumerate(b2b.invitations.root if b2b else ()):
        yield f"access.b2b.invitations[{index}]", "team", ("invitations", tenant.tenant.name, invited.team)


def _skipped(draft: Draft, part: Part[Tenant]) -> None:
    if lacks := not_built(draft.home.value, part.value):
        what = f"{part.name} is skipped: this version does not build {', '.join(lacks)}."
        spot = part.own(*(path.split("[")[0].split(" ")[0] for path in lacks), "profiles")
        draft.ledger.warning(spot, what, stacks=frozenset({part.name}))
