"""Operators' lists in multitenant management: written once and read back, or filled by hand; nothing else waits."""

from datetime import UTC, datetime

import pytest

FABRIKAM, CONTOSO = "b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d", "a4d6b8c0-1e2f-4a3b-8c5d-6e7f8a9b0c1d"
ADA, GRACE = "ada@northwind.example", "grace@northwind.example"
IDS = {ADA: "5c1e7d20-4f3a-4b8c-9a65-0e2d7c9b1f34", GRACE: "6d2f8e31-504b-4c9d-8b76-1f3e8dac2045"}
PAGE = "https://mto.security.microsoft.com/mtosettings"


def put_on_list(world, upn, *tenants):
    """What an operator does in the portal by hand."""
    (mine,) = (g for g in world.objects("home", "tenantGroup") if g["userId"] == IDS[upn])
    now = datetime.now(UTC).isoformat(timespec="seconds")
    entries = [*mine["exposedTargetTenantsInfo"]]
    entries += [{"name": t[:8], "tenantId": t, "tenantAadEnvironment": 1, "addedOn": now} for t in tenants]
    change = {"exposedTargetTenantsInfo": entries, "allTenantsCount": len(entries)}
    world.ask("PATCH", f"/tenants/home/objects/tenantGroup/{mine['tenantGroupId']}", change)


def states(world):
    """Each operator's state, by name."""
    return {state["operator"]: state for state in world.outputs("fabrikam")["registration"]["states"]}


def words(world):
    """Each operator's state in a word."""
    return {operator: state["state"] for operator, state in states(world).items()}


def list_writes(world, mark):
    """Writes to the portal."""
    return [write for write in world.writes(mark) if "tenantGroups" in write]


def test_the_portals_lists_are_written_once_and_only_ours_is_taken_off(world):
    put_on_list(world, ADA, CONTOSO)
    put_on_list(world, GRACE, FABRIKAM, CONTOSO)
    up = world.mto("up", "fabrikam")
    assert up.code == 0, up.out
    assert len(list_writes(world, 0)) == 1
    assert words(world) == {"ada": "registered", "grace": "registered"}
    assert {operator: state["ours"] for operator, state in states(world).items()} == {"ada": True, "grace": False}
    assert world.dump("home")["portal"] == {ADA: [CONTOSO, FABRIKAM], GRACE: [CONTOSO, FABRIKAM]}

    # grace must redeem by hand from now on, and has not: the portal still lists the tenant, and says that it is lost
    world.ask("POST", "/tenants/fabrikam/redeem", {"address": ADA})
    world.edit("tenants/fabrikam.yaml", "access:", "trust: {automatic_redemption: false}\n\naccess:")
    up = world.mto("up", "fabrikam")
    assert up.code == 0, up.out
    assert "pending   fabrikam: grace is a guest of fabrikam.example" in up.out
    assert words(world) == {"ada": "registered", "grace": "lost access"}
    shown = world.mto("registration", "fabrikam")
    assert shown.code == 1, shown.out
    assert "lost access" in shown.out
    assert f"{GRACE} signs in at https://security.microsoft.com/?tid={FABRIKAM}" in shown.out

    # grace's session ends: the rest goes on, and her list keeps what she had put there herself
    world.ask("DELETE", f"/sessions/{GRACE}?file=remove")
    destroy = world.mto("destroy", "fabrikam", "--yes")
    assert destroy.code == 0, destroy.out
    assert world.dump("home")["portal"] == {ADA: [CONTOSO], GRACE: [CONTOSO, FABRIKAM]}


def test_a_write_that_fails_is_shown_and_never_repeated(world):
    put_on_list(world, GRACE, *(f"00000000-0000-4000-8000-{n:012}" for n in range(100)))
    refused = {"path": "/tenantGroups/", "method": "PUT", "status": 500, "body": {"message": "Out of order."}}
    world.fault(**refused, count=None)
    mark = world.mark()
    up = world.mto("up", "fabrikam")
    assert up.code == 0, up.out
    assert len(list_writes(world, mark)) == 1
    found = states(world)
    assert words(world) == {"ada": "pending", "grace": "pending"}
    assert "the portal did not take it" in found["ada"]["detail"]
    assert "the portal did not take it" in world.mto("registration", "fabrikam").out
    assert "500" in found["ada"]["detail"]
    assert PAGE in " ".join(found["ada"]["steps"])
    assert "holds 100 tenants, and multitenant management takes 100" in found["grace"]["detail"]
    mark = world.mark()
    again = world.mto("up", "fabrikam")
    assert again.code == 0, again.out
    assert world.writes(mark) == []
    assert "10 unchanged" in again.out

    # they are put on the lists by hand; the next up sees it
    world.ask("DELETE", "/faults")
    put_on_list(world, ADA, FABRIKAM)
    mark = world.mark()
    up = world.mto("up", "fabrikam")
    assert up.code == 0, up.out
    assert words(world) == {"ada": "registered", "grace": "pending"}
    assert world.writes(mark) == []
    assert world.mto("destroy", "fabrikam", "--yes").code == 0


def test_a_write_whose_answer_is_lost_is_read_back(world):
    world.fault(path="/tenantGroups/", method="PUT", drop=True, after=True, count=1)
    up = world.mto("up", "fabrikam")
    assert up.code == 0, up.out
    assert words(world) == {"ada": "registered", "grace": "registered"}
    assert len(list_writes(world, 0)) == 2
    assert world.mto("destroy", "fabrikam", "--yes").code == 0
    assert world.dump("home")["portal"] == {}


@pytest.fixture
def by_hand(new_world):
    """A world where operators fill their lists themselves."""
    return new_world(method="manual")


def test_by_hand_steps_are_shown_and_seen_when_done(by_hand):
    world = by_hand
    before = world.dumps("home", "fabrikam")
    up = world.mto("up", "fabrikam")
    assert up.code == 0, up.out
    assert words(world) == {"ada": "pending", "grace": "pending"}
    for part in (PAGE, "Add tenants, choose Fabrikam (b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d), Add tenant", ADA, GRACE):
        assert part in up.out
        assert part in world.mto("registration", "fabrikam").out
    put_on_list(world, ADA, FABRIKAM)
    world.ask("DELETE", f"/sessions/{GRACE}")
    up = world.mto("up", "fabrikam")
    assert up.code == 0, up.out
    assert words(world) == {"ada": "registered", "grace": "unknown"}
    assert "no longer takes the session of grace@northwind.example" in states(world)["grace"]["detail"]

    # files that say themselves that they are over, or are not there at all, block nothing either
    world.ask("POST", "/sessions", {"upn": GRACE, "seconds": -60})
    up = world.mto("up", "fabrikam")
    assert up.code == 0, up.out
    assert "the session of grace@northwind.example expired on" in states(world)["grace"]["detail"]
    up = world.mto("up", "fabrikam", MTO_PORTAL_SESSIONS=None)
    assert up.code == 0, up.out
    assert words(world) == {"ada": "unknown", "grace": "unknown"}
    assert "no folder of portal sessions is named" in states(world)["grace"]["detail"]
    assert list_writes(world, 0) == []
    destroy = world.mto("destroy", "fabrikam", "--yes", MTO_PORTAL_SESSIONS=None)
    assert destroy.code == 0, destroy.out
    after = world.dumps("home", "fabrikam")
    assert after["home"].pop("portal") == {ADA: [FABRIKAM]}
    assert before["home"].pop("portal") == {}
    assert after == before


def test_destroy_says_whose_list_still_holds_the_tenant_where_no_session_lets_us_remove_it(world):
    assert world.mto("up", "home", "fabrikam").code == 0
    world.ask("DELETE", "/sessions/ada@northwind.example?file=remove")
    destroyed = world.mto("destroy", "--yes", "fabrikam")
    assert destroyed.code == 0, destroyed.out
    assert "may still be on the list of ada@northwind.example" in destroyed.out
    assert "list of grace" not in destroyed.out
