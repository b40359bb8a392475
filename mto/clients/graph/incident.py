"""Reads Defender's incidents, as far as needed to see that Defender answers in a tenant."""

from dataclasses import dataclass

from mto.clients.connection import Graph

NEEDS = ("SecurityIncident.Read.All",)


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident."""

    id: str
    display_name: str
    created: str
    """ISO time."""


def newest(graph: Graph) -> Incident | None:
    """The newest incident, None if the tenant has none: an empty list is an answer too.

    Rests on: Graph v1.0, "List incidents" (newest first, $top). Needs: SecurityIncident.Read.All. Raises: Denied;
    what a tenant answers where Defender was never opened is documented nowhere.
    """
    rows = graph.items("/security/incidents", about="incidents", needs=NEEDS, params={"$top": "1"})
    for row in rows:
        return Incident(str(row.get("id") or ""), row.get("displayName") or "", row.get("createdDateTime") or "")
    return None
