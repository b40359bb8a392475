"""Directory roles: the built-in definitions, and who holds one (unified role assignments of the directory provider).

Leaves time-bound eligibility to nobody yet: those paths answer 501 by name.
"""

import uuid

from sandbox.cloud.call import Answer, Call, Json, Refusal
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.directory_object import find_any, typed
from sandbox.cloud.graph.directory_role_templates import ROLE_TEMPLATES
from sandbox.cloud.graph.odata import many, one
from sandbox.cloud.graph.refusals import bad_request, not_found
from sandbox.cloud.routing import Route
from sandbox.cloud.state import Directory

READ = (
    "RoleManagement.Read.Directory",
    "RoleManagement.ReadWrite.Directory",
    "RoleManagement.Read.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
WRITE = ("RoleManagement.ReadWrite.Directory",)
KIND = "roleAssignment"


def definitions() -> list[Json]:
    """Give every built-in role as Graph does; a built-in role's id is its template id."""
    return [
        {
            "id": key,
            "description": name,
            "displayName": name,
            "isBuiltIn": True,
            "isEnabled": True,
            "resourceScopes": ["/"],
            "templateId": key,
            "version": "1",
            "rolePermissions": [],
        }
        for name, key in sorted(ROLE_TEMPLATES.items())
    ]


@rests_on(
    "Graph v1.0 rbacapplication-list-roledefinitions; ids: Entra built-in roles, permissions-reference 2026-01-20"
)
def list_definitions(call: Call) -> Answer:
    """List the roles that can be given."""
    return many(call, "roleManagement/directory/roleDefinitions", definitions(), paged=False)


@rests_on("Graph v1.0 unifiedroledefinition-get")
def get_definition(call: Call) -> Answer:
    """Read one role."""
    found = next((d for d in definitions() if d["id"] == call.parts["id"].lower()), None)
    if found is None:
        raise not_found(call.parts["id"])
    return one(call, "roleManagement/directory/roleDefinitions", found)


@rests_on("Graph v1.0 rbacapplication-list-roleassignments: $filter, $expand=principal or roleDefinition")
def list_assignments(call: Call) -> Answer:
    """List who holds which role."""
    wanted = {name.strip() for name in call.query.get("$expand", "").split(",")}

    def expand(held: Json) -> Json:
        found: Json = {}
        if "principal" in wanted:
            hit = find_any(call.directory, held["principalId"], seen=True)
            found["principal"] = typed(call, *hit) if hit else None
        if "roleDefinition" in wanted:
            found["roleDefinition"] = next(d for d in definitions() if d["id"] == held["roleDefinitionId"])
        return found

    assignments = call.directory.seen_all(KIND)
    return many(call, "roleManagement/directory/roleAssignments", assignments, expand=expand)


@rests_on("Graph v1.0 unifiedroleassignment-get")
def get_assignment(call: Call) -> Answer:
    """Read one assignment."""
    found = call.directory.seen(KIND, call.parts["id"])
    if found is None:
        raise not_found(call.parts["id"])
    return one(call, "roleManagement/directory/roleAssignments", found)


@rests_on("Graph v1.0 rbacapplication-post-roleassignments: 201")
@rests_on("terraform-provider-azuread threads: a second equal assignment is a conflicting object, 400")
@rests_on("Microsoft365DSC #879 (measured): only a role-assignable group can hold a role")
def post_assignment(call: Call) -> Answer:
    """Give a role to a user, a service principal or a role-assignable group."""
    wanted, directory = call.json, call.directory
    for name in ("principalId", "roleDefinitionId"):
        if not wanted.get(name):
            raise bad_request(f"The property '{name}' is required.")
    principal, role, scope = wanted["principalId"], wanted["roleDefinitionId"], wanted.get("directoryScopeId", "/")
    if role not in ROLE_TEMPLATES.values():
        raise Refusal(404, "Request_ResourceNotFound", f"Role definition '{role}' does not exist.")
    group = directory.get("group", principal)
    if group is None and not (directory.get("user", principal) or directory.get("servicePrincipal", principal)):
        raise not_found(principal)
    if group is not None and not group["isAssignableToRole"]:
        raise bad_request("Groups without IsAssignableToRole property set cannot be assigned to roles.")
    for held in directory.all(KIND):
        if (held["principalId"], held["roleDefinitionId"], held["directoryScopeId"]) == (principal, role, scope):
            raise bad_request(
                "A conflicting object with one or more of the specified property values is present in the directory."
            )
    made = new_assignment(str(uuid.uuid4()), principal, role, scope)
    directory.put(KIND, made["id"], made)
    return one(call, "roleManagement/directory/roleAssignments", made, status=201)


@rests_on("Graph v1.0 unifiedroleassignment-delete: 204")
def delete_assignment(call: Call) -> Answer:
    """Take a role away."""
    if call.directory.get(KIND, call.parts["id"]) is None:
        raise not_found(call.parts["id"])
    call.directory.remove(KIND, call.parts["id"])
    return Answer(204)


def new_assignment(key: str, principal: str, role: str, scope: str = "/") -> Json:
    """Give an assignment as Graph shows it."""
    return {"id": key, "principalId": principal, "roleDefinitionId": role, "directoryScopeId": scope}


def drop_assignments(directory: Directory, principal_id: str) -> None:
    """Take all roles from a principal that is deleted."""
    for held in directory.all(KIND):
        if held["principalId"] == principal_id:
            directory.remove(KIND, held["id"])


ROUTES = (
    Route("GET", "/roleManagement/directory/roleDefinitions", list_definitions, needs=READ),
    Route("GET", "/roleManagement/directory/roleDefinitions/{id}", get_definition, needs=READ),
    Route("GET", "/roleManagement/directory/roleAssignments", list_assignments, needs=READ),
    Route("GET", "/roleManagement/directory/roleAssignments/{id}", get_assignment, needs=READ),
    Route("POST", "/roleManagement/directory/roleAssignments", post_assignment, needs=WRITE),
    Route("DELETE", "/roleManagement/directory/roleAssignments/{id}", delete_assignment, needs=WRITE),
)
