"""Entra's roles: which may be assigned, held or activated, and access packages.

Rests on: Entra documentation: built-in roles (2026-01-20), role settings of PIM (activation of 1 to 24 hours), service
limits (500 role-assignable groups), access package lifecycle (3,660 days at most).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from mto.inventory.draft import Draft, Part
from mto.inventory.entra_roles import entra_roles
from mto.inventory.nodes import shown
from mto.inventory.scalars import spelled
from mto.inventory.tenant import Tenant

GROUPS = 500
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def check(draft: Draft) -> None:
    """Tell what Entra would refuse."""
    for part in draft.tenants.values():
        for path, role in roles_asked(part.value):
            if (known := entra_roles().get(role)) and not known.assignable:
                draft.of_tenant(
                    part, path, f"{shown(role)} is not to be assigned: Microsoft reserves it.", "Leave it out."
                )
        _held_or_eligible(draft, part)
        _groups(draft, part)
        _packages(draft, part)


def roles_asked(tenant: Tenant) -> Iterator[tuple[str, str]]:
    """Every Entra role that a file asks for, with its path."""
    for index, entry in enumerate(tenant.permissions.entra_roles.root):
        yield f"permissions.entra_roles[{index}].role", entry.role
    for way in ("gdap", "governance"):
        spec = getattr(tenant.access, way)
        for number, entry in enumerate(spec.roles if spec else ()):
            for index, role in enumerate(entry.roles):
                yield f"access.{way}.roles[{number}].roles[{index}]", role
    for number, package in enumerate(tenant.permissions.entitlement.root):
        for index, grant in enumerate(package.grants):
            yield f"permissions.entitlement[{number}].grants[{index}].entra_role", grant.entra_role


def _held_or_eligible(draft: Draft, part: Part[Tenant]) -> None:
    entries = part.value.permissions.entra_roles.root
    eligible = {(entry.team, entry.role) for entry in entries if entry.eligible}
    for index, entry in enumerate(entries):
        path = f"permissions.entra_roles[{index}]"
        if not entry.eligible:
            if entry.team and (entry.team, entry.role) in eligible:
                what = f"{entry.team} holds {shown(entry.role)} all the time here, and is eligible for it elsewhere."
                draft.of_tenant(part, f"{path}.role", what, "Keep one of the two.")
            continue
        activation, lasts = entry.eligible.activation, entry.eligible.for_
        if activation and not HOUR <= activation <= DAY:
            what = f"An activation cannot last {spelled(activation)}."
            draft.of_tenant(part, f"{path}.eligible.activation", what, "Microsoft allows 1 hour to 24 hours.")
        if activation and lasts and activation > lasts:
            what = f"An activation of {spelled(activation)} ends after the eligibility of {spelled(lasts)}."
            draft.of_tenant(
                part, f"{path}.eligible.activation", what, "Shorten it, or let the eligibility last longer."
            )


def _groups(draft: Draft, part: Part[Tenant]) -> None:
    teams = part.value.permissions.entra_roles.teams
    if len(teams) > GROUPS:
        what = f"{len(teams)} teams hold Entra roles, each by a role-assignable group."
        draft.of_tenant(part, "permissions.entra_roles", what, f"Microsoft allows {GROUPS} such groups a tenant.")


def _packages(draft: Draft, part: Part[Tenant]) -> None:
    packages = part.value.permissions.entitlement.root
    names = Counter[str]()
    for number, package in enumerate(packages):
        path = f"permissions.entitlement[{number}]"
        names[package.package] += 1
        if package.package and names[package.package] == 2:
            what = f"There are two access packages {shown(package.package)}."
            draft.of_tenant(part, f"{path}.package", what, "Give them different names.")
        if package.lasts > timedelta(days=3660):
            what = f"Access by a package cannot last {spelled(package.lasts)}."
            draft.of_tenant(part, f"{path}.lasts", what, "Microsoft allows at most 3660 days.")
