"""Looks up another tenant by its id or by a domain, from any tenant of the same cloud."""

from dataclasses import dataclass

from mto.clients.connection import Graph
from mto.clients.errors import Unreadable
from mto.clients.graph.odata import quoted

NEEDS = ("CrossTenantInformation.ReadBasic.All",)


@dataclass(frozen=True, slots=True)
class TenantInformation:
    """What anybody may know of a tenant."""

    tenant_id: str
    display_name: str
    default_domain: str


def by_id(graph: Graph, tenant_id: str) -> TenantInformation:
    """The tenant of that id.

    Rests on: Graph v1.0, "tenantRelationship: findTenantInformationByTenantId" (global cloud only).
    Needs: CrossTenantInformation.ReadBasic.All. Raises: NotFound, Denied.
    """
    return _look(graph, f"findTenantInformationByTenantId(tenantId={quoted(tenant_id)})", f"tenant {tenant_id}")


def by_domain(graph: Graph, domain: str) -> TenantInformation:
    """The tenant that has verified that domain.

    Rests on: Graph v1.0, "tenantRelationship: findTenantInformationByDomainName" (global cloud only).
    Needs: CrossTenantInformation.ReadBasic.All. Raises: NotFound, Denied.
    """
    return _look(graph, f"findTenantInformationByDomainName(domainName={quoted(domain)})", f"tenant of {domain}")


def _look(graph: Graph, function: str, about: str) -> TenantInformation:
    row = graph.get(f"/tenantRelationships/{function}", about=about, needs=NEEDS)
    if not isinstance(row.get("tenantId"), str):
        raise Unreadable("the answer names no tenant.", graph.place(about))
    return TenantInformation(row["tenantId"], row.get("displayName") or "", row.get("defaultDomainName") or "")
