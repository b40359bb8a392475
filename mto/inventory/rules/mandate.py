"""The mandate: what the customer agreed to. A file that asks for more is refused, and a lapsed one allows nothing."""

from collections.abc import Iterator

from mto.inventory.draft import Draft, Part
from mto.inventory.nodes import Spot, shown
from mto.inventory.rules.entra import roles_asked
from mto.inventory.tenant import Mandate, Tenant


def check(draft: Draft) -> None:
    """Tell the ways in and the roles that a tenant's mandate does not cover."""
    for part in draft.tenants.values():
        if mandate := part.value.mandate:
            _check(draft, part, mandate)


def _check(draft: Draft, part: Part[Tenant], mandate: Mandate) -> None:
    said = f"{part.name}'s mandate {shown(mandate.reference)}"
    if mandate.until < draft.on:
        what = f"{said} ended on {mandate.until}."
        draft.of_tenant(part, "mandate.until", what, "Have it extended and write the new day, or destroy the tenant.")
    agreed: tuple[str, ...] = mandate.access
    for way in ("b2b", "gdap", "governance"):
        if getattr(part.value.access, way) and way not in agreed and "mandate.access" in part.spots:
            what = f"{said} does not cover access by {way}."
            draft.of_tenant(part, f"access.{way}", what, f"It covers {', '.join(agreed) or 'nothing'}.")
    if "mandate.roles" not in part.spots:
        return
    # A role that is in no catalogue is told as that alone.
    unknown = {Spot(problem.where, problem.field) for problem in draft.ledger.problems}
    for path, names in _roles(draft, part.value):
        if not set(names) & set(mandate.roles) and part.at(path) not in unknown:
            remedy = f"It covers {', '.join(mandate.roles) or 'no role'}."
            draft.of_tenant(part, path, f"{said} does not cover the role {shown(names[0])}.", remedy)


def _roles(draft: Draft, tenant: Tenant) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every role that the file asks for, with its path and the names by which a mandate may call it."""
    for path, role in roles_asked(tenant):
        yield path, (role,)
    for index, defender in enumerate(tenant.permissions.defender_roles.root):
        found = draft.defender_roles.get(defender.role)
        yield (
            f"permissions.defender_roles[{index}].role",
            (defender.role, *([found.value.name] if found else [])),
        )
    for index, azure in enumerate(tenant.permissions.azure_roles.root):
        yield f"permissions.azure_roles[{index}].role", (azure.role,)
    governance = tenant.access.governance
    for index, azure in enumerate(governance.azure_roles.root if governance else ()):
        yield f"access.governance.azure_roles[{index}].role", (azure.role,)
    lighthouse = tenant.sentinel.lighthouse if tenant.sentinel else None
    for index, entry in enumerate(lighthouse.authorizations if lighthouse else ()):
        yield f"sentinel.lighthouse.authorizations[{index}].role", (entry.role,)
