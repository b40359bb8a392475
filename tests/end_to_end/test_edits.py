"""What a line of the files changes: exactly the things that it says, shown before and true afterwards."""

ADA, GRACE, LINUS = (
    "guest-5c1e7d20-4f3a-4b8c-9a65-0e2d7c9b1f34",
    "guest-6d2f8e31-504b-4c9d-8b76-1f3e8dac2045",
    "guest-7e309f42-615c-4dae-9c87-204f9ebd3156",
)
LINUS_CAME = "2026-12-01"
GRACE_LEFT = "2035-07-01"
GROUPS = {("updated", "mto-tier1"), ("updated", "mto-tier1-roles")}
BEFORE = ("updated", "fabrikam-before")
PROOF = ("updated", "fabrikam-verification")
LISTS = ("updated", "fabrikam-registration")


def members(world, nickname):
    """The people of a group of fabrikam, by address."""
    (group,) = (g for g in world.objects("fabrikam", "group") if g["mailNickname"] == nickname)
    users = {user["id"]: user["mail"] for user in world.objects("fabrikam", "user")}
    return {users[member].partition("@")[0] for member in group["_members"]}


def guests(world):
    """The guests of fabrikam: object ids by person."""
    users = world.objects("fabrikam", "user")
    return {u["mail"].partition("@")[0]: u["id"] for u in users if u["userType"] == "Guest"}


def not_ok(world):
    """What does not hold, as the outputs tell it; what no application can see is left out."""
    return {f["claim"] for f in world.outputs("fabrikam")["findings"] if f["status"] not in ("ok", "unknown")}


def test_people_join_and_leave(world):
    assert world.mto("up", "fabrikam").code == 0
    assert world.changes("fabrikam") == set()
    joins = {BEFORE, ("created", LINUS), *GROUPS, PROOF}
    assert world.changes("fabrikam", on=LINUS_CAME) == {*joins, LISTS}
    world.edit("tenants/fabrikam.yaml", "permissions:", "registration: {operators: [ada, grace]}\n\npermissions:")
    assert world.changes("fabrikam", on=LINUS_CAME) == joins

    theirs = world.ask("POST", "/tenants/fabrikam/guests", {"address": "linus@northwind.example", "redeemed": True})
    mark = world.mark()
    up = world.mto("up", "fabrikam", on=LINUS_CAME)
    assert up.code == 0, up.out
    assert not [write for write in world.writes(mark) if "invitations" in write]
    assert guests(world)["linus"] == theirs["id"]
    assert members(world, "mto-tier1") == members(world, "mto-tier1-roles") == {"ada", "grace", "linus"}
    assert world.changes("fabrikam", on=LINUS_CAME) == set()

    # grace, whom we made, loses the membership first and then the account
    grace = guests(world)["grace"]
    leaves = {BEFORE, ("deleted", GRACE), *GROUPS, PROOF}
    assert world.changes("fabrikam", on=GRACE_LEFT) == {*leaves, LISTS}
    mark = world.mark()
    up = world.mto("up", "fabrikam", on=GRACE_LEFT)
    assert up.code == 0, up.out
    assert "grace" not in guests(world)
    writes = [write for write in world.writes(mark) if grace in write]
    kinds = ["membership" if "/members/" in write else "account" for write in writes]
    assert kinds == ["membership", "membership", "account"], writes

    # linus, who was there before us, loses the membership and stays a guest
    world.edit("people.yaml", "from: 2026-12-01", "from: 2026-12-01, until: 2035-06-30")
    mark = world.mark()
    up = world.mto("up", "fabrikam", on=GRACE_LEFT)
    assert up.code == 0, up.out
    assert members(world, "mto-tier1") == members(world, "mto-tier1-roles") == {"ada"}
    assert guests(world)["linus"] == theirs["id"]
    assert not [write for write in world.writes(mark) if write.startswith("DELETE /v1.0/users")]

    # and comes back: looked at anew, still not ours, so that destroy leaves the account
    assert world.mto("up", "fabrikam", on=LINUS_CAME).code == 0
    assert world.mto("destroy", "fabrikam", "--yes", on=LINUS_CAME).code == 0
    assert guests(world) == {"linus": theirs["id"]}


def test_a_leaver_is_removed_while_a_claim_is_missing(world):
    assert world.mto("up", "fabrikam").code == 0
    (policy,) = world.objects("fabrikam", "crossTenantPartner")
    world.ask("PATCH", f"/tenants/fabrikam/objects/crossTenantPartner/{policy['tenantId']}", {"inboundTrust": None})
    up = world.mto("up", "fabrikam", on=GRACE_LEFT)
    assert up.code == 1, up.out
    assert "missing   fabrikam: fabrikam.example accepts MFA of northwind.example" in up.out
    assert set(guests(world)) == {"ada", "linus"}
    assert members(world, "mto-tier1") == members(world, "mto-tier1-roles") == {"ada", "linus"}
    assert not_ok(world) == {"cross_tenant_trust/mfa@managed"}


def test_a_new_address_or_name_is_the_same_person(world):
    assert world.mto("up", "fabrikam").code == 0
    before = guests(world)
    lists = world.dump("home")["portal"]

    home = "/tenants/home/objects/user/" + ADA.removeprefix("guest-")
    new = "ada.lovelace@northwind.example"
    world.ask("PATCH", home, {"userPrincipalName": new, "mail": new})
    world.edit("people.yaml", "upn: ada@northwind.example", f"upn: {new}")
    assert world.changes("fabrikam") == {PROOF, LISTS}
    mark = world.mark()
    up = world.mto("up", "fabrikam")
    assert up.code == 0, up.out
    assert world.writes(mark) == []
    assert guests(world) == before
    assert not_ok(world) == set()
    verify = world.mto("verify", "fabrikam")
    assert verify.code == 0, verify.out
    listed = world.dump("home")["portal"]
    assert listed == {new: lists["ada@northwind.example"], "grace@northwind.example": lists["grace@northwind.example"]}

    world.edit("people.yaml", "ada:    {", "lovelace: {")
    assert world.changes("fabrikam") == {PROOF, LISTS}
    mark = world.mark()
    up = world.mto("up", "fabrikam")
    assert up.code == 0, up.out
    assert world.writes(mark) == []
    assert world.finding("fabrikam", "guest_invitations/lovelace")["status"] == "ok"
    world.ask("POST", "/sessions", {"upn": new})
    assert world.mto("destroy", "fabrikam", "--yes").code == 0
    assert guests(world) == {}
    assert world.dump("home")["portal"] == {}


def test_a_role_or_a_switch_changes_itself_and_the_proof_alone(world):
    assert world.mto("up", "fabrikam").code == 0
    role = "{team: tier1, role: Security Operator}"
    world.edit("tenants/fabrikam.yaml", role, role + ", {team: tier1, role: Security Reader}")
    assert world.changes("fabrikam") == {("created", "tier1.security-reader"), PROOF}
    mark = world.mark()
    assert world.mto("up", "fabrikam").code == 0
    assert [write.split("/")[-1] for write in world.writes(mark)] == ["roleAssignments"]

    world.edit("tenants/fabrikam.yaml", role + ", ", "")
    assert world.changes("fabrikam") == {("deleted", "tier1.security-operator"), PROOF}
    mark = world.mark()
    assert world.mto("up", "fabrikam").code == 0
    (write,) = world.writes(mark)
    assert write.startswith("DELETE /v1.0/roleManagement/directory/roleAssignments/")

    world.edit("tenants/fabrikam.yaml", "access:", "trust: {compliant_device: true}\n\naccess:")
    assert world.changes("fabrikam") == {("updated", "fabrikam-partner-policy-managed"), PROOF}
    mark = world.mark()
    assert world.mto("up", "fabrikam").code == 0
    (write,) = world.writes(mark)
    assert write.startswith("PATCH /v1.0/policies/crossTenantAccessPolicy/partners/")
    (policy,) = world.objects("fabrikam", "crossTenantPartner")
    assert policy["inboundTrust"]["isMfaAccepted"] is policy["inboundTrust"]["isCompliantDeviceAccepted"] is True
