"""**Unconfirmed.** Writes an operator's own list of tenants, by a contract that nobody has seen in use.

No public capture shows a write. That the list is a tenant group of type 0, that it is replaced by
`PUT /apiproxy/mtoapi/tenantGroups/{tenantGroupId}` with its `_etag`, and made by
`POST /apiproxy/mtoapi/tenantGroups`, is inferred from the fields that reads return. So the caller needs an opt-in,
reads back after each write, believes nothing else, and never repeats a write whose outcome is unclear; neither does
this module.
"""

from typing import Any

from mto.clients.errors import ListFull, Unreadable
from mto.clients.portal.portal import Portal
from mto.clients.portal.tenant_group import OWN_SELECTION, TargetTenant, TenantGroup

MAX_TENANTS = 100
"""Target tenants in one list. Rests on: Defender, mto-requirements."""

_GROUPS = "/mtoapi/tenantGroups"


def create_own(portal: Portal, tenant: TargetTenant) -> None:
    """Make the list of an operator who was never set up, with one tenant in it.

    Raises: NoSession, Denied, Conflict (there is one by now), Unreachable (`unclear`: read before anything else),
    ServiceFailed with the portal's answer.
    """
    body = {
        "entityType": "TenantGroup",
        "name": "My private group",
        "type": OWN_SELECTION,
        "description": "",
        "exposedTargetTenantsInfo": [_entry(tenant)],
    }
    portal.write("POST", _GROUPS, body, "tenant group of their own")


def add(portal: Portal, group: TenantGroup, tenant: TargetTenant) -> None:
    """Put the tenant on the list. It does nothing where the tenant is there already.

    Raises: ListFull (counted first), Unreadable (the portal shows fewer tenants than it counts, so that a write of what
    it shows could drop some), PreconditionFailed (somebody changed the list: read again), and as `create_own`.
    """
    if group.holds(tenant.tenant_id):
        return
    count = max(group.count, len(group.tenants))
    if count >= MAX_TENANTS:
        raise ListFull(
            f"the list of {portal.operator} holds {count} tenants, and multitenant management takes {MAX_TENANTS}.",
            portal.place(group.name),
            "They remove a tenant, or look after this one with another account.",
        )
    _put(portal, group, [*_entries(portal, group), _entry(tenant)])


def remove(portal: Portal, group: TenantGroup, tenant_id: str) -> None:
    """Take the tenant off the list; the list itself stays, even empty. It does nothing where the tenant is not on it.

    Raises: as `add`, but for ListFull.
    """
    if not group.holds(tenant_id):
        return
    kept = [e for e in _entries(portal, group) if str(e.get("tenantId")).lower() != tenant_id.lower()]
    _put(portal, group, kept)


def _put(portal: Portal, group: TenantGroup, entries: list[Any]) -> None:
    count = group.count + len(entries) - len(group.tenants)
    body = {**group.raw, "exposedTargetTenantsInfo": entries, "allTenantsCount": count}
    portal.write("PUT", f"{_GROUPS}/{group.id}", body, f"tenant group {group.name}")


def _entries(portal: Portal, group: TenantGroup) -> list[Any]:
    """The tenants as they stand. One more may be counted than is shown: the home tenant, perhaps."""
    if group.count > len(group.tenants) + 1:
        raise Unreadable(
            f"the portal shows {len(group.tenants)} of {group.count} tenants; writing them back could drop the others.",
            portal.place(group.name),
            "The operator adds the tenant in the portal.",
        )
    return list(group.raw.get("exposedTargetTenantsInfo") or ())


def _entry(tenant: TargetTenant) -> dict[str, Any]:
    return {
        "name": tenant.name,
        "tenantId": tenant.tenant_id,
        "tenantAadEnvironment": tenant.environment,
        "addedOn": tenant.added,
    }
