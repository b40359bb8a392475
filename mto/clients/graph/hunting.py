"""Runs one advanced hunting query in a tenant."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mto.clients.connection import Graph
from mto.clients.errors import Unreadable

NEEDS = ("ThreatHunting.Read.All",)


@dataclass(frozen=True, slots=True)
class HuntingResult:
    """What a query found."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]


def run(graph: Graph, query: str, *, timespan: str = "") -> HuntingResult:
    """Run the query over the timespan (ISO 8601, for example `P1D`), 30 days if none is given.

    Rests on: Graph v1.0, "security: runHuntingQuery" (parameters Query, Timespan; older answers write `Name`).
    Needs: ThreatHunting.Read.All. Raises: Denied, Throttled, ServiceFailed (a query that is wrong), Unreadable.
    """
    about = "hunting query"
    body = {"Query": query, "Timespan": timespan} if timespan else {"Query": query}
    answer = graph.post("/security/runHuntingQuery", body, about=about, needs=NEEDS)
    results = answer.get("results")
    if not isinstance(results, list):
        raise Unreadable("the answer holds no results.", graph.place(about))
    columns = tuple(str(c.get("name") or c.get("Name") or "") for c in answer.get("schema") or ())
    return HuntingResult(columns, tuple(results))
