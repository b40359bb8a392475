"""Reads what a tenant says of itself."""

from dataclasses import dataclass

from mto.clients.connection import Graph
from mto.clients.errors import Unreadable

NEEDS = ("Organization.Read.All",)


@dataclass(frozen=True, slots=True)
class Organization:
    """The tenant behind a connection."""

    id: str
    """The tenant id."""
    display_name: str
    domains: tuple[str, ...]
    """Verified ones."""
    initial_domain: str
    """The one ending in onmicrosoft.com, or as the cloud has it."""


def get(graph: Graph) -> Organization:
    """The tenant's one organization object.

    Rests on: Graph v1.0, "List organizations". Needs: Organization.Read.All. Raises: Denied, Unreadable.
    """
    about = "organization"
    params = {"$select": "id,displayName,verifiedDomains"}
    for row in graph.items("/organization", about=about, needs=NEEDS, params=params):
        domains = [d for d in row.get("verifiedDomains") or () if d.get("name")]
        return Organization(
            id=str(row.get("id") or ""),
            display_name=str(row.get("displayName") or ""),
            domains=tuple(str(d["name"]) for d in domains),
            initial_domain=next((str(d["name"]) for d in domains if d.get("isInitial")), ""),
        )
    raise Unreadable("the answer names no organization.", graph.place(about))
