"""A pipeline as a customer runs it: the real plugins' waits, replication lag, no session, a reader for previews."""

GRACE_LEFT = "2035-07-01"


def test_a_pipeline_removes_a_leaver_while_a_claim_is_missing(new_world):
    world = new_world(wait_factor=1, lag=True, method="manual")
    alone = {"MTO_PORTAL_SESSIONS": None}
    preview = world.mto("preview", "home", "fabrikam", **alone, **world.reader())
    assert preview.code == 0, preview.out
    assert world.writes() == []
    up = world.mto("up", "home", "fabrikam", **alone)
    assert up.code == 0, up.out
    for part in (
        "Sign in as ada@northwind.example at https://mto.security.microsoft.com/mtosettings",
        "Add tenants, choose Fabrikam (b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d), Add tenant",
    ):
        assert part in up.out
    (policy,) = world.objects("fabrikam", "crossTenantPartner")
    world.ask("PATCH", f"/tenants/fabrikam/objects/crossTenantPartner/{policy['tenantId']}", {"inboundTrust": None})

    leaves = {**alone, "on": GRACE_LEFT}
    assert ("deleted", "guest-6d2f8e31-504b-4c9d-8b76-1f3e8dac2045") in world.changes(
        "fabrikam", **leaves, **world.reader()
    )
    up = world.mto("up", "home", "fabrikam", **leaves)
    assert up.code == 1, up.out
    assert "missing   fabrikam: fabrikam.example accepts MFA of northwind.example" in up.out
    people = {user["mail"] for user in world.objects("fabrikam", "user") if user["userType"] == "Guest"}
    assert people == {"ada@northwind.example", "linus@northwind.example"}
    mark = world.mark()
    again = world.mto("up", "home", "fabrikam", **leaves)
    assert again.code == 1, again.out
    assert world.writes(mark) == []
    assert [line.split()[2] for line in again.lines[:2]] == ["unchanged", "unchanged"], again.out
    assert "missing   fabrikam: fabrikam.example accepts MFA of northwind.example" in again.out
