from collections.abc import Callable

import pytest

from mto.checks.finding import Finding, Proof, Status
from tests.checks.cloud import HOME, Cloud
from tests.checks.files import ADA, ADA_ID, BOTH_TEAMS, PEOPLE

CLAIM, GROUP = "guest_invitations/ada", "guest_invitations/group mto-tier1"


def test_a_guest_who_redeemed_is_ok_and_seen_in_use(
    look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    finding = look()[CLAIM]
    assert (finding.status, finding.proof) == (Status.OK, Proof.SEEN_IN_USE)
    assert onboarded["ada"] in finding.evidence


def test_nobody_there_is_missing_with_owner_and_remedy(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    del cloud.managed.users[onboarded["ada"]]
    finding = look()[CLAIM]
    assert finding.status is Status.MISSING
    assert finding.evidence == f"no guest answers to {ADA}"
    assert finding.remedy == "Run `mto up --refresh fabrikam`."
    assert "User Administrator of fabrikam.example" in finding.owner
    assert finding.lost == "ada cannot reach the tenant"


def test_who_has_not_redeemed_is_fine_where_both_sides_redeem(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.users[onboarded["ada"]]["externalUserState"] = "PendingAcceptance"
    assert look()[CLAIM].status is Status.OK


@pytest.mark.parametrize("side", ["managed", "home"])
def test_who_has_not_redeemed_is_pending_where_one_side_asks_for_consent(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str], side: str
) -> None:
    cloud.managed.users[onboarded["ada"]]["externalUserState"] = "PendingAcceptance"
    (policy,) = getattr(cloud, side).partners.values()
    policy["automaticUserConsentSettings"] = {"inboundAllowed": None, "outboundAllowed": None}
    finding = look()[CLAIM]
    assert (finding.status, finding.owner) == (Status.PENDING, ADA)
    assert "redeem_links" in finding.remedy


def test_a_pending_guest_is_asked_for_no_link_in_the_finding(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.users[onboarded["ada"]]["externalUserState"] = "PendingAcceptance"
    cloud.home.partners.clear()
    finding = look()[CLAIM]
    assert "https://" not in finding.remedy + finding.evidence + finding.link


def test_a_blocked_guest_is_missing(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.users[onboarded["ada"]]["accountEnabled"] = False
    finding = look()[CLAIM]
    assert (finding.status, "blocked" in finding.evidence) == (Status.MISSING, True)


def test_two_guests_of_one_person_are_missing(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.user(ADA)
    assert look()[CLAIM].evidence == f"2 guests answer to {ADA}"


def test_an_internal_account_of_that_mail_is_no_guest(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.users[onboarded["ada"]] |= {"userType": "Member", "userPrincipalName": "ada@fabrikam.example"}
    assert look()[CLAIM].status is Status.MISSING


def test_a_guest_is_found_by_the_address_that_they_were_let_in_by(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    renamed = PEOPLE.replace(ADA, "ada.lovelace@northwind.example")
    assert look(people=renamed)[CLAIM].status is Status.MISSING
    known = {ADA_ID: ("ada.lovelace@northwind.example", ADA)}
    assert look(known_as=known, people=renamed)[CLAIM].status is Status.OK


def test_a_refused_look_is_unknown_and_could_have_been_one(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.deny(cloud.managed, "User.Read.All")
    finding = look()[CLAIM]
    assert (finding.status, finding.could_look, finding.gates) == (Status.UNKNOWN, True, True)
    assert "User.Read.All" in finding.remedy
    assert finding.owner == "whoever runs mto"


def test_a_person_in_two_teams_is_one_claim(look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]) -> None:
    both = PEOPLE.replace("teams: [tier1]}", "teams: [tier1, engineers]}", 1)
    findings = look(people=both, fabrikam=BOTH_TEAMS)
    assert [key for key in findings if key.endswith("/ada")] == [CLAIM]


def test_a_group_with_exactly_its_people_is_ok(
    look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    finding = look()[GROUP]
    assert finding.status is Status.OK
    assert "exactly 2 members" in finding.evidence


def test_a_group_that_lacks_somebody_names_them(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.members["fabrikam-group-1"].remove(onboarded["grace"])
    finding = look()[GROUP]
    assert (finding.status, "lacks grace" in finding.evidence) == (Status.MISSING, True)
    assert (finding.lost, finding.owner, finding.remedy) != ("", "", "")


def test_a_group_that_holds_a_stranger_names_them(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    stranger = cloud.managed.user("eve@elsewhere.example")
    cloud.managed.members["fabrikam-group-1"].append(stranger)
    finding = look()[GROUP]
    assert finding.status is Status.MISSING
    assert "holds eve_elsewhere.example#EXT#@fabrikam.example besides" in finding.evidence


def test_a_group_without_our_mark_is_not_ours(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.groups["fabrikam-group-1"]["description"] = "the customer's"
    assert look()[GROUP].evidence == "0 groups have this nickname and our mark"


def test_two_groups_of_ours_are_missing(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.group("mto-tier1", f"Managed by mto for {HOME}: team tier1")
    assert look()[GROUP].evidence == "2 groups have this nickname and our mark"


def test_somebody_who_leaves_is_no_longer_promised(
    look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    findings = look(people="\n".join(PEOPLE.splitlines()[:1]) + "\n" + PEOPLE.splitlines()[3] + "\n")
    assert "guest_invitations/grace" not in findings
    assert "grace_northwind.example#EXT#@fabrikam.example besides" in findings[GROUP].evidence
