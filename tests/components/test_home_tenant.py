import json
from collections.abc import Callable

import pytest

from tests.checks.cloud import HOME as HOME_ID
from tests.checks.files import ADA_ID, EDSGER_ID, GRACE_ID, PEOPLE
from tests.components.mocks import Program


def test_each_team_whose_people_stand_in_the_file_has_a_group(program: Callable[..., Program]) -> None:
    made = program("home")
    assert made.names("Group") == ["mto-engineers", "mto-tier1"]
    assert made.named("mto-tier1").inputs["members"] == [ADA_ID, GRACE_ID]
    assert made.named("mto-engineers").inputs["members"] == [EDSGER_ID]
    assert made.named("mto-tier1").parent == "home"


def test_an_existing_group_is_taken_as_it_is(program: Callable[..., Program]) -> None:
    made = program("home")
    assert "mto-hunters" not in made.names("Group")
    assert made.exports["teams"]["hunters"] == "3c9e8f10-52b4-4d7e-a1f3-6b0c2d4e8a95"


def test_the_output_tells_every_team_s_group(program: Callable[..., Program]) -> None:
    assert program("home").exports["teams"] == {
        "tier1": "object-of-mto-tier1",
        "engineers": "object-of-mto-engineers",
        "hunters": "3c9e8f10-52b4-4d7e-a1f3-6b0c2d4e8a95",
    }


def test_home_s_groups_carry_the_mark_and_take_no_role(program: Callable[..., Program]) -> None:
    for group in program("home").of_type("Group"):
        assert group.inputs["description"].startswith(f"Managed by mto for {HOME_ID}: team ")
        assert group.inputs["assignableToRole"] is False
        assert group.provider == "home-azuread"


def test_what_stood_is_kept_before_the_first_group(program: Callable[..., Program]) -> None:
    made = program("home")
    assert [look["nickname"] for look in json.loads(made.named("home-before").inputs["looks"])] == [
        "mto-tier1",
        "mto-engineers",
    ]
    for group in made.of_type("Group"):
        assert "home-before" in group.after


def test_people_leave_by_the_day(program: Callable[..., Program], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTO_ON", "2035-07-01")
    assert GRACE_ID not in program("home").named("mto-tier1").inputs["members"]


def test_the_only_plugin_is_home_s(program: Callable[..., Program]) -> None:
    (plugin,) = program("home").of_type("pulumi:providers:azuread")
    assert plugin.inputs["tenantId"] == HOME_ID


def test_nobody_is_a_guest_at_home(program: Callable[..., Program]) -> None:
    made = program("home", people=PEOPLE)
    assert not made.of_type("mto:Guest")
    assert not made.of_type("Verification")
