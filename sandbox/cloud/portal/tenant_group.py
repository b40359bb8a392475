"""Tenant groups: the operator's own list of tenants ("My private group"), read and, by inference, written.

The write's contract is ours, stated in the README: POST makes the list of an operator who never opened the portal, PUT
replaces it whole and wants the `_etag` that was read. Shared groups are not built.
"""

import uuid

from sandbox.cloud.call import Answer, Call, Json, Refusal
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.portal.reach import reaches
from sandbox.cloud.routing import Route

GROUP = "tenantGroup"
MOST_TENANTS = 100
PRIVATE = 0
AZURE_ENVIRONMENT = {"public": 1, "gcc": 1, "gcc-high": 2, "dod": 3}
BASE = "/apiproxy/mtoapi/tenantGroups"


@rests_on("nodoc captures: fields of a TenantGroup, type 0 with the operator's userId")
def new_private_group(key: str, operator: Json, tenant_id: str, when: str) -> Json:
    """Give the empty list of an operator."""
    return {
        "entityType": "TenantGroup",
        "name": "My private group",
        "tenantGroupId": key,
        "userId": operator["id"],
        "type": PRIVATE,
        "description": "",
        "allTenantsCount": 0,
        "exposedTargetTenantsInfo": [],
        "creationTime": when,
        "lastUpdated": when,
        "lastUpdatedByUpn": operator["userPrincipalName"],
        "tenantId": tenant_id,
        "_etag": f'"{uuid.uuid5(uuid.UUID(key), when)}"',
        "ttl": -1,
    }


def private_group(call: Call) -> Json:
    """Give the caller's own list. Who never opened the portal gets 400, as captures show."""
    found = next((g for g in call.directory.all(GROUP) if g["userId"] == call.who.object_id), None)
    if found is None:
        raise Refusal(400, "BadRequest", "The multi-tenant view was not set up by this user.")
    return found


@rests_on("nodoc captures: GET /mtoapi/tenantGroups -> [TenantGroup]; 400 before the first set-up")
def list_groups(call: Call) -> Answer:
    """List the groups that the operator sees."""
    return Answer(200, [private_group(call)])


@rests_on("nodoc captures: GET /mtoapi/tenantGroups/effective/ -> the TenantGroup in force")
def get_effective(call: Call) -> Answer:
    """Read the group in force."""
    return Answer(200, private_group(call))


@rests_on("No write has been seen; that the list is made like this is inferred from its fields", inferred=True)
def post_group(call: Call) -> Answer:
    """Make the operator's own list, for one who has none."""
    if any(g["userId"] == call.who.object_id for g in call.directory.all(GROUP)):
        raise Refusal(409, "Conflict", "This user has a private group already.")
    operator = call.directory.get("user", call.who.object_id)
    if operator is None:
        raise Refusal(403, "Forbidden", "This user is gone.")
    made = new_private_group(str(uuid.uuid4()), operator, call.who.tenant_id, call.cloud.state.clock.text())
    made["exposedTargetTenantsInfo"] = _entries(call, made, call.json.get("exposedTargetTenantsInfo", []))
    return Answer(201, _kept(call, made))


@rests_on("No write has been seen; whole group, `_etag` compared, is inferred from its fields", inferred=True)
def put_group(call: Call) -> Answer:
    """Replace the operator's own list."""
    current = private_group(call)
    if call.parts["id"].lower() != current["tenantGroupId"]:
        raise Refusal(404, "NotFound", "There is no such tenant group.")
    if call.json.get("_etag") != current["_etag"]:
        raise Refusal(412, "PreconditionFailed", "The tenant group was changed in the meantime.")
    current["exposedTargetTenantsInfo"] = _entries(call, current, call.json.get("exposedTargetTenantsInfo", []))
    return Answer(200, _kept(call, current))


@rests_on("Defender mto-requirements 2026-07-02: at most 100 target tenants")
@rests_on(
    "Defender mto-tenant-groups: only tenants that the operator reaches can be added; the answers are ours",
    inferred=True,
)
def _entries(call: Call, group: Json, wanted: list[Json]) -> list[Json]:
    if len(wanted) > MOST_TENANTS:
        raise Refusal(400, "BadRequest", f"At most {MOST_TENANTS} tenants can be in the list.")
    listed = {entry["tenantId"]: entry for entry in group["exposedTargetTenantsInfo"]}
    entries: dict[str, Json] = {}
    for entry in wanted:
        key = str(entry.get("tenantId", "")).lower()
        tenant = call.cloud.state.tenant(key)
        if tenant is None or tenant.id != key:
            raise Refusal(400, "BadRequest", f"There is no tenant {key}.")
        if key not in listed and not reaches(call, tenant):
            raise Refusal(400, "BadRequest", f"This user has no access to the tenant {key}.")
        entries[key] = listed.get(key) or {
            "name": tenant.name,
            "tenantId": key,
            "tenantAadEnvironment": AZURE_ENVIRONMENT[tenant.cloud],
            "addedOn": call.cloud.state.clock.text(),
        }
    return list(entries.values())


def _kept(call: Call, group: Json) -> Json:
    group |= {
        "allTenantsCount": len(group["exposedTargetTenantsInfo"]),
        "lastUpdated": call.cloud.state.clock.text(),
        "lastUpdatedByUpn": call.who.upn,
        "_etag": f'"{uuid.uuid4()}"',
    }
    call.directory.put(GROUP, group["tenantGroupId"], group)
    return group


ROUTES = (
    Route("GET", BASE, list_groups),
    Route("GET", BASE + "/effective", get_effective),
    Route("POST", BASE, post_group),
    Route("PUT", BASE + "/{id}", put_group),
)
