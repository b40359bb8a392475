"""Every name refers to something: teams, people, profiles, roles, regions and the like, with the closest known one."""

from collections.abc import Iterable, Mapping
from typing import Any

from mto.inventory.catalogues import defender_permissions, short_names
from mto.inventory.draft import Draft, Part
from mto.inventory.ledger import Stacks
from mto.inventory.nearest import hint
from mto.inventory.nodes import shown
from mto.inventory.reading import Reference
from mto.inventory.scalars import catalogued

LISTED = 12
"""Up to so many known names are listed; of more, only the closest is named."""


def check(draft: Draft) -> None:
    """Tell the names that refer to nothing."""
    known = _known(draft)
    _check(draft, draft.people, known, None)
    shared: list[Part[Any]] = [*draft.profiles.values(), *draft.defender_roles.values()]
    for part in shared:
        _check(draft, part, known, None)
    for tenant in draft.tenants.values():
        _check(draft, tenant, known, frozenset({tenant.name}))


def _check(draft: Draft, part: Part[Any], known: Mapping[str, Iterable[str]], stacks: Stacks) -> None:
    for reference in part.references:
        if reference.to in known and reference.name not in known[reference.to]:
            what, remedy = _words(reference, known)
            draft.problem(reference.spot, what, remedy, stacks=stacks)


def _known(draft: Draft) -> dict[str, Iterable[str]]:
    """The known names by what they are; what cannot be told, since its file cannot be read, is left out."""
    groups = [f"Defender permission: {group}" for group in defender_permissions()]
    known: dict[str, Iterable[str]] = {
        "profile": draft.profiles,
        "Defender role": draft.defender_roles,
        **{to: catalogued(to) for to in ("Entra role", "Azure role", *short_names(), *groups)},
    }
    titles = [part.value.name for part in draft.defender_roles.values()]
    known["role"] = [*known["Entra role"], *known["Azure role"], *draft.defender_roles, *titles]
    if draft.home.node is not None:
        known["team"] = draft.home.value.teams
        known["view group"] = draft.home.value.registration.view_groups
    if draft.people.node is not None:
        known["person"] = draft.people.value
    return known


def _words(reference: Reference, known: Mapping[str, Iterable[str]]) -> tuple[str, str]:
    to, _, group = reference.to.partition(": ")
    names = sorted(known[reference.to])
    what = f"There is no {to} {shown(reference.name)}."
    if group:
        others = (g for g, found in defender_permissions().items() if reference.name in found)
        if other := next(others, ""):
            return f"{shown(reference.name)} does not belong to {group}.", f"Write it under {other}."
        what = f"There is no {to} {shown(reference.name)} in {group}."
    if not names:
        return what, f"No {to} is defined."
    plural = "People" if to == "person" else f"{to[0].upper()}{to[1:]}s"
    listed = f"{plural}: {', '.join(names)}." if len(names) <= LISTED else _where(to)
    return what, listed + hint(reference.name, names)


def _where(to: str) -> str:
    if to in {"Entra role", "Azure role", "role"}:
        return "Write it as the portal shows it; the names known are in mto/inventory/catalogues."
    return "The names known are in mto/inventory/catalogues." if to == "Azure region" else ""
