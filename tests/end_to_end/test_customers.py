"""Tenants that are not ready, each in its own way: what a person is told, and that nothing was written before."""

import pytest

REFUSED = {
    "proseware": (
        "proseware, managed side, invitations",
        "the tenant lets no application invite: allowInvitesFrom is adminsAndGuestInviters.",
        "An administrator of the tenant opens Entra, External collaboration settings, Guest invite settings",
    ),
    "alpine": (
        "alpine, managed side, invitations",
        "the tenant takes no guests of this domain: ada@northwind.example, grace@northwind.example.",
        "An administrator of the tenant opens Entra, External collaboration settings, Collaboration restrictions",
    ),
    "woodgrove": (
        "woodgrove, managed side, partner policy",
        "exists already and is not ours: inboundTrust.isMfaAccepted is false (partner policy)",
        "Set `adopt: true` under `trust` in woodgrove.yaml to take it over.",
    ),
    "lucerne": (
        "lucerne, managed side, group mto-tier1",
        "exists already and is not ours",
        "description “Owns the multi-tool”",
        "Have it renamed or deleted by a Groups Administrator of the tenant, or rename the team in home.yaml.",
    ),
    "relecloud": (
        "relecloud, sign-in",
        "is unknown in the tenant: nobody there has consented to it. (AADSTS700016)",
        "A Privileged Role Administrator of the tenant consents at",
        "https://login.microsoftonline.com/6f5183ac-c9da-4fe6-9708-192aa4b5c6d7/",
    ),
}


@pytest.fixture
def lists(world):
    """What operators' lists hold of a tenant."""

    def of(stack):
        id_ = world.dump(stack)["tenant"]["id"]
        return [upn for upn, listed in world.dump("home")["portal"].items() if id_ in listed]

    return of


def test_what_up_would_refuse_is_named_by_preview_and_stops_that_tenant_alone(world, lists):
    for stack in REFUSED:
        world.onboard(stack)
    preview = world.mto("preview", *REFUSED, **world.reader())
    assert preview.code == 1, preview.out
    up = world.mto("up", *REFUSED, "fabrikam")
    assert up.code == 1, up.out
    for stack, parts in REFUSED.items():
        assert [part for part in parts if part not in preview.out or part not in up.out] == [], up.out
        assert world.writes(tenant=world.dump(stack)["tenant"]["id"]) == []
        assert lists(stack) == []
    assert len(world.objects("home", "crossTenantPartner")) == 1
    assert lists("fabrikam") == ["ada@northwind.example", "grace@northwind.example"]
    assert [line for line in up.lines if line.startswith("fabrikam ") and "10 created" in line], up.out


def test_a_strangers_policy_is_adopted_where_the_file_says_so_and_set_back(world):
    world.onboard("woodgrove", "trust: {adopt: true, compliant_device: true}")
    before = world.dumps("home", "woodgrove")
    up = world.mto("up", "woodgrove")
    assert up.code == 0, up.out
    (policy,) = world.objects("woodgrove", "crossTenantPartner")
    assert policy["inboundTrust"] == {
        "isMfaAccepted": True,
        "isCompliantDeviceAccepted": True,
        "isHybridAzureADJoinedDeviceAccepted": False,
    }
    destroy = world.mto("destroy", "woodgrove", "--yes")
    assert destroy.code == 0, destroy.out
    assert world.dumps("home", "woodgrove") == before


def test_defaults_guests_and_licences_of_customers(world):
    """fourthcoffee: ada is a guest already; trey: a default that trusts nothing; margie: one that trusts everybody;
    vanarsdel: no licence, and Defender does not answer."""
    stacks = ("fourthcoffee", "trey", "margie", "vanarsdel")
    for stack in stacks:
        world.onboard(stack)
    before = world.dumps("home", *stacks)
    up = world.mto("up", *stacks)
    assert up.code == 1, up.out

    ada = next(u for u in before["fourthcoffee"]["objects"]["user"] if u["mail"] == "ada@northwind.example")
    assert ada["id"] in world.finding("fourthcoffee", "guest_invitations/ada")["evidence"]
    trey = world.finding("trey", "cross_tenant_trust/mfa@managed")
    assert trey["evidence"] == "partner policy of trey.example: inboundTrust.isMfaAccepted is true"

    licence = world.finding("vanarsdel", "access_verification/licence")
    assert (licence["status"], licence["gates"]) == ("missing", False)
    assert "none of 1 usable licences carries a plan of Defender XDR" in licence["evidence"]
    assert licence["owner"] == "a Billing Administrator of vanarsdel.example"
    assert licence["link"].startswith("https://admin.microsoft.com/")
    for claim in ("incidents", "hunting"):
        finding = world.finding("vanarsdel", f"access_verification/{claim}")
        assert (finding["status"], finding["gates"], finding["could_look"]) == ("unknown", True, True)
        assert "not provisioned for Microsoft Defender XDR" in finding["evidence"]
    states = world.outputs("vanarsdel")["registration"]["states"]
    assert {state["state"] for state in states} == {"pending"}
    assert all("waits for: Defender of vanarsdel.example answers" in state["detail"] for state in states)

    world.write("tenants/margie.yaml", world.read("tenants/margie.yaml") + "trust: {automatic_redemption: false}\n")
    assert world.mto("up", "margie").code == 0
    margie = world.finding("margie", "guest_invitations/ada")
    assert (margie["status"], margie["owner"]) == ("pending", "ada@northwind.example")
    assert "redeem_links" in margie["remedy"]

    destroy = world.mto("destroy", *stacks, "--yes")
    assert destroy.code == 0, destroy.out
    assert world.dumps("home", *stacks) == before
