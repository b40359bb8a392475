"""Profiles: mappings merge, lists add up, a tenant's own value wins."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.inventory.conftest import Files


def test_lists_add_up_the_profiles_first(files: "Files") -> None:
    roles = files.load().tenants["contoso"].permissions.entra_roles
    assert roles.of("tier1") == ("Security Reader", "Directory Readers", "Security Operator")


def test_mappings_merge_and_the_tenants_own_value_wins(files: "Files") -> None:
    files.edit("tenants/contoso.yaml", "on_destroy: keep", "retention_days: 30\n  on_destroy: delete")
    sentinel = files.load().tenants["contoso"].sentinel
    assert sentinel is not None
    assert (sentinel.retention_days, sentinel.region, sentinel.on_destroy) == (30, "westeurope", "delete")
    assert sentinel.connectors == ("defender-xdr", "entra-id-protection", "office-365")


def test_a_later_profile_wins_over_an_earlier_one(files: "Files") -> None:
    files.write("profiles/silver.yaml", "sentinel: {retention_days: 180, connectors: [defender-for-cloud]}\n")
    files.edit("tenants/contoso.yaml", "profiles: [gold]", "profiles: [gold, silver]")
    assert files.problems() == []
    sentinel = files.load().tenants["contoso"].sentinel
    assert sentinel is not None
    assert sentinel.retention_days == 180
    assert sentinel.connectors[-1] == "defender-for-cloud"


def test_values_know_where_they_came_from(files: "Files") -> None:
    places = files.load().places("contoso")
    assert {
        path: str(places[path]).removeprefix(f"{files.folder}/")
        for path in (
            "sentinel.retention_days",
            "sentinel.region",
            "permissions.entra_roles[0].role",
            "permissions.entra_roles[2].role",
        )
    } == {
        "sentinel.retention_days": "profiles/gold.yaml:14:19",
        "sentinel.region": "tenants/contoso.yaml:31:11",
        "permissions.entra_roles[0].role": "profiles/gold.yaml:8:27",
        "permissions.entra_roles[2].role": "tenants/contoso.yaml:25:27",
    }
    assert "trust.adopt" not in places


def test_a_problem_of_a_profile_is_told_once_and_stops_those_who_use_it(files: "Files") -> None:
    files.edit("profiles/gold.yaml", "retention_days: 90", "retention_days: ninety")
    files.edit("tenants/wingtip.yaml", "\naccess:", "\nprofiles: [gold]\n\naccess:")
    inventory = files.load()
    assert [problem.field for problem in inventory.problems] == ["sentinel.retention_days"]
    assert [stack for stack in inventory.stacks if inventory.problems_of(stack)] == ["contoso", "wingtip"]


def test_a_profile_that_cannot_be_read_stops_those_who_use_it(files: "Files") -> None:
    files.write("profiles/gold.yaml", "access: [")
    inventory = files.load()
    assert [stack for stack in inventory.stacks if inventory.problems_of(stack)] == ["contoso"]


def test_a_profile_that_nobody_uses_is_judged_and_stops_nobody(files: "Files") -> None:
    files.write("profiles/new.yaml", "trust: {mfa: maybe}\ntenant: {name: x}\n")
    assert [line.split(": ")[0] for line in files.problems()] == [
        "profiles/new.yaml:1:14 trust.mfa",
        "profiles/new.yaml:2:1 tenant",
    ]
    inventory = files.load()
    assert not any(inventory.problems_of(stack) for stack in inventory.stacks)


def test_a_profile_leaves_values_to_tenants_but_items_of_its_lists_are_whole(files: "Files") -> None:
    files.write("profiles/new.yaml", "sentinel: {on_destroy: keep}\npermissions: {entra_roles: [{team: tier1}]}\n")
    assert files.problems() == [
        "profiles/new.yaml:2:29 permissions.entra_roles[0].role: `role` is missing. Write `role: …`."
    ]
