"""Reads an operator's tenant groups. The inferred write is kept apart, in `tenant_group_write`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mto.clients.errors import Unreadable
from mto.clients.portal.portal import Portal

OWN_SELECTION = 0
"""The type of the group that holds the operator's own list."""
UNNAMED = -1
"""Of a group that says no type."""


@dataclass(frozen=True, slots=True)
class TargetTenant:
    """One tenant within a group."""

    tenant_id: str
    name: str
    environment: int
    """The tenant's cloud as the portal counts it: 1 is the public cloud, no other value was seen."""
    added: str
    """ISO time, empty if not said."""


@dataclass(frozen=True, slots=True)
class TenantGroup:
    """A set of tenants that an operator can look at together."""

    id: str
    name: str
    kind: int
    user_id: str
    """The operator whose own it is, empty for a shared one."""
    tenants: tuple[TargetTenant, ...]
    count: int
    """How many tenants the portal says it holds: more than are shown where the operator does not reach some."""
    etag: str
    raw: Mapping[str, Any] = field(repr=False)
    """As the portal gave it, so that it can be sent back whole."""

    def holds(self, tenant_id: str) -> bool:
        """Whether the tenant is in it."""
        return any(t.tenant_id.lower() == tenant_id.lower() for t in self.tenants)


def get_all(portal: Portal) -> tuple[TenantGroup, ...]:
    """The groups that the operator can open.

    Rests on: public captures of `GET /apiproxy/mtoapi/tenantGroups` (unpublished; one of them shows a single group
    without a list around it). Needs: the operator's session.
    Raises: NoSession, NotSetUp, Denied, Unreachable, Unreadable.
    """
    about = "tenant groups"
    answer = portal.get("/mtoapi/tenantGroups", about)
    rows = answer if isinstance(answer, list) else [answer]
    return tuple(_group(row, portal, about) for row in rows)


def get_effective(portal: Portal) -> TenantGroup:
    """The group in force for the operator.

    Rests on: public captures of `GET /apiproxy/mtoapi/tenantGroups/effective/` (unpublished).
    Needs and raises: as `get_all`.
    """
    about = "tenant group in force"
    return _group(portal.get("/mtoapi/tenantGroups/effective/", about), portal, about)


def get_own(portal: Portal) -> TenantGroup | None:
    """The group that holds the operator's own list, None if the portal keeps none.

    That it is the one of type 0 is inferred (one capture, and the page on tenant groups, "My private group").
    Needs and raises: as `get_all`.
    """
    own = [group for group in get_all(portal) if group.kind == OWN_SELECTION]
    if len(own) > 1:
        raise Unreadable(f"{len(own)} groups look like the operator's own.", portal.place("tenant groups"))
    return own[0] if own else None


def _group(row: Any, portal: Portal, about: str) -> TenantGroup:
    if not isinstance(row, dict) or not isinstance(row.get("tenantGroupId"), str):
        raise Unreadable("the answer is no tenant group.", portal.place(about))
    try:
        return _read(row)
    except (TypeError, ValueError, AttributeError):
        raise Unreadable("a tenant group has another shape than was ever seen.", portal.place(about)) from None


def _read(row: Mapping[str, Any]) -> TenantGroup:
    """A group as the portal writes it; one that names no type is nobody's own, and is never written."""
    tenants = tuple(
        TargetTenant(
            tenant_id=str(t.get("tenantId") or ""),
            name=str(t.get("name") or ""),
            environment=int(t.get("tenantAadEnvironment") or 0),
            added=str(t.get("addedOn") or ""),
        )
        for t in row.get("exposedTargetTenantsInfo") or ()
    )
    return TenantGroup(
        id=row["tenantGroupId"],
        name=str(row.get("name") or ""),
        kind=UNNAMED if row.get("type") is None else int(row["type"]),
        user_id=str(row.get("userId") or ""),
        tenants=tenants,
        count=int(row.get("allTenantsCount") or len(tenants)),
        etag=str(row.get("_etag") or ""),
        raw=row,
    )
