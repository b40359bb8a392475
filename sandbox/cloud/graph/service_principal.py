"""Service principals and what they were granted: the customer's side of a consent.

Writing grants by Graph is left out (501 by name); the control interface grants and revokes as the customer does.
"""

from sandbox.cloud.call import Answer, Call, Json
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.odata import many, one
from sandbox.cloud.graph.refusals import not_found
from sandbox.cloud.permission_ids import APP_ROLE_IDS, GRAPH_APP_ID
from sandbox.cloud.routing import Route
from sandbox.cloud.state import Directory

KIND, GRANT = "servicePrincipal", "appRoleAssignment"
READ = (
    "Application.Read.All",
    "Application.ReadWrite.All",
    "Application.ReadWrite.OwnedBy",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)


@rests_on("Graph v1.0 serviceprincipal: properties; Microsoft Graph's own lists its app roles")
def new_service_principal(key: str, app_id: str | None, name: str, created: str) -> Json:
    """Give a principal; without an app id it is that of Microsoft Graph."""
    own = app_id is None
    return {
        "id": key,
        "deletedDateTime": None,
        "accountEnabled": True,
        "appDisplayName": name,
        "appId": GRAPH_APP_ID if own else app_id,
        "appOwnerOrganizationId": None,
        "appRoleAssignmentRequired": False,
        "appRoles": [_app_role(name, role) for name, role in APP_ROLE_IDS.items()] if own else [],
        "displayName": name,
        "servicePrincipalNames": [],
        "servicePrincipalType": "Application",
        "signInAudience": "AzureADMultipleOrgs",
        "tags": [],
        "_created": created,
    }


def _app_role(name: str, role: str) -> Json:
    return {
        "allowedMemberTypes": ["Application"],
        "description": name,
        "displayName": name,
        "id": role,
        "isEnabled": True,
        "origin": "Application",
        "value": name,
    }


def find_by_app(directory: Directory, app_id: str, *, seen: bool = False) -> Json | None:
    """Find the principal of an application in a tenant."""
    principals = directory.seen_all(KIND) if seen else directory.all(KIND)
    return next((p for p in principals if p["appId"] == app_id), None)


def consent(directory: Directory, app_id: str, name: str, key: str, created: str) -> Json:
    """Let an application into a tenant, without permissions yet; give its principal."""
    principal = find_by_app(directory, app_id)
    if principal is None:
        principal = new_service_principal(key, app_id, name, created)
        directory.put(KIND, key, principal, settled=True)
    return principal


def grant(directory: Directory, principal: Json, graph: Json, permission: str, *, key: str, created: str) -> None:
    """Grant one permission of Microsoft Graph, whose own principal is `graph`, to a principal."""
    body = {
        "id": key,
        "deletedDateTime": None,
        "appRoleId": APP_ROLE_IDS[permission],
        "createdDateTime": created,
        "principalDisplayName": principal["displayName"],
        "principalId": principal["id"],
        "principalType": "ServicePrincipal",
        "resourceDisplayName": "Microsoft Graph",
        "resourceId": graph["id"],
    }
    directory.put(GRANT, key, body, settled=True)


def revoke(directory: Directory, principal: Json, permission: str | None = None) -> None:
    """Take back one permission, or all."""
    for held in directory.all(GRANT):
        if held["principalId"] == principal["id"] and permission in {None, _name_of(held)}:
            directory.remove(GRANT, held["id"])


def _name_of(held: Json) -> str | None:
    return next((name for name, role in APP_ROLE_IDS.items() if role == held["appRoleId"]), None)


@rests_on("Graph v1.0 serviceprincipal-list: $filter on appId")
def list_principals(call: Call) -> Answer:
    """List service principals."""
    return many(call, "servicePrincipals", call.directory.seen_all(KIND))


@rests_on("Graph v1.0 serviceprincipal-get: by id, or by (appId='…')")
def get_principal(call: Call) -> Answer:
    """Read one service principal."""
    return one(call, "servicePrincipals", _found(call))


@rests_on("Graph v1.0 serviceprincipal-list-approleassignments")
def list_grants(call: Call) -> Answer:
    """List what a principal was granted."""
    key = _found(call)["id"]
    return many(call, "appRoleAssignments", [g for g in call.directory.seen_all(GRANT) if g["principalId"] == key])


def _found(call: Call) -> Json:
    key, app_id = call.parts.get("id", ""), call.parts.get("app", "")
    found = find_by_app(call.directory, app_id.lower(), seen=True) if app_id else call.directory.seen(KIND, key)
    if found is None:
        raise not_found(key or app_id)
    return found


ROUTES = (
    Route("GET", "/servicePrincipals", list_principals, needs=READ),
    Route("GET", "/servicePrincipals(appId='{app}')", get_principal, needs=READ),
    Route("GET", "/servicePrincipals/{id}", get_principal, needs=READ),
    Route("GET", "/servicePrincipals(appId='{app}')/appRoleAssignments", list_grants, needs=READ),
    Route("GET", "/servicePrincipals/{id}/appRoleAssignments", list_grants, needs=READ),
)
