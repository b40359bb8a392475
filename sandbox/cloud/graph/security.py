"""Whether Defender answers in a tenant: incidents, and hunting queries on its tables.

A query is understood as far as a check needs it: a table, `where` ignored, `take`/`limit`, `count`, `project`.
"""

import re
import uuid

from sandbox.cloud.call import Answer, Call, Json, Refusal
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.licence import has_plan
from sandbox.cloud.graph.odata import context, many, one
from sandbox.cloud.graph.refusals import bad_request, not_found
from sandbox.cloud.routing import Route

INCIDENT, TABLE = "incident", "huntingTable"
XDR_PLANS = ("MTP", "WINDEFATP", "ATA", "THREAT_INTELLIGENCE", "ADALLOM_S_STANDALONE")
READ = ("SecurityIncident.Read.All", "SecurityIncident.ReadWrite.All")


@rests_on("Graph v1.0 security incident: properties")
def new_incident(tenant_id: str, number: int, created: str) -> Json:
    """Give an incident."""
    return {
        "id": str(number),
        "tenantId": tenant_id,
        "status": "active",
        "incidentWebUrl": f"https://security.microsoft.com/incidents/{number}?tid={tenant_id}",
        "redirectIncidentId": None,
        "displayName": f"Suspicious sign-in ({number})",
        "createdDateTime": created,
        "lastUpdateDateTime": created,
        "assignedTo": None,
        "classification": "unknown",
        "determination": "unknown",
        "severity": "medium",
        "customTags": [],
        "systemTags": [],
        "description": None,
        "lastModifiedBy": None,
        "resolvingComment": None,
        "summary": None,
        "comments": [],
    }


def new_table(name: str, domain: str, when: str) -> Json:
    """Give a hunting table with one row."""
    return {
        "id": name,
        "rows": [{"Timestamp": when, "TenantId": str(uuid.uuid5(uuid.NAMESPACE_DNS, domain)), "Source": domain}],
    }


@rests_on("What Defender answers where the tenant has no plan for it is in no document read", inferred=True)
def _check_provisioned(call: Call) -> None:
    if not has_plan(call.directory, *XDR_PLANS):
        raise Refusal(403, "Forbidden", "The tenant is not provisioned for Microsoft Defender XDR.")


@rests_on("Graph v1.0 security-list-incidents: $top, $filter; at most 50 a page")
def list_incidents(call: Call) -> Answer:
    """List incidents."""
    _check_provisioned(call)
    return many(call, "security/incidents", call.directory.seen_all(INCIDENT))


@rests_on("Graph v1.0 security-incident-get")
def get_incident(call: Call) -> Answer:
    """Read one incident."""
    _check_provisioned(call)
    found = call.directory.seen(INCIDENT, call.parts["id"])
    if found is None:
        raise not_found(call.parts["id"])
    return one(call, "security/incidents", found)


@rests_on("Graph v1.0 security-security-runhuntingquery: {Query, Timespan} -> {schema, results}")
@rests_on("A query on a table that the tenant does not have is a bad request (the words are ours)", inferred=True)
def run_hunting_query(call: Call) -> Answer:
    """Run a hunting query."""
    _check_provisioned(call)
    query = str(call.json.get("Query") or call.json.get("query") or "").strip()
    if not query:
        raise bad_request("The property 'Query' is required.", "BadRequest")
    name = re.split(r"[\s|]", query, maxsplit=1)[0]
    table = call.directory.seen(TABLE, name)
    if table is None:
        raise bad_request(
            f"'where' operator: Failed to resolve table or column expression named '{name}'", "BadRequest"
        )
    rows: list[Json] = table["rows"]
    limit = re.search(r"\|\s*(?:take|limit)\s+(\d+)", query)
    rows = rows[: int(limit.group(1))] if limit else rows
    if re.search(r"\|\s*(count\b|summarize\s+count\(\))", query):
        rows = [{"Count": len(rows)}]
    columns = rows[0] if rows else {"Timestamp": ""}
    kinds = {int: "Int64", str: "String"}
    schema = [
        {"name": c, "type": "DateTime" if c == "Timestamp" else kinds.get(type(v), "String")}
        for c, v in columns.items()
    ]
    body = {
        "@odata.context": context(call, "microsoft.graph.security.huntingQueryResults"),
        "schema": schema,
        "results": rows,
    }
    return Answer(200, body)


ROUTES = (
    Route("GET", "/security/incidents", list_incidents, needs=READ),
    Route("GET", "/security/incidents/{id}", get_incident, needs=READ),
    Route("POST", "/security/runHuntingQuery", run_hunting_query, needs=("ThreatHunting.Read.All",)),
    Route(
        "POST",
        "/security/microsoft.graph.security.runHuntingQuery",
        run_hunting_query,
        needs=("ThreatHunting.Read.All",),
    ),
)
