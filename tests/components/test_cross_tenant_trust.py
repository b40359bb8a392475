from collections.abc import Callable
from typing import Any

from tests.checks.cloud import FABRIKAM as FABRIKAM_ID
from tests.checks.cloud import HOME as HOME_ID
from tests.checks.files import FABRIKAM, TEAMS_ONLY
from tests.components.mocks import Program

MANAGED, AT_HOME = "fabrikam-partner-policy-managed", "fabrikam-partner-policy-home"
SWITCHES = {"mfa", "compliant_device", "redeem_inbound", "redeem_outbound"}


def switches(resource: Any) -> Any:
    return {name: value for name, value in resource.inputs.items() if name in SWITCHES}


def trust(text: str) -> Any:
    return FABRIKAM + f"trust: {{{text}}}\n"


def test_both_sides_keep_a_policy_by_default(program: Callable[..., Program]) -> None:
    made = program()
    assert made.names("PartnerPolicy") == [AT_HOME, MANAGED]
    assert switches(made.named(MANAGED)) == {"mfa": True, "redeem_inbound": True}
    assert switches(made.named(AT_HOME)) == {"redeem_outbound": True}
    for name, side in ((MANAGED, "managed"), (AT_HOME, "home")):
        policy = made.named(name)
        assert (policy.inputs["side"], policy.parent) == (side, "fabrikam-cross-tenant-trust")
        assert (policy.inputs["home_id"], policy.inputs["managed_id"]) == (HOME_ID, FABRIKAM_ID)


def test_only_what_the_file_names_is_an_input(program: Callable[..., Program]) -> None:
    assert switches(program(fabrikam=trust("compliant_device: true")).named(MANAGED)) == {
        "mfa": True,
        "redeem_inbound": True,
        "compliant_device": True,
    }


def test_mfa_that_is_off_is_written_as_off(program: Callable[..., Program]) -> None:
    off = "mfa: {value: false, reason: migration, approver: ciso@fabrikam.example, until: 2027-01-31}"
    assert switches(program(fabrikam=trust(off)).named(MANAGED))["mfa"] is False


def test_home_keeps_no_policy_where_the_file_asks_for_nothing_there(program: Callable[..., Program]) -> None:
    made = program(fabrikam=trust("automatic_redemption: false"))
    assert made.names("PartnerPolicy") == [MANAGED]
    assert switches(made.named(MANAGED)) == {"mfa": True}


def test_collaboration_of_the_teams_needs_both_sides(program: Callable[..., Program]) -> None:
    asked = TEAMS_ONLY.replace("teams}", "teams, automatic_redemption: false}")
    made = program(fabrikam=asked, teams={"tier1": "g"})
    assert made.names("PartnerPolicy") == [AT_HOME, MANAGED]
    assert made.named(AT_HOME).inputs["collaborators"] == ["g"]


def test_adoption_is_handed_on(program: Callable[..., Program]) -> None:
    assert program().named(MANAGED).inputs["adopt"] is False
    assert program(fabrikam=trust("adopt: true")).named(AT_HOME).inputs["adopt"] is True


def test_no_policy_is_written_before_what_stood_is_kept_and_sides_do_not_wait_for_each_other(
    program: Callable[..., Program],
) -> None:
    made = program()
    for name in (MANAGED, AT_HOME):
        assert made.named(name).because["before"] == {"fabrikam-before"}
        assert made.named(name).after == {"fabrikam-before"}
