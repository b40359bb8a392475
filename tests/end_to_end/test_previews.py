"""Looking ahead: a preview writes nothing, needs no more than the reader's permissions, and finds drift when asked."""

VERIFY = "2e9f6a10-83c7-4d5b-b1e4-60d8c3a7f512"
"""The app that only reads, as home.yaml says."""
MANAGED = "fabrikam-partner-policy-managed"
PROOF = ("updated", "fabrikam-verification")
"""Its findings say what was lost."""


def test_a_preview_writes_nothing_and_reads_as_the_reader(world):
    reader = world.reader()
    everything = {"fabrikam-before", MANAGED, "mto-tier1", "tier1.security-operator", "fabrikam-registration"}
    assert everything <= {name for did, name in world.changes("fabrikam", **reader) if did == "created"}
    assert world.mto("up", "fabrikam").code == 0
    mark = world.mark()
    joins = world.changes("fabrikam", on="2026-12-01", **reader)
    assert ("updated", "fabrikam-before") in joins
    assert world.changes("fabrikam", "--refresh", **reader) == set()
    plain = world.pulumi("preview", "-s", "fabrikam", "--expect-no-changes", **{**reader, "ARM_CLIENT_ID": VERIFY})
    assert plain.code == 0, plain.out
    assert world.mto("verify", "fabrikam", **reader).code == 0
    assert world.writes(mark) == []
    assert {r["app"] for r in world.requests(mark) if r["host"] == "graph.microsoft.com"} == {VERIFY}


def test_a_change_behind_its_back_is_shown_by_refresh_and_repaired(world):
    before = world.dumps("home", "fabrikam")
    assert world.mto("up", "fabrikam").code == 0
    good = world.dumps("home", "fabrikam")
    (policy,) = world.objects("fabrikam", "crossTenantPartner")
    at = f"/tenants/fabrikam/objects/crossTenantPartner/{policy['tenantId']}"
    world.ask("PATCH", at, {"inboundTrust": {**policy["inboundTrust"], "isMfaAccepted": False}})
    assert world.changes("fabrikam") == set()
    assert world.changes("fabrikam", "--refresh") == {("updated", MANAGED), PROOF}
    shown = world.mto("preview", "fabrikam", "--refresh")
    (line,) = (line for line in shown.lines if MANAGED in line)
    assert line.split()[-1] == "mfa"
    up = world.mto("up", "fabrikam", "--refresh")
    assert up.code == 0, up.out
    assert world.finding("fabrikam", "cross_tenant_trust/mfa@managed")["status"] == "ok"
    assert world.dumps("home", "fabrikam") == good

    # a member who was added by hand, a guest who was removed by hand
    (group,) = (g for g in world.objects("fabrikam", "group") if g["mailNickname"] == "mto-tier1")
    users = {user["displayName"].lower(): user["id"] for user in world.objects("fabrikam", "user")}
    at = f"/tenants/fabrikam/objects/group/{group['id']}"
    world.ask("PATCH", at, {"_members": [*group["_members"], users["omar"]]})
    assert world.changes("fabrikam", "--refresh") == {("updated", "mto-tier1"), PROOF}
    grace = world.finding("fabrikam", "guest_invitations/grace")["evidence"].split()[1].strip(",")
    world.ask("DELETE", f"/tenants/fabrikam/objects/user/{grace}")
    refreshed = world.pulumi("refresh", "--yes", "-s", "fabrikam")
    assert refreshed.code == 0, refreshed.out
    assert grace not in {
        resource.get("outputs", {}).get("user_id") for resource in world.state("fabrikam")["resources"]
    }
    plain = world.pulumi("up", "--yes", "-s", "fabrikam")
    assert plain.code == 0, plain.out
    assert {f["status"] for f in world.outputs("fabrikam")["findings"]} == {"ok", "unknown"}

    links = world.pulumi("stack", "output", "redeem_links", "-s", "fabrikam")
    assert links.out.strip() == "[secret]"
    destroy = world.pulumi("destroy", "--yes", "-s", "fabrikam")
    assert destroy.code == 0, destroy.out
    assert world.dumps("home", "fabrikam") == before
