"""The control interface: what it can do, and what it never tells."""

import json
from typing import Any


def test_a_reset_sets_everything_back_to_the_last_byte(sandbox: Any, invite: Any) -> None:
    sandbox.control("POST", "/reset")
    before = sandbox.control("GET", "/dump")
    invite("ada@northwind.example")
    sandbox.control("DELETE", "/tenants/contoso/consents/deploy")
    assert sandbox.control("GET", "/dump") != before
    sandbox.control("POST", "/reset")
    assert sandbox.control("GET", "/dump") == before


def test_a_dump_shows_deleted_objects_apart(sandbox: Any, graph: Any, invite: Any) -> None:
    before = sandbox.control("GET", "/dump?tenant=fabrikam")["fabrikam"]
    graph.delete(f"/v1.0/users/{invite('ada@northwind.example')}")
    after = sandbox.control("GET", "/dump?tenant=fabrikam")["fabrikam"]
    assert after["objects"] == before["objects"]
    assert [user["mail"] for user in after["deleted"]["user"]] == ["ada@northwind.example"]


def test_the_log_tells_who_asked_what_and_no_secret(sandbox: Any, graph: Any) -> None:
    mark = sandbox.control("GET", "/status")["mark"]
    graph.get("/v1.0/users?$top=1")
    (entry,) = sandbox.control("GET", f"/log?since={mark}")["value"]
    assert (entry["method"], entry["host"], entry["path"]) == ("GET", "graph.microsoft.com", "/v1.0/users?$top=1")
    assert (entry["status"], entry["tenant"]) == (200, sandbox.id("fabrikam"))
    known = [value for values in sandbox.control("GET", "/secrets").values() for value in values]
    assert len(known) > 10
    told = json.dumps(sandbox.control("GET", "/log")) + (sandbox.folder / "requests.jsonl").read_text()
    assert not [value for value in known if value in told]


def test_every_secret_handed_out_is_known(sandbox: Any, invite: Any) -> None:
    invite("ada@northwind.example")
    assert {"client secret", "access token", "portal cookie", "redeem ticket"} <= set(
        sandbox.control("GET", "/secrets")
    )


def test_the_customer_changes_anything_and_readers_see_it_at_once(sandbox: Any, graph: Any) -> None:
    sandbox.control("POST", "/lag", {"seconds": 5})
    body = {"displayName": "mto-tier1", "mailNickname": "mto-tier1"}
    group = sandbox.control("POST", "/tenants/fabrikam/objects/group", body)
    path = f"/tenants/fabrikam/objects/group/{group['id']}"
    assert graph.get(f"/v1.0/groups/{group['id']}").status_code == 200
    user = sandbox.control("POST", "/tenants/fabrikam/objects/user", {"displayName": "Eve"})
    sandbox.control("PATCH", path, {"_members": [user["id"]]})
    assert len(graph.get(f"/v1.0/groups/{group['id']}/members").json()["value"]) == 1
    sandbox.control("DELETE", path)
    sandbox.control("POST", "/lag", {"seconds": 0})
    assert graph.get(f"/v1.0/groups/{group['id']}").status_code == 404


def test_a_single_permission_is_taken_and_given(sandbox: Any) -> None:
    sandbox.control("DELETE", "/tenants/fabrikam/consents/verify?permission=User.Read.All")
    assert sandbox.graph("fabrikam", "verify").get("/v1.0/users").status_code == 403
    sandbox.control("POST", "/tenants/fabrikam/consents/verify", {"permissions": ["User.Read.All"]})
    assert sandbox.graph("fabrikam", "verify").get("/v1.0/users").status_code == 200


def test_the_clock_is_set_and_runs_on(sandbox: Any) -> None:
    assert sandbox.control("POST", "/clock", {"set": "2027-01-01T00:00:00+00:00"})["time"].startswith("2027-01-01")
    assert sandbox.control("GET", "/status")["time"].startswith("2027-01-01")
    assert not sandbox.control("POST", "/clock", {"true": True})["time"].startswith("2027-01-01T00:0")
