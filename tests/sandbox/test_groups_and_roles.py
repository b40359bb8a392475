"""Groups, their members, and the roles that they hold."""

from typing import Any

OPERATOR = "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f"
ASSIGNMENTS = "/v1.0/roleManagement/directory/roleAssignments"


def link(key: Any) -> Any:
    return f"https://graph.microsoft.com/v1.0/directoryObjects/{key}"


def test_members_are_bound_at_creation(graph: Any, invite: Any, make_group: Any) -> None:
    ada = invite("ada@northwind.example")
    group = make_group(**{"members@odata.bind": [link(ada)]})
    (member,) = graph.get(f"/beta/groups/{group}/members").json()["value"]
    assert (member["@odata.type"], member["id"]) == ("#microsoft.graph.user", ada)
    found = graph.get("/v1.0/groups", params={"$filter": "mailNickname eq 'mto-tier1'"}).json()["value"]
    assert [g["id"] for g in found] == [group]


def test_a_member_is_asked_for_by_id(graph: Any, invite: Any, make_group: Any) -> None:
    ada, grace = invite("ada@northwind.example"), invite("grace@northwind.example")
    group = make_group(**{"members@odata.bind": [link(ada)]})
    for key, number in ((ada, 1), (grace, 0)):
        answer = graph.get(f"/beta/groups/{group}/members", params={"$filter": f"id eq '{key}'"})
        assert len(answer.json()["value"]) == number


def test_a_member_twice_and_a_stranger_are_refused_in_graphs_words(
    sandbox: Any, graph: Any, invite: Any, make_group: Any
) -> None:
    ada, group = invite("ada@northwind.example"), make_group()
    path = f"/beta/groups/{group}/members/$ref"
    assert graph.post(path, json={"@odata.id": link(ada)}).status_code == 204
    again = graph.post(path, json={"@odata.id": link(ada)})
    assert again.status_code == 400
    assert "already exist for the following modified properties: 'members'" in again.json()["error"]["message"]
    assert sandbox.refusal(graph.post(path, json={"@odata.id": link("nobody")})) == (404, "Request_ResourceNotFound")
    assert graph.delete(f"/beta/groups/{group}/members/{ada}/$ref").status_code == 204
    assert graph.delete(f"/beta/groups/{group}/members/{ada}/$ref").status_code == 404


def test_role_assignable_is_for_ever(graph: Any, make_group: Any) -> None:
    group = make_group()
    assert graph.patch(f"/v1.0/groups/{group}", json={"isAssignableToRole": True}).status_code == 400
    assert graph.patch(f"/v1.0/groups/{group}", json={"displayName": "new"}).status_code == 204


def test_members_of_a_role_assignable_group_want_more_than_group_permissions(
    sandbox: Any, graph: Any, invite: Any, make_group: Any
) -> None:
    ada, group = invite("ada@northwind.example"), make_group("roles", isAssignableToRole=True)
    sandbox.control("DELETE", "/tenants/fabrikam/consents/deploy?permission=RoleManagement.ReadWrite.Directory")
    less = sandbox.graph("fabrikam")
    answer = less.post(f"/v1.0/groups/{group}/members/$ref", json={"@odata.id": link(ada)})
    assert sandbox.refusal(answer) == (403, "Authorization_RequestDenied")
    assert less.delete(f"/v1.0/groups/{group}").status_code == 403


def test_a_role_goes_to_a_role_assignable_group_once(sandbox: Any, graph: Any, make_group: Any) -> None:
    body = {"principalId": make_group(), "roleDefinitionId": OPERATOR, "directoryScopeId": "/"}
    assert sandbox.refusal(graph.post(ASSIGNMENTS, json=body)) == (400, "Request_BadRequest")
    body["principalId"] = group = make_group("roles", isAssignableToRole=True)
    made = graph.post(ASSIGNMENTS, json=body)
    assert made.status_code == 201
    assert "conflicting object" in graph.post(ASSIGNMENTS, json=body).json()["error"]["message"]
    found = graph.get(ASSIGNMENTS, params={"$filter": f"principalId eq '{group}'", "$expand": "principal"}).json()[
        "value"
    ]
    assert found[0]["principal"]["@odata.type"] == "#microsoft.graph.group"


def test_a_deleted_group_takes_its_roles_along(graph: Any, make_group: Any) -> None:
    group = make_group("roles", isAssignableToRole=True)
    graph.post(ASSIGNMENTS, json={"principalId": group, "roleDefinitionId": OPERATOR, "directoryScopeId": "/"})
    assert graph.delete(f"/beta/groups/{group}").status_code == 204
    assert graph.get(ASSIGNMENTS).json()["value"] == []
    assert graph.get("/v1.0/directory/deletedItems/microsoft.graph.group").json()["value"][0]["id"] == group


def test_a_role_is_found_by_its_name(graph: Any) -> None:
    query = {"$filter": "displayName eq 'Security Operator'"}
    (role,) = graph.get("/v1.0/roleManagement/directory/roleDefinitions", params=query).json()["value"]
    assert role["id"] == role["templateId"] == OPERATOR


def test_defenders_roles_are_not_in_v1(sandbox: Any, graph: Any) -> None:
    answer = graph.get("/v1.0/roleManagement/defender/roleDefinitions")
    assert sandbox.refusal(answer) == (400, "BadRequest")


def test_members_come_in_pages(graph: Any, invite: Any, make_group: Any) -> None:
    keys = [invite(f"{name}@northwind.example") for name in ("ada", "grace", "linus")]
    group = make_group(**{"members@odata.bind": [link(key) for key in keys]})
    page = graph.get(f"/v1.0/groups/{group}/members?$top=2&$select=id").json()
    rest = graph.get(page["@odata.nextLink"]).json()
    assert [member["id"] for member in page["value"] + rest["value"]] == keys
    assert "@odata.nextLink" not in rest


def test_a_query_option_that_is_not_built_says_so_by_name(graph: Any) -> None:
    answer = graph.get("/v1.0/groups?$orderby=displayName")
    assert answer.status_code == 501
    assert "$orderby" in answer.json()["error"]["message"]
