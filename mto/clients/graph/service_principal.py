"""Reads an application as a tenant knows it. What our own token may is said by the token itself, and needs no call."""

from dataclasses import dataclass

from mto.clients.connection import Graph
from mto.clients.graph.odata import quoted, segment

NEEDS = ("Application.Read.All",)


@dataclass(frozen=True, slots=True)
class ServicePrincipal:
    """An application within one tenant."""

    id: str
    app_id: str
    display_name: str
    enabled: bool


@dataclass(frozen=True, slots=True)
class Grant:
    """One application permission that an administrator granted."""

    app_role_id: str
    resource_id: str
    """The service principal of the service whose permission it is."""
    resource: str
    """Its name, for example `Microsoft Graph`."""


def find(graph: Graph, app_id: str) -> ServicePrincipal | None:
    """The application in this tenant, None if nobody has consented to it.

    Rests on: Graph v1.0, "List servicePrincipals" ($filter on appId). Needs: Application.Read.All. Raises: Denied.
    """
    params = {
        "$filter": f"appId eq {quoted(app_id)}",
        "$select": "id,appId,displayName,accountEnabled",
    }
    rows = graph.items("/servicePrincipals", about=f"service principal {app_id}", needs=NEEDS, params=params)
    for row in rows:
        return ServicePrincipal(
            id=str(row["id"]),
            app_id=str(row.get("appId") or ""),
            display_name=str(row.get("displayName") or ""),
            enabled=row.get("accountEnabled") is not False,
        )
    return None


def granted(graph: Graph, service_principal_id: str) -> tuple[Grant, ...]:
    """The application permissions granted to it; what was granted a moment ago may be missing.

    Rests on: Graph v1.0, "List appRoleAssignments granted to a service principal". Needs: Application.Read.All.
    Raises: NotFound, Denied.
    """
    rows = graph.items(
        f"/servicePrincipals/{segment(service_principal_id)}/appRoleAssignments",
        about=f"permissions of service principal {service_principal_id}",
        needs=NEEDS,
    )
    return tuple(
        Grant(
            app_role_id=str(row.get("appRoleId") or ""),
            resource_id=str(row.get("resourceId") or ""),
            resource=str(row.get("resourceDisplayName") or ""),
        )
        for row in rows
    )
