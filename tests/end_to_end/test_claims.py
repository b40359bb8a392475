"""Every claim broken from outside, one by one: what is seen, whose it is to mend, and how.

Everything is broken by the customer's own hands (the sandbox's control interface), never through a client of ours.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

BLOCKED = {"accessType": "blocked", "targets": [{"target": "AllUsers", "targetType": "user"}]}
US, FABRIKAM = "0f3a1c52-6d0e-4b57-9c1e-2a7f5b8d4e10", "b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d"
Break = Callable[..., AbstractContextManager[None]]


@contextmanager
def changed(world, tenant, kind, key, **properties) -> Iterator[None]:
    """An object with other properties, for a while."""
    at = f"/tenants/{tenant}/objects/{kind}/{key}"
    was = world.ask("GET", at)
    world.ask("PATCH", at, properties)
    yield
    world.ask("PATCH", at, was)


@contextmanager
def deleted(world, tenant, kind, key) -> Iterator[None]:
    """An object away, for a while."""
    at = f"/tenants/{tenant}/objects/{kind}"
    was = world.ask("GET", f"{at}/{key}")
    world.ask("DELETE", f"{at}/{key}")
    yield
    world.ask("POST", at, was)


@contextmanager
def revoked(world, tenant, permission) -> Iterator[None]:
    """A permission of our application taken back, for a while."""
    world.ask("DELETE", f"/tenants/{tenant}/consents/deploy?permission={permission}")
    yield
    world.ask("POST", f"/tenants/{tenant}/consents/deploy", {"permissions": [permission]})


@contextmanager
def failing(world, path, status) -> Iterator[None]:
    """A path of Graph that answers with an error, for a while."""
    body = {"error": {"code": "Forbidden", "message": "Not today."}}
    fault = world.ask("POST", "/faults", {"path": path, "status": status, "body": body, "count": None})
    yield
    world.ask("DELETE", f"/faults/{fault['id']}")


def guest(world, person):
    """The object id of a person in fabrikam."""
    users = world.objects("fabrikam", "user")
    return next(user["id"] for user in users if user["mail"] == f"{person}@northwind.example")


def stranger(world):
    """The object id of somebody of fabrikam."""
    return next(user["id"] for user in world.objects("fabrikam", "user") if user["userType"] == "Member")


def group(world, nickname):
    """A group of fabrikam."""
    return next(group for group in world.objects("fabrikam", "group") if group["mailNickname"] == nickname)


def members(world, nickname, *more, without=()):
    """A group of fabrikam with other members, for a while."""
    found = group(world, nickname)
    listed = [member for member in [*found["_members"], *more] if member not in without]
    return changed(world, "fabrikam", "group", found["id"], _members=listed)


def switch(world, tenant, partner, setting, **switches):
    """A switch of a partner policy set otherwise, for a while."""
    policy = world.ask("GET", f"/tenants/{tenant}/objects/crossTenantPartner/{partner}")
    return changed(world, tenant, "crossTenantPartner", partner, **{setting: {**policy[setting], **switches}})


def role(world):
    """The assignment of our role in fabrikam."""
    held = group(world, "mto-tier1-roles")["id"]
    return next(a["id"] for a in world.objects("fabrikam", "roleAssignment") if a["principalId"] == held)


def default(world, tenant, setting):
    """The default policy of a tenant blocks people, for a while."""
    scopes = world.ask("GET", f"/tenants/{tenant}/objects/crossTenantDefault/default")[setting]
    return changed(world, tenant, "crossTenantDefault", "default", **{setting: {**scopes, "usersAndGroups": BLOCKED}})


REFRESH = "Run `mto up --refresh fabrikam`"
CASES: dict[str, tuple[Break, str, str, tuple[str, ...]]] = {
    "AppConsented, managed side": (
        lambda w: revoked(w, "fabrikam", "ThreatHunting.Read.All"),
        "consent/managed",
        "missing",
        ("lacks ThreatHunting.Read.All", "a Privileged Role Administrator of fabrikam.example", f"{FABRIKAM}/"),
    ),
    "AppConsented, home side": (
        lambda w: revoked(w, "home", "Policy.ReadWrite.CrossTenantAccess"),
        "consent/home",
        "missing",
        ("lacks Policy.ReadWrite.CrossTenantAccess", "a Privileged Role Administrator of northwind.example", f"{US}/"),
    ),
    "GuestArrived, gone": (
        lambda w: deleted(w, "fabrikam", "user", guest(w, "ada")),
        "guest_invitations/ada",
        "missing",
        ("no guest answers to ada@northwind.example", "a User Administrator of fabrikam.example", REFRESH),
    ),
    "GuestArrived, blocked": (
        lambda w: changed(w, "fabrikam", "user", guest(w, "ada"), accountEnabled=False),
        "guest_invitations/ada",
        "missing",
        ("is blocked from signing in", "a User Administrator of fabrikam.example"),
    ),
    "GuestArrived, asked for consent": (
        lambda w: switch(w, "home", FABRIKAM, "automaticUserConsentSettings", outboundAllowed=False),
        "guest_invitations/ada",
        "pending",
        ("has not redeemed the invitation", "ada@northwind.example", "redeem_links"),
    ),
    "TeamGroupHolds, lacks": (
        lambda w: members(w, "mto-tier1", without=[guest(w, "grace")]),
        "guest_invitations/group mto-tier1",
        "missing",
        ("lacks grace", "a Groups Administrator of fabrikam.example", REFRESH),
    ),
    "TeamGroupHolds, surplus": (
        lambda w: members(w, "mto-tier1", stranger(w)),
        "guest_invitations/group mto-tier1",
        "missing",
        ("besides", "a Groups Administrator of fabrikam.example", REFRESH),
    ),
    "TeamGroupHolds, no longer ours": (
        lambda w: changed(w, "fabrikam", "group", group(w, "mto-tier1")["id"], description="Taken over"),
        "guest_invitations/group mto-tier1",
        "missing",
        ("0 groups have this nickname and our mark", "a Groups Administrator of fabrikam.example"),
    ),
    "SwitchOn, MFA": (
        lambda w: switch(w, "fabrikam", US, "inboundTrust", isMfaAccepted=False),
        "cross_tenant_trust/mfa@managed",
        "missing",
        ("partner policy of fabrikam.example: inboundTrust.isMfaAccepted is false", "Security Administrator", REFRESH),
    ),
    "SwitchOn, redemption at the managed tenant": (
        lambda w: switch(w, "fabrikam", US, "automaticUserConsentSettings", inboundAllowed=False),
        "cross_tenant_trust/redeem_inbound@managed",
        "missing",
        ("automaticUserConsentSettings.inboundAllowed is false", "of fabrikam.example with Security Administrator"),
    ),
    "SwitchOn, redemption at home": (
        lambda w: deleted(w, "home", "crossTenantPartner", FABRIKAM),
        "cross_tenant_trust/redeem_outbound@home",
        "missing",
        ("default policy of northwind.example", "of northwind.example with Security Administrator", REFRESH),
    ),
    "Collaborates, managed side": (
        lambda w: default(w, "fabrikam", "b2bCollaborationInbound"),
        "cross_tenant_trust/collaboration@managed",
        "missing",
        ("default policy: b2bCollaborationInbound.usersAndGroups stops 2 of 2 people", "of fabrikam.example"),
    ),
    "Collaborates, home side": (
        lambda w: default(w, "home", "b2bCollaborationOutbound"),
        "cross_tenant_trust/collaboration@home",
        "missing",
        ("default policy: b2bCollaborationOutbound.usersAndGroups stops 2 of 2", "`collaboration: teams`"),
    ),
    "RoleGroupHolds": (
        lambda w: members(w, "mto-tier1-roles", without=[guest(w, "ada")]),
        "directory_roles/group mto-tier1-roles",
        "missing",
        ("lacks ada", "a Groups Administrator of fabrikam.example", REFRESH),
    ),
    "RoleHeld": (
        lambda w: deleted(w, "fabrikam", "roleAssignment", role(w)),
        "directory_roles/tier1 Security Operator",
        "missing",
        ("does not hold it", "a Privileged Role Administrator of fabrikam.example", REFRESH),
    ),
    "DefenderLicensed": (
        lambda w: changed(
            w,
            "fabrikam",
            "subscribedSku",
            w.objects("fabrikam", "subscribedSku")[0]["id"],
            capabilityStatus="Suspended",
        ),
        "access_verification/licence",
        "missing",
        ("none of 0 usable licences", "a Billing Administrator of fabrikam.example", "https://admin.microsoft.com/"),
    ),
    "IncidentsAnswer": (
        lambda w: failing(w, "/security/incidents", 403),
        "access_verification/incidents",
        "unknown",
        ("Not today.", "ask its administrator"),
    ),
    "HuntingAnswers": (
        lambda w: failing(w, "/security/runHuntingQuery", 403),
        "access_verification/hunting",
        "unknown",
        ("Not today.", "ask its administrator"),
    ),
}


def looked(world):
    """What `mto verify` sees of fabrikam, by claim, and its exit code."""
    done = world.mto("verify", "fabrikam", "--json")
    return {finding["claim"]: finding for finding in json.loads(done.out)["findings"]["fabrikam"]}, done.code


def test_each_claim_that_is_broken_is_seen_with_owner_and_remedy(world, subtests_of):
    assert world.mto("up", "fabrikam").code == 0
    for name, (broken, claim, status, parts) in CASES.items():
        with broken(world):
            found, code = looked(world)
        seen = found[claim]
        told = " ".join(str(value) for value in seen.values())
        with subtests_of(name):
            assert seen["status"] == status, seen
            assert [part for part in parts if part not in told] == [], seen
            assert seen["owner"]
            assert seen["remedy"]
            assert seen["lost"] or status != "missing", seen
            assert code == 1, found
    found, code = looked(world)
    assert code == 0, found
    hidden = found.pop("access_verification/what the portal shows")
    assert (hidden["status"], hidden["gates"], hidden["could_look"]) == ("unknown", False, False)
    assert {finding["status"] for finding in found.values()} == {"ok"}


def test_what_is_missing_later_never_takes_registration_back(world):
    assert world.mto("up", "fabrikam").code == 0
    lists = world.dump("home")["portal"]
    with revoked(world, "fabrikam", "ThreatHunting.Read.All"):
        up = world.mto("up", "fabrikam", "--refresh")
        assert up.code == 1, up.out
        assert "missing   fabrikam: our application may do its work in fabrikam.example" in up.out
        assert up.out.count("lacks ThreatHunting.Read.All") == 1, up.out
        assert "unknown   fabrikam: Defender of fabrikam.example answers a hunting query" in up.out
        again = world.mto("up", "fabrikam")
        assert again.code == 1, again.out
        assert "unchanged" in again.lines[0]
        states = {state["state"] for state in world.outputs("fabrikam")["registration"]["states"]}
        assert states == {"registered"}
        assert world.dump("home")["portal"] == lists
    mended = world.mto("up", "fabrikam")
    assert mended.code == 0, mended.out


@pytest.fixture
def subtests_of():
    """Names the case of a failed assertion."""

    @contextmanager
    def case(name: str) -> Iterator[None]:
        try:
            yield
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from None

    return case
