"""Members and owners of groups, and the groups that somebody is in.

A deleted object stays in its groups for a restore, but no list shows it.
"""

from sandbox.cloud.call import Answer, Call
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.directory_object import find_any, id_in, typed
from sandbox.cloud.graph.group import READ as READ_GROUPS
from sandbox.cloud.graph.group import check_privileged, find_group
from sandbox.cloud.graph.odata import MANY, check_options, filtered, many, page_of
from sandbox.cloud.graph.refusals import bad_request, not_found
from sandbox.cloud.graph.user import find_user
from sandbox.cloud.routing import Route

READ = ("GroupMember.ReadBasic.All", "GroupMember.ReadWrite.All", *READ_GROUPS)
WRITE = ("GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All")
WRITE_OWNERS = WRITE[1:]
READ_MEMBER_OF = ("User.Read.All", "User.ReadWrite.All", *READ)


@rests_on("Graph v1.0 group-list-members, group-list-owners: directory objects with their type")
@rests_on("A softly deleted member is in no list", inferred=True)
def list_members(call: Call) -> Answer:
    """List the members of a group."""
    return _listed(call, "_members")


@rests_on("Graph v1.0 group-list-owners")
def list_owners(call: Call) -> Answer:
    """List the owners of a group."""
    return _listed(call, "_owners")


@rests_on("Graph v1.0 group-post-members: 204")
@rests_on("microsoft-graph-docs #8637 (measured): 400 for a member who is one already, 404 for an unknown object")
@rests_on(
    "Entra groups-concept: no group nests in a role-assignable one (the words of the refusal are ours)", inferred=True
)
def add_member(call: Call) -> Answer:
    """Add a member."""
    return _added(call, "_members", "members")


@rests_on("pnpframework #139 (measured): 400 for an owner who is one already")
def add_owner(call: Call) -> Answer:
    """Add an owner."""
    return _added(call, "_owners", "owners")


@rests_on("Graph v1.0 group-delete-members: 204, 404 where there is no such member")
def remove_member(call: Call) -> Answer:
    """Remove a member."""
    return _removed(call, "_members")


@rests_on("Graph v1.0 group-delete-owners: 204")
def remove_owner(call: Call) -> Answer:
    """Remove an owner."""
    return _removed(call, "_owners")


@rests_on("Graph v1.0 user-list-memberof, group-list-memberof")
def list_member_of(call: Call) -> Answer:
    """List the groups that a user or group is in."""
    key = call.parts["id"].lower()
    found = find_any(call.directory, key, seen=True)
    if found is None:
        found = ("user", find_user(call.directory, key, seen=True))
    mine = [g for g in call.directory.seen_all("group") if found[1]["id"] in g["_members"]]
    groups = [{"@odata.type": "#microsoft.graph.group", **group} for group in mine]
    return many(call, "directoryObjects", groups)


@rests_on("Graph v1.0 user-list-memberof: /microsoft.graph.group casts to groups")
def list_groups_of(call: Call) -> Answer:
    """List the groups that a user is in, as groups."""
    user = find_user(call.directory, call.parts["id"], seen=True)
    return many(call, "groups", [g for g in call.directory.seen_all("group") if user["id"] in g["_members"]])


def _listed(call: Call, relation: str) -> Answer:
    check_options(call, MANY)
    group = find_group(call.directory, call.parts["id"], seen=True)
    hits = [hit for key in group[relation] if (hit := find_any(call.directory, key, seen=True))]
    kinds = {item["id"]: kind for kind, item in hits}
    body, page = page_of(call, "directoryObjects", filtered(call, [item for _, item in hits]))
    body["value"] = [typed(call, kinds[item["id"]], item) for item in page]
    return Answer(200, body)


def _added(call: Call, relation: str, name: str) -> Answer:
    directory = call.directory
    group = find_group(directory, call.parts["id"])
    check_privileged(call, group)
    key = id_in(call.json.get("@odata.id", ""))
    found = find_any(directory, key)
    if found is None:
        raise not_found(key)
    if key in group[relation]:
        raise bad_request(
            f"One or more added object references already exist for the following modified properties: '{name}'."
        )
    if found[0] == "group" and (group["isAssignableToRole"] or relation == "_owners"):
        raise bad_request("Nesting is not supported: a group cannot be added here.")
    group[relation] = [*group[relation], key]
    directory.put("group", group["id"], group)
    return Answer(204)


def _removed(call: Call, relation: str) -> Answer:
    directory = call.directory
    group = find_group(directory, call.parts["id"])
    check_privileged(call, group)
    key = call.parts["member"].lower()
    if key not in group[relation]:
        raise not_found(key)
    group[relation] = [k for k in group[relation] if k != key]
    directory.put("group", group["id"], group)
    return Answer(204)


ROUTES = (
    Route("GET", "/groups/{id}/members", list_members, needs=READ),
    Route("GET", "/groups/{id}/transitiveMembers", list_members, needs=READ),
    Route("GET", "/groups/{id}/owners", list_owners, needs=READ),
    Route("POST", "/groups/{id}/members/$ref", add_member, needs=WRITE),
    Route("POST", "/groups/{id}/owners/$ref", add_owner, needs=WRITE_OWNERS),
    Route("DELETE", "/groups/{id}/members/{member}/$ref", remove_member, needs=WRITE),
    Route("DELETE", "/groups/{id}/owners/{member}/$ref", remove_owner, needs=WRITE_OWNERS),
    Route("GET", "/groups/{id}/memberOf", list_member_of, needs=READ_MEMBER_OF),
    Route("GET", "/users/{id}/memberOf", list_member_of, needs=READ_MEMBER_OF),
    Route("GET", "/users/{id}/transitiveMemberOf", list_member_of, needs=READ_MEMBER_OF),
    Route("GET", "/users/{id}/memberOf/microsoft.graph.group", list_groups_of, needs=READ_MEMBER_OF),
    Route("GET", "/users/{id}/transitiveMemberOf/microsoft.graph.group", list_groups_of, needs=READ_MEMBER_OF),
)
