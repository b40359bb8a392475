"""How many calls a run makes, exactly, by kind and by object: one more is a decision that is made in this table.

Replication lag is off, so that nothing is asked twice because it has not arrived yet.
"""

import re
from collections import Counter

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
ROLES = "roleManagement/directory/roleAssignments"

SIGNED_IN = Counter({"sign-in": 5})
"""The plugin's token; metadata and token of our own clients, in both tenants."""
LOOK = {  # verification
    "guest": Counter({"GET users": 1}),
    "group": Counter({"GET groups": 1, "GET groups/…/members": 1}),
    "role": Counter({"GET groups": 1, f"GET {ROLES}": 1}),
    "policy": Counter({"GET partners/…": 1, "GET default": 1}),
    "Defender": Counter({"GET subscribedSkus": 1, "GET security/incidents": 1, "POST security/runHuntingQuery": 1}),
}
PLUGINS_READ = Counter(
    {"GET groups/…": 1, "GET groups/…/members": 1, "GET groups/…/memberOf": 1, "GET groups/…/owners": 1}
)
MADE = {
    "what stood": Counter({"GET policies/authorizationPolicy": 1, "GET policies/b2bManagementPolicies": 1}),
    # before looks, the provider finds; then the account is awaited by a sign-in of its own
    "guest": Counter({"GET users": 2, "POST invitations": 1, "GET users/…": 1, "sign-in": 2}),
    # before looks; the plugin asks for the name, posts, marks, waits, reads
    "group": PLUGINS_READ + Counter({"GET groups": 2, "POST groups": 1, "PATCH groups/…": 2, "GET groups/…": 10}),
    "member": Counter({"POST groups/…/members/$ref": 1}),
    "role": Counter({f"POST {ROLES}": 1, f"GET {ROLES}/…": 4}),
    # before looks; the provider finds, and reads anew just before it writes
    "policy": Counter({"GET partners/…": 3, "GET default": 3, "POST partners": 1}),
    # who had the entry before us; the look; the group to write, the write, the read that shows it
    "operator": Counter({"GET tenants/TenantPicker": 3, "GET tenantGroups": 1, "PUT tenantGroups/…": 1}),
}


def calls(world, *arguments, **options):
    """The calls of an up, by method and object: without ids, versions and queries."""
    mark = world.mark()
    up = world.mto("up", *arguments, **options)
    assert up.code == 0, up.out
    return Counter(_named(request) for request in world.requests(mark))


def _named(request):
    if request["host"].startswith("login."):
        return "sign-in"
    path = ID.sub("…", request["path"].partition("?")[0])
    path = re.sub(r"^/(v1\.0|beta|apiproxy/mtoapi)/(policies/crossTenantAccessPolicy/)?", "", path)
    return f"{request['method']} {path}"


def times(kinds, **numbers):
    """The calls of so many of each kind, and of one of each kind that no number is said for."""
    return sum((_times(kinds[kind], numbers.get(kind.replace(" ", "_"), 1)) for kind in kinds), Counter())


def _times(calls_of_one, number):
    return Counter({call: count * number for call, count in calls_of_one.items()})


def test_calls_of_an_up_from_nothing_of_an_unchanged_one_and_of_edits(new_world):
    world = new_world(lag=False)
    home = _times(MADE["group"], 2) + _times(MADE["member"], 3) + Counter({"sign-in": 3})
    assert calls(world, "home") == home

    fabrikam = {"guest": 2, "group": 2, "member": 4, "role": 1, "policy": 2, "operator": 2}
    assert calls(world, "fabrikam") == times(MADE, **fabrikam) + times(LOOK, **fabrikam) + SIGNED_IN

    contoso = {"guest": 3, "group": 3, "member": 5, "role": 3, "policy": 2, "operator": 3}
    first_list = Counter({"POST tenantGroups": 1})  # edsger has never opened the portal
    found = calls(world, "contoso")
    assert found + Counter({"PUT tenantGroups/…": 1}) == (
        times(MADE, **contoso) + times(LOOK, **contoso) + SIGNED_IN + first_list
    )

    for stack in ("home", "fabrikam", "contoso"):
        assert calls(world, stack) == Counter({"sign-in": 1})  # the plugin's token

    role = "{team: tier1, role: Security Operator}"
    world.edit("tenants/fabrikam.yaml", role, role + ", {team: tier1, role: Security Reader}")
    looks = times(LOOK, guest=2, group=2, role=2, policy=2) + SIGNED_IN
    assert calls(world, "fabrikam") == MADE["role"] + looks

    world.edit("tenants/fabrikam.yaml", "access:", "trust: {compliant_device: true}\n\naccess:")
    changed = Counter({"GET partners/…": 2, "GET default": 2, "PATCH partners/…": 1})
    assert calls(world, "fabrikam") == changed + looks

    joined = (
        MADE["what stood"]
        + MADE["guest"]
        + LOOK["guest"]
        + _times(MADE["member"] + PLUGINS_READ + Counter({"GET groups/…/members": 1, "PATCH groups/…": 1}), 2)
        + MADE["operator"]
        + Counter({"GET tenants/TenantPicker": 2, "GET groups": 2})
    )
    assert calls(world, "fabrikam", on="2026-12-01") == joined + looks
