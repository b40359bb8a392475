"""Groups: list, read, create, change, delete softly.

Leaves members and owners to `group_member`.
"""

import uuid
from collections.abc import Sequence

from sandbox.cloud.call import Answer, Call, Json
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.directory_object import find_any, id_in
from sandbox.cloud.graph.directory_role import drop_assignments
from sandbox.cloud.graph.licence import has_plan
from sandbox.cloud.graph.odata import many, one
from sandbox.cloud.graph.refusals import bad_request, denied, not_found, unknown_property
from sandbox.cloud.routing import Route
from sandbox.cloud.state import Directory

READ = (
    "GroupMember.Read.All",
    "Group.Read.All",
    "Group.ReadBasic.All",
    "Group.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)
CHANGE = ("Group.ReadWrite.All", "Directory.ReadWrite.All")
REQUIRED = ("displayName", "mailEnabled", "mailNickname", "securityEnabled")
BINDS: dict[str, str] = {"members@odata.bind": "_members", "owners@odata.bind": "_owners"}
LARGEST_BIND = 20
FIXED = {
    "id",
    "createdDateTime",
    "deletedDateTime",
    "isAssignableToRole",
    "mail",
    "proxyAddresses",
    "securityIdentifier",
}
OPTIONS = {"resourceBehaviorOptions", "resourceProvisioningOptions"}
"""Taken when a group is made (Graph, group-set-options); only Microsoft 365 groups do anything with them."""
PRIVILEGED = "RoleManagement.ReadWrite.Directory"
P1 = ("AAD_PREMIUM", "AAD_PREMIUM_P2")


def new_group(key: str, name: str, nickname: str, created: str, **said: object) -> Json:
    """Give a security group with every property that the sandbox keeps."""
    group: Json = {
        "id": key,
        "deletedDateTime": None,
        "classification": None,
        "createdDateTime": created,
        "description": None,
        "displayName": name,
        "expirationDateTime": None,
        "groupTypes": [],
        "isAssignableToRole": False,
        "mail": None,
        "mailEnabled": False,
        "mailNickname": nickname,
        "membershipRule": None,
        "membershipRuleProcessingState": None,
        "onPremisesSyncEnabled": None,
        "preferredDataLocation": None,
        "preferredLanguage": None,
        "proxyAddresses": [],
        "renewedDateTime": created,
        "securityEnabled": True,
        "securityIdentifier": f"S-1-12-1-{uuid.UUID(key).int % 10**9}",
        "theme": None,
        "visibility": None,
        "_members": [],
        "_owners": [],
    }
    return group | said


def find_group(directory: Directory, key: str, *, seen: bool = False) -> Json:
    """Find a group. Raises the service's 404."""
    found = directory.seen("group", key) if seen else directory.get("group", key)
    if found is None:
        raise not_found(key)
    return found


@rests_on("Entra groups-concept 2026-03-16, Graph v1.0 group-delete: RoleManagement.ReadWrite.Directory, or owned")
def check_privileged(call: Call, group: Json) -> None:
    """Refuse to touch a role-assignable group with group permissions alone, unless the caller owns the group."""
    allowed = PRIVILEGED in call.who.permissions or call.who.object_id in group["_owners"]
    if group["isAssignableToRole"] and not allowed:
        raise denied()


@rests_on("Graph v1.0 group-list: $filter on displayName, mailNickname, startsWith")
def list_groups(call: Call) -> Answer:
    """List groups."""
    return many(call, "groups", call.directory.seen_all("group"))


@rests_on("Graph v1.0 group-get")
def get_group(call: Call) -> Answer:
    """Read one group."""
    return one(call, "groups", find_group(call.directory, call.parts["id"], seen=True))


@rests_on("Graph v1.0 group-post-groups: 201, required properties, at most 20 bound objects")
def post_group(call: Call) -> Answer:
    """Make a group, with owners and members where they are bound."""
    wanted, directory = call.json, call.directory
    for name in REQUIRED:
        if wanted.get(name) is None:
            raise bad_request(f"A value is required for property '{name}' of resource 'Group'.")
    group = new_group(str(uuid.uuid4()), wanted["displayName"], wanted["mailNickname"], call.cloud.state.clock.text())
    for name, value in wanted.items():
        if name in BINDS:
            group[BINDS[name]] = _bound(directory, name, value)
        elif name in group and name not in FIXED - {"isAssignableToRole"}:
            group[name] = value
        elif not name.startswith("@") and name not in OPTIONS:
            raise unknown_property(name, "group")
    group["isAssignableToRole"] = bool(group["isAssignableToRole"])
    if group["isAssignableToRole"]:
        _check_role_assignable(call, group)
        group["visibility"] = "Private"
    directory.put("group", group["id"], group)
    return one(call, "groups", group, status=201)


@rests_on("msgraph-bicep-types #140 (measured): 403 without RoleManagement.ReadWrite.Directory")
@rests_on("microsoft-graph-docs-contrib #2815 (measured): no group type for role-assignable security groups")
@rests_on("Entra groups-concept: role-assignable wants security enabled and P1; the words are ours", inferred=True)
def _check_role_assignable(call: Call, group: Json) -> None:
    if PRIVILEGED not in call.who.permissions:
        raise denied()
    if not group["securityEnabled"]:
        raise bad_request("A role-assignable group must be security enabled.")
    if group["groupTypes"] and not group["mailEnabled"]:
        raise bad_request("GroupType cannot be set for security groups assignable to roles.")
    if not has_plan(call.directory, *P1):
        raise bad_request("The tenant has no license for role-assignable groups.")


@rests_on(
    "Graph v1.0 group-update: 204; isAssignableToRole is set once (the words of the refusal are ours)", inferred=True
)
def patch_group(call: Call) -> Answer:
    """Change the named properties, or add bound members."""
    directory = call.directory
    group = find_group(directory, call.parts["id"])
    check_privileged(call, group)
    for name, value in call.json.items():
        if name in BINDS:
            group[BINDS[name]] = [*group[BINDS[name]], *_bound(directory, name, value)]
        elif name in FIXED and group.get(name) != value:
            raise bad_request(f"Property '{name}' is immutable and cannot be changed after creation.")
        elif name in group and not name.startswith("_"):
            group[name] = value
        elif not name.startswith("@"):
            raise unknown_property(name, "group")
    directory.put("group", group["id"], group)
    return Answer(204)


@rests_on("Graph v1.0 group-delete (2026): 204; security groups too can be restored for 30 days")
@rests_on("A deleted group's role assignments go with it", inferred=True)
def delete_group(call: Call) -> Answer:
    """Delete a group softly; what it held is gone."""
    group = find_group(call.directory, call.parts["id"])
    check_privileged(call, group)
    drop_assignments(call.directory, group["id"])
    call.directory.remove("group", group["id"], soft=True)
    return Answer(204)


def _bound(directory: Directory, name: str, links: list[str]) -> list[str]:
    if len(links) > LARGEST_BIND:
        raise bad_request(f"The number of references in '{name}' is over {LARGEST_BIND}.")
    keys: Sequence[str] = [id_in(link) for link in links]
    for key in keys:
        if find_any(directory, key) is None:
            raise not_found(key)
    if len(set(keys)) != len(keys):
        raise bad_request("A reference can only be present once as an add/remove change.")
    return list(keys)


ROUTES = (
    Route("GET", "/groups", list_groups, needs=READ),
    Route("GET", "/groups/{id}", get_group, needs=READ),
    Route("POST", "/groups", post_group, needs=("Group.Create", *CHANGE)),
    Route("PATCH", "/groups/{id}", patch_group, needs=CHANGE),
    Route("DELETE", "/groups/{id}", delete_group, needs=("Group.ReadWrite.All",)),
)
