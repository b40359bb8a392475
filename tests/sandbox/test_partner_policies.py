"""Cross-tenant access policies: made once, changed by name, inherited where null."""

from typing import Any

PARTNERS = "/v1.0/policies/crossTenantAccessPolicy/partners"


def test_a_second_policy_for_a_partner_is_refused(sandbox: Any, graph: Any) -> None:
    body = {"tenantId": sandbox.id("home"), "inboundTrust": {"isMfaAccepted": True}}
    made = graph.post(PARTNERS, json=body)
    assert made.status_code == 201
    assert made.json()["b2bCollaborationInbound"] is None
    assert sandbox.refusal(graph.post(PARTNERS, json=body)) == (400, "Request_MultipleObjectsWithSameKeyValue")


def test_a_patch_touches_what_it_names(sandbox: Any, graph: Any) -> None:
    home = sandbox.id("home")
    graph.post(PARTNERS, json={"tenantId": home, "inboundTrust": {"isMfaAccepted": True}})
    graph.patch(f"{PARTNERS}/{home}", json={"automaticUserConsentSettings": {"inboundAllowed": True}})
    found = graph.get(f"{PARTNERS}/{home}").json()
    assert found["inboundTrust"]["isMfaAccepted"] is True
    assert found["automaticUserConsentSettings"] == {"inboundAllowed": True, "outboundAllowed": None}
    graph.patch(f"{PARTNERS}/{home}", json={"inboundTrust": None})
    assert graph.get(f"{PARTNERS}/{home}").json()["inboundTrust"] is None


def test_an_unknown_setting_is_refused(sandbox: Any, graph: Any) -> None:
    body = {"tenantId": sandbox.id("home"), "inboundTrust": {"isMfaBeloved": True}}
    assert sandbox.refusal(graph.post(PARTNERS, json=body)) == (400, "BadRequest")


def test_the_stories_of_the_customers(sandbox: Any) -> None:
    woodgrove = sandbox.graph("woodgrove", "verify").get(f"{PARTNERS}/{sandbox.id('home')}").json()
    assert woodgrove["inboundTrust"]["isMfaAccepted"] is False
    default = "/v1.0/policies/crossTenantAccessPolicy/default"
    for stack, service, trusted in (("fabrikam", True, False), ("trey", False, False), ("margie", False, True)):
        found = sandbox.graph(stack, "verify").get(default).json()
        assert (found["isServiceDefault"], found["inboundTrust"]["isMfaAccepted"]) == (service, trusted)
    (group,) = sandbox.graph("lucerne", "verify").get("/v1.0/groups").json()["value"]
    assert (group["mailNickname"], group["description"]) == ("mto-tier1", "Owns the multi-tool")


def test_defender_does_not_answer_without_a_plan(sandbox: Any) -> None:
    graph = sandbox.graph("vanarsdel", "verify")
    assert sandbox.refusal(graph.get("/v1.0/security/incidents"))[0] == 403
    assert graph.post("/v1.0/security/runHuntingQuery", json={"Query": "AlertInfo"}).status_code == 403
