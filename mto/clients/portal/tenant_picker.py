"""Reads which tenants an operator can choose in multitenant management."""

from dataclasses import dataclass

from mto.clients.errors import Unreadable
from mto.clients.portal.portal import Portal


@dataclass(frozen=True, slots=True)
class PickedTenant:
    """One tenant of the operator's list."""

    tenant_id: str
    name: str
    selected: bool
    """In the view that is open now."""
    lost_access: bool
    """It is on the list, and the operator no longer reaches it."""
    added: str
    """ISO time, empty if not said."""

    @property
    def is_chosen(self) -> bool:
        """Whether it is on the operator's list, not merely one that they could choose.

        Captures call the answer "tenant choices"; that a choice which was never made has neither mark is inferred.
        """
        return self.selected or bool(self.added)


def get(portal: Portal) -> tuple[PickedTenant, ...]:
    """The tenants of the operator's list, lost ones too.

    Rests on: public captures of `GET /apiproxy/mtoapi/tenants/TenantPicker` (unpublished).
    Needs: the operator's session. Raises: NoSession, NotSetUp, Denied, Unreachable, Unreadable.
    """
    about = "tenant picker"
    answer = portal.get("/mtoapi/tenants/TenantPicker", about)
    rows = answer.get("tenantInfoList") if isinstance(answer, dict) else None
    if not isinstance(rows, list) or not all(isinstance(r, dict) and isinstance(r.get("tenantId"), str) for r in rows):
        raise Unreadable("the answer is no list of tenants.", portal.place(about))
    return tuple(
        PickedTenant(
            tenant_id=row["tenantId"],
            name=row.get("name") or "",
            selected=row.get("selected") is True,
            lost_access=row.get("lostAccess") is True,
            added=row.get("addedOn") or "",
        )
        for row in rows
    )
