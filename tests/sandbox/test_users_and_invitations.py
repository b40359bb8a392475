"""Guests: invited, found, refused, redeemed, deleted softly, restored."""

from typing import Any


def invitation(address: Any = "ada@northwind.example") -> Any:
    return {"invitedUserEmailAddress": address, "inviteRedirectUrl": "https://security.microsoft.com"}


def test_a_guest_looks_like_a_guest(graph: Any, invite: Any) -> None:
    guest = graph.get(f"/beta/users/{invite('ada@northwind.example')}").json()
    assert guest["userPrincipalName"] == "ada_northwind.example#EXT#@fabrikam.example"
    assert (guest["userType"], guest["externalUserState"], guest["creationType"]) == (
        "Guest",
        "PendingAcceptance",
        "Invitation",
    )
    assert guest["otherMails"] == ["ada@northwind.example"]


def test_inviting_again_finds_the_same_guest(invite: Any) -> None:
    assert invite("ada@northwind.example") == invite("ADA@northwind.example")


def test_a_plain_read_gives_the_default_properties_only(graph: Any, invite: Any) -> None:
    guest = graph.get(f"/v1.0/users/{invite('ada@northwind.example')}").json()
    assert "mail" in guest
    assert "externalUserState" not in guest


def test_a_guest_is_found_by_any_address(graph: Any, invite: Any) -> None:
    key = invite("ada@northwind.example")
    for text in (
        "mail eq 'ada@northwind.example'",
        "otherMails/any(m:m eq 'ada@northwind.example')",
        "userPrincipalName eq 'ada_northwind.example#EXT#@fabrikam.example'",
        "mail eq 'nobody@x.example' or (mail eq 'ada@northwind.example' and userType eq 'Guest')",
        "mail in ('ada@northwind.example', 'grace@northwind.example')",
        f"id eq '{key}'",
    ):
        found = graph.get("/v1.0/users", params={"$filter": text, "$select": "id"}).json()["value"]
        assert found == [{"id": key}], text


def test_an_advanced_filter_wants_its_header(sandbox: Any, graph: Any) -> None:
    query = {"$filter": "endsWith(mail,'@fabrikam.example')", "$count": "true"}
    assert sandbox.refusal(graph.get("/v1.0/users", params=query)) == (400, "Request_UnsupportedQuery")
    answer = graph.get("/v1.0/users", params=query, headers={"ConsistencyLevel": "eventual"}).json()
    assert answer["@odata.count"] == len(answer["value"]) == 3


def test_pages_follow_each_other(graph: Any) -> None:
    address, seen = "/v1.0/users?$top=2&$select=displayName", []
    while address:
        page = graph.get(address).json()
        seen += [user["displayName"] for user in page["value"]]
        address = page.get("@odata.nextLink")
    assert seen == ["Admin", "Helen", "Omar"]


def test_limited_invitations_refuse_applications(sandbox: Any) -> None:
    answer = sandbox.graph("proseware").post("/v1.0/invitations", json=invitation())
    assert answer.status_code == 403
    assert "not allowed for your company" in answer.json()["error"]["message"]


def test_a_denied_domain_is_refused(sandbox: Any) -> None:
    graph = sandbox.graph("alpine")
    assert graph.post("/v1.0/invitations", json=invitation()).status_code == 400
    assert graph.post("/v1.0/invitations", json=invitation("eve@elsewhere.example")).status_code == 201
    (policy,) = graph.get("/beta/policies/b2bManagementPolicies").json()["value"]
    assert "northwind.example" in policy["definition"][0]


def test_collaboration_that_is_blocked_refuses(sandbox: Any, graph: Any) -> None:
    blocked = {"accessType": "blocked", "targets": [{"target": "AllUsers", "targetType": "user"}]}
    setting = {"b2bCollaborationInbound": {"usersAndGroups": blocked}}
    body = {"tenantId": sandbox.id("home"), **setting}
    assert graph.post("/v1.0/policies/crossTenantAccessPolicy/partners", json=body).status_code == 201
    answer = graph.post("/v1.0/invitations", json=invitation())
    assert "cross-tenant access settings" in answer.json()["error"]["message"]


def test_a_guest_who_was_there_is_taken(sandbox: Any) -> None:
    (ada,) = [
        u for u in sandbox.control("GET", "/tenants/fourthcoffee/objects/user")["value"] if u["userType"] == "Guest"
    ]
    answer = sandbox.graph("fourthcoffee").post("/v1.0/invitations", json=invitation()).json()
    assert (answer["invitedUser"]["id"], answer["status"]) == (ada["id"], "Completed")


def test_the_customer_redeems_a_guest(sandbox: Any, graph: Any, invite: Any) -> None:
    key = invite("ada@northwind.example")
    sandbox.control("POST", "/tenants/fabrikam/redeem", {"address": "ada@northwind.example"})
    guest = graph.get(f"/beta/users/{key}").json()
    assert guest["externalUserState"] == "Accepted"
    assert guest["identities"][0]["issuer"] == "ExternalAzureAD"


def test_a_deleted_guest_can_be_restored_for_thirty_days(sandbox: Any, graph: Any, invite: Any) -> None:
    key = invite("ada@northwind.example")
    assert graph.delete(f"/v1.0/users/{key}").status_code == 204
    assert sandbox.refusal(graph.get(f"/v1.0/users/{key}")) == (404, "Request_ResourceNotFound")
    (gone,) = graph.get("/v1.0/directory/deletedItems/microsoft.graph.user").json()["value"]
    assert gone["id"] == key
    assert graph.post(f"/v1.0/directory/deletedItems/{key}/restore").status_code == 200
    assert graph.get(f"/v1.0/users/{key}").status_code == 200
    graph.delete(f"/v1.0/users/{key}")
    sandbox.control("POST", "/clock", {"advance": 31 * 24 * 3600})
    assert sandbox.graph("fabrikam").get("/v1.0/directory/deletedItems/microsoft.graph.user").json()["value"] == []


def test_a_holder_of_a_role_is_out_of_reach_of_an_application(
    sandbox: Any, graph: Any, invite: Any, make_group: Any
) -> None:
    key = invite("ada@northwind.example")
    link = f"https://graph.microsoft.com/v1.0/directoryObjects/{key}"
    group = make_group("mto-tier1-roles", isAssignableToRole=True, **{"members@odata.bind": [link]})
    assert sandbox.refusal(graph.delete(f"/v1.0/users/{key}")) == (403, "Authorization_RequestDenied")
    graph.delete(f"/v1.0/groups/{group}/members/{key}/$ref")
    assert graph.delete(f"/v1.0/users/{key}").status_code == 204


def test_a_reader_writes_nothing(sandbox: Any) -> None:
    graph = sandbox.graph("fabrikam", "verify")
    for method, path in (
        ("POST", "/v1.0/invitations"),
        ("POST", "/v1.0/groups"),
        ("DELETE", "/v1.0/users/x"),
        ("POST", "/v1.0/policies/crossTenantAccessPolicy/partners"),
        ("POST", "/v1.0/roleManagement/directory/roleAssignments"),
    ):
        answer = graph.request(method, path, json={})
        assert sandbox.refusal(answer) == (403, "Authorization_RequestDenied"), path


def test_what_is_not_built_says_so_by_name(graph: Any) -> None:
    answer = graph.get("/v1.0/invitations")
    assert answer.status_code == 501
    assert "GET https://graph.microsoft.com/v1.0/invitations" in answer.json()["error"]["message"]
