"""The portal as its operators see it: unpublished, its writes inferred; what is held here is our own contract."""

from typing import Any


def listed(portal: Any) -> Any:
    return [
        info["tenantId"] for info in portal.get("/tenants/TenantPicker").json()["tenantInfoList"] if info["selected"]
    ]


def entries(*ids: Any) -> Any:
    return [{"tenantId": key, "name": "x", "tenantAadEnvironment": 1} for key in ids]


def put(portal: Any, *ids: Any) -> Any:
    group = portal.get("/tenantGroups/effective/").json()
    body = {**group, "exposedTargetTenantsInfo": entries(*ids)}
    return portal.put(f"/tenantGroups/{group['tenantGroupId']}", json=body)


def guest(sandbox: Any, stack: Any, upn: Any = "ada@northwind.example", redeemed: Any = True) -> Any:
    sandbox.control("POST", f"/tenants/{stack}/guests", {"address": upn, "redeemed": redeemed})
    return sandbox.id(stack)


def test_an_operator_puts_a_tenant_into_the_list_and_takes_it_out(sandbox: Any) -> None:
    portal, fabrikam = sandbox.portal("ada@northwind.example"), guest(sandbox, "fabrikam")
    assert listed(portal) == []
    assert put(portal, fabrikam).status_code == 200
    assert listed(portal) == [fabrikam]
    assert put(portal).status_code == 200
    assert listed(portal) == []


def test_a_tenant_out_of_reach_cannot_be_added(sandbox: Any) -> None:
    portal = sandbox.portal("ada@northwind.example")
    assert put(portal, sandbox.id("fabrikam")).status_code == 400
    fabrikam = guest(sandbox, "fabrikam", redeemed=False)
    assert put(portal, fabrikam).status_code == 400
    sandbox.control("POST", "/tenants/fabrikam/redeem", {"address": "ada@northwind.example"})
    assert put(portal, fabrikam).status_code == 200


def test_a_pending_guest_gets_in_where_both_sides_redeem_automatically(sandbox: Any) -> None:
    fabrikam, home = guest(sandbox, "fabrikam", redeemed=False), sandbox.id("home")
    portal = sandbox.portal("ada@northwind.example")
    inbound = {"tenantId": home, "automaticUserConsentSettings": {"inboundAllowed": True, "outboundAllowed": None}}
    sandbox.control("POST", "/tenants/fabrikam/objects/crossTenantPartner", inbound)
    assert put(portal, fabrikam).status_code == 400
    outbound = {"tenantId": fabrikam, "automaticUserConsentSettings": {"inboundAllowed": None, "outboundAllowed": True}}
    sandbox.control("POST", "/tenants/home/objects/crossTenantPartner", outbound)
    assert put(portal, fabrikam).status_code == 200


def test_lost_access_is_shown_and_does_not_hinder_another_change(sandbox: Any) -> None:
    portal, fabrikam, contoso = (
        sandbox.portal("ada@northwind.example"),
        guest(sandbox, "fabrikam"),
        guest(sandbox, "contoso"),
    )
    put(portal, fabrikam)
    users = sandbox.control("GET", "/tenants/fabrikam/objects/user")["value"]
    (ada,) = [user["id"] for user in users if user["userType"] == "Guest"]
    sandbox.control("DELETE", f"/tenants/fabrikam/objects/user/{ada}")
    infos = portal.get("/tenants/TenantPicker").json()["tenantInfoList"]
    assert {info["tenantId"]: info["lostAccess"] for info in infos if info["selected"]} == {fabrikam: True}
    assert put(portal, fabrikam, contoso).status_code == 200


def test_a_stale_list_is_not_written_over(sandbox: Any) -> None:
    portal, fabrikam = sandbox.portal("ada@northwind.example"), guest(sandbox, "fabrikam")
    stale = portal.get("/tenantGroups/effective/").json()
    put(portal, fabrikam)
    assert portal.put(f"/tenantGroups/{stale['tenantGroupId']}", json=stale).status_code == 412
    assert listed(portal) == [fabrikam]


def test_more_than_a_hundred_are_refused(sandbox: Any) -> None:
    portal = sandbox.portal("ada@northwind.example")
    assert "100" in put(portal, *["x"] * 101).json()["message"]


def test_who_never_opened_the_portal_reads_nothing_and_makes_a_list_first(sandbox: Any) -> None:
    portal, fabrikam = (
        sandbox.portal("edsger@northwind.example"),
        guest(sandbox, "fabrikam", "edsger@northwind.example"),
    )
    for path in ("/tenants/TenantPicker", "/tenantGroups", "/tenantGroups/effective/"):
        assert portal.get(path).status_code == 400
    body = {"name": "My private group", "exposedTargetTenantsInfo": entries(fabrikam)}
    assert portal.post("/tenantGroups", json=body).status_code == 201
    assert listed(portal) == [fabrikam]
    assert portal.post("/tenantGroups", json=body).status_code == 409


def test_a_session_ends_by_itself_by_force_and_without_its_header(sandbox: Any) -> None:
    portal = sandbox.portal("ada@northwind.example")
    assert portal.get("/tenants/TenantPicker", headers={"X-XSRF-TOKEN": "wrong"}).status_code == 403
    assert portal.get("/tenants/TenantPicker", headers={"Cookie": "sccauth=wrong"}).status_code == 401
    sandbox.control("POST", "/clock", {"advance": 9 * 3600})
    assert portal.get("/tenants/TenantPicker").status_code == 401
    sandbox.control("POST", "/sessions", {"upn": "ada@northwind.example", "seconds": 60})
    portal = sandbox.portal("ada@northwind.example")
    assert portal.get("/tenants/TenantPicker").status_code == 200
    sandbox.control("DELETE", "/sessions/ada@northwind.example")
    assert portal.get("/tenants/TenantPicker").status_code == 401


def test_an_applications_token_does_not_open_the_portal(sandbox: Any) -> None:
    token = sandbox.token("home")
    with sandbox.client("https://security.microsoft.com", Authorization=f"Bearer {token}") as portal:
        assert portal.get("/apiproxy/mtoapi/tenants/TenantPicker").status_code == 401


def test_session_files_are_private_and_the_other_host_serves_too(sandbox: Any) -> None:
    files = sorted((sandbox.folder / "sessions").iterdir())
    assert [file.name.split("@")[0] for file in files] == ["ada", "edsger", "grace", "linus"]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    portal = sandbox.portal("ada@northwind.example")
    assert portal.get("https://mto.security.microsoft.com/apiproxy/mtoapi/tenantGroups").status_code == 200
