"""Reads a tenant's licences. Which plan means what is said in `mto.checks`."""

from dataclasses import dataclass

from mto.clients.connection import Graph

NEEDS = ("LicenseAssignment.Read.All",)


@dataclass(frozen=True, slots=True)
class ServicePlan:
    """One service within a licence."""

    id: str
    name: str
    """For example `MTP`."""
    status: str
    """`Success`, `Disabled`, `PendingProvisioning`…"""


@dataclass(frozen=True, slots=True)
class SubscribedSku:
    """One licence that the tenant has."""

    name: str
    """For example `SPE_E5`."""
    status: str
    """`Enabled`, `Warning`, `Suspended`, `Deleted` or `LockedOut`."""
    plans: tuple[ServicePlan, ...]

    @property
    def usable(self) -> bool:
        """Whether its services run: also in `Warning`, the days of grace after it lapsed."""
        return self.status in {"Enabled", "Warning"}


def get_all(graph: Graph) -> tuple[SubscribedSku, ...]:
    """Every licence of the tenant.

    Rests on: Graph v1.0, "List subscribedSkus". Needs: LicenseAssignment.Read.All. Raises: Denied.
    """
    return tuple(
        SubscribedSku(
            name=str(row.get("skuPartNumber") or ""),
            status=str(row.get("capabilityStatus") or ""),
            plans=tuple(
                ServicePlan(
                    id=str(plan.get("servicePlanId") or ""),
                    name=str(plan.get("servicePlanName") or ""),
                    status=str(plan.get("provisioningStatus") or ""),
                )
                for plan in row.get("servicePlans") or ()
            ),
        )
        for row in graph.items("/subscribedSkus", about="licences", needs=NEEDS)
    )
