from collections.abc import Callable

import pytest

from tests.checks.files import ADA, ADA_ID, BOTH_TEAMS, EDSGER_ID, GRACE_ID, PEOPLE
from tests.components.mocks import Program

ADA_GUEST, GRACE_GUEST, EDSGER_GUEST = (f"guest-{person}" for person in (ADA_ID, GRACE_ID, EDSGER_ID))
IN_BOTH = PEOPLE.replace("teams: [tier1]}", "teams: [tier1, engineers]}", 1)


def test_each_person_of_an_invited_team_is_a_guest_named_by_id(program: Callable[..., Program]) -> None:
    made = program()
    assert made.names("mto:Guest") == [ADA_GUEST, GRACE_GUEST]
    ada = made.named(ADA_GUEST)
    assert ada.parent == "fabrikam-guest-invitations"
    assert (ada.inputs["person"], ada.inputs["person_id"], ada.inputs["upn"]) == ("ada", ADA_ID, ADA)


def test_people_come_by_the_day(program: Callable[..., Program], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTO_ON", "2035-07-01")
    made = program()
    assert made.names("mto:Guest") == [ADA_GUEST, "guest-7e309f42-615c-4dae-9c87-204f9ebd3156"]


def test_a_person_in_two_teams_is_invited_once_and_in_both_groups(program: Callable[..., Program]) -> None:
    made = program(people=IN_BOTH, fabrikam=BOTH_TEAMS)
    assert made.names("mto:Guest") == [ADA_GUEST, GRACE_GUEST, EDSGER_GUEST]
    ada = f"user-of-{ADA_GUEST}"
    assert ada in made.named("mto-tier1").inputs["members"]
    assert ada in made.named("mto-engineers").inputs["members"]


def test_a_new_address_keeps_the_logical_name(program: Callable[..., Program]) -> None:
    renamed = program(people=PEOPLE.replace(ADA, "ada.lovelace@northwind.example"))
    assert renamed.names("mto:Guest") == program().names("mto:Guest")


def test_a_person_who_is_called_otherwise_keeps_the_logical_name(program: Callable[..., Program]) -> None:
    renamed = program(people=PEOPLE.replace("ada: ", "ada-lovelace: "))
    assert renamed.names("mto:Guest") == program().names("mto:Guest")


def test_nobody_is_invited_before_what_stood_is_kept(program: Callable[..., Program]) -> None:
    made = program()
    for guest in made.of_type("mto:Guest"):
        assert guest.because["before"] == {"fabrikam-before"}


def test_guests_do_not_wait_for_each_other(program: Callable[..., Program]) -> None:
    for guest in program().of_type("mto:Guest"):
        assert guest.after == {"fabrikam-before"}


def test_a_team_s_group_holds_exactly_its_people(program: Callable[..., Program]) -> None:
    made = program(fabrikam=BOTH_TEAMS)
    group = made.named("mto-tier1")
    assert group.type == "azuread:index/group:Group"
    assert group.inputs["members"] == [f"user-of-{ADA_GUEST}", f"user-of-{GRACE_GUEST}"]
    assert group.because["members"] == {ADA_GUEST, GRACE_GUEST}
    assert made.named("mto-engineers").inputs["members"] == [f"user-of-{EDSGER_GUEST}"]


def test_a_group_without_people_is_empty_and_still_there(program: Callable[..., Program]) -> None:
    without = "\n".join(line for line in PEOPLE.splitlines() if "engineers" not in line) + "\n"
    assert program(people=without, fabrikam=BOTH_TEAMS).named("mto-engineers").inputs["members"] == []


def test_a_group_carries_our_names_and_mark(program: Callable[..., Program]) -> None:
    group = program().named("mto-tier1").inputs
    assert group["mailNickname"] == "mto-tier1"
    assert group["displayName"] == "Northwind SOC: tier1 (mto)"
    assert group["description"] == "Managed by mto for 0f3a1c52-6d0e-4b57-9c1e-2a7f5b8d4e10: team tier1"
    assert (group["securityEnabled"], group["mailEnabled"], group["assignableToRole"]) == (True, False, False)


def test_a_group_is_never_made_twice_or_before_what_stood_is_kept(program: Callable[..., Program]) -> None:
    group = program().named("mto-tier1")
    assert group.inputs["preventDuplicateNames"] is True
    assert "fabrikam-before" in group.after


def test_the_redeem_link_is_a_secret_output_and_no_input(program: Callable[..., Program]) -> None:
    made = program()
    for guest in made.of_type("mto:Guest"):
        assert guest.secret_outputs == ("redeem_link",)
        assert "redeem_link" not in guest.inputs
    assert made.secrets == {"redeem_links"}
    assert made.exports["redeem_links"] == {"ada": f"link-of-{ADA_GUEST}", "grace": f"link-of-{GRACE_GUEST}"}
    others = [value for name, value in made.exports.items() if name != "redeem_links"]
    assert "link-of" not in str(others)


def test_the_redeem_link_reaches_no_other_resource(program: Callable[..., Program]) -> None:
    assert not [r.name for r in program().resources if "link-of" in str(r.inputs)]


def test_addresses_are_told_by_id(program: Callable[..., Program]) -> None:
    assert program().exports["addresses"] == (f'{{"{ADA_ID}": ["{ADA}"], "{GRACE_ID}": ["grace@northwind.example"]}}')


def test_a_tenant_that_invites_nobody_declares_no_guest(program: Callable[..., Program]) -> None:
    nobody = "tenant: {name: F, id: b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d, domain: fabrikam.example}\n"
    made = program(fabrikam=nobody)
    assert (made.ended_by, made.names("mto:Guest"), made.names("Group")) == (None, [], [])
    assert made.exports["redeem_links"] == {}
