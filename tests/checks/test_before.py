from collections.abc import Callable

from mto.checks.before import GroupLook, GuestLook, PolicyLook, looks_from_json, looks_to_json
from mto.checks.claim import Sides
from mto.checks.standing import look_at_what_stands, looks_of
from mto.inventory.inventory import Inventory
from tests.checks.cloud import HOME, Cloud
from tests.checks.files import ADA, ADA_ID, BOTH_TEAMS, GRACE_ID, PEOPLE


def test_looks_come_back_equal_from_json(files: Callable[..., Inventory]) -> None:
    looks = looks_of(files(fabrikam=BOTH_TEAMS + "trust: {adopt: true}\n"), "fabrikam")
    assert looks_from_json(looks_to_json(looks)) == looks
    assert {type(look) for look in looks} == {GuestLook, PolicyLook, GroupLook}


def test_keys_name_people_by_id_policies_by_side_groups_by_nickname(files: Callable[..., Inventory]) -> None:
    assert [look.key for look in looks_of(files(), "fabrikam")] == [
        f"guest/{ADA_ID}",
        f"guest/{GRACE_ID}",
        "partner_policy/managed",
        "partner_policy/home",
        "group/mto-tier1",
        "group/mto-tier1-roles",
    ]


def test_a_new_address_is_looked_for_under_the_old_key(files: Callable[..., Inventory]) -> None:
    renamed = PEOPLE.replace(ADA, "ada.lovelace@northwind.example")
    assert looks_of(files(people=renamed), "fabrikam")[0].key == f"guest/{ADA_ID}"


def test_nothing_there_is_seen_as_nothing(
    cloud: Cloud, files: Callable[..., Inventory], look_sides: Callable[..., Sides]
) -> None:
    looks = looks_of(files(), "fabrikam")
    stood = look_at_what_stands(looks, look_sides())
    assert stood == dict.fromkeys(look.key for look in looks)


def test_what_stands_is_kept_as_it_stood(
    cloud: Cloud, files: Callable[..., Inventory], look_sides: Callable[..., Sides], onboarded: dict[str, str]
) -> None:
    stood = look_at_what_stands(looks_of(files(), "fabrikam"), look_sides())
    assert stood[f"guest/{ADA_ID}"]["ids"] == [onboarded["ada"]]
    assert stood["partner_policy/managed"] == cloud.managed.partners[HOME]
    assert stood["group/mto-tier1"][0]["description"] == f"Managed by mto for {HOME}: team tier1"
