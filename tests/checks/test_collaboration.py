from collections.abc import Callable
from typing import Any

import pytest

from mto.checks.claim import SideName
from mto.checks.collaboration import teams_only
from mto.checks.finding import Finding, Status
from mto.clients.graph.partner_settings import ALL_APPLICATIONS, Scope, Target
from tests.checks.cloud import FABRIKAM, HOME, Cloud
from tests.checks.files import ADA_ID, BOTH_TEAMS, EDSGER_ID, GRACE_ID

IN, OUT = "cross_tenant_trust/collaboration@managed", "cross_tenant_trust/collaboration@home"
APPS = {"accessType": "allowed", "targets": [{"target": "AllApplications", "targetType": "application"}]}


def users(access: str, *targets: Any) -> Any:
    return {
        "accessType": access,
        "targets": [{"target": t, "targetType": "user" if t == "AllUsers" else "group"} for t in targets],
    }


def scope(cloud: Cloud, value: Any, side: str = "managed") -> None:
    name = "b2bCollaborationInbound" if side == "managed" else "b2bCollaborationOutbound"
    partner = HOME if side == "managed" else FABRIKAM
    getattr(cloud, side).partners[partner][name] = {"usersAndGroups": value, "applications": APPS}


def test_a_default_that_lets_everybody_through_is_ok(
    look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    findings = look()
    assert [findings[claim].status for claim in (IN, OUT)] == [Status.OK, Status.OK]
    assert findings[IN].evidence.startswith("default policy")


@pytest.mark.parametrize(
    ("side", "claim", "domain"), [("managed", IN, "fabrikam.example"), ("home", OUT, "northwind.example")]
)
def test_a_side_that_blocks_everybody_is_missing(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str], side: str, claim: Any, domain: Any
) -> None:
    scope(cloud, users("blocked", "AllUsers"), side)
    finding = look()[claim]
    assert (finding.status, finding.gates) == (Status.MISSING, True)
    assert "stops 2 of 2 people" in finding.evidence
    assert finding.owner == f"an administrator of {domain} with Security Administrator"
    assert "collaboration: teams" in finding.remedy
    assert finding.lost


def test_a_default_that_blocks_is_told_as_the_default(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.default["b2bCollaborationInbound"] = {"usersAndGroups": users("blocked", "AllUsers")}
    assert look()[IN].evidence.startswith("default policy")


def test_the_teams_own_group_is_enough(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    scope(cloud, users("allowed", "northwind-group-1"))
    assert look()[IN].status is Status.OK


def test_somebody_else_s_group_lets_nobody_of_ours_in(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    scope(cloud, users("allowed", "another-group"))
    assert "stops 2 of 2 people" in look()[IN].evidence


def test_people_named_one_by_one_are_counted(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    scope(cloud, users("allowed", ADA_ID))
    assert "stops 1 of 2 people" in look()[IN].evidence
    scope(cloud, users("allowed", ADA_ID, GRACE_ID))
    assert look()[IN].status is Status.OK


def test_blocked_people_are_stopped(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    scope(cloud, users("blocked", GRACE_ID))
    assert "stops 1 of 2 people" in look()[IN].evidence


def test_blocked_strangers_stop_nobody_of_ours(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    scope(cloud, users("blocked", "another-group"))
    assert look()[IN].status is Status.OK


def test_one_of_two_teams_let_in_does_not_prove_the_other(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    """The group of one team was once taken for all of them."""
    cloud.home.group("mto-engineers", f"Managed by mto for {HOME}: team engineers", (EDSGER_ID,))
    scope(cloud, users("allowed", "northwind-group-1"))
    finding = look(fabrikam=BOTH_TEAMS)[IN]
    assert finding.status is Status.MISSING
    assert "stops 1 of 3 people" in finding.evidence


def test_a_blocked_team_stops_its_own_people_alone(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.home.group("mto-engineers", f"Managed by mto for {HOME}: team engineers", (EDSGER_ID,))
    scope(cloud, users("blocked", "northwind-group-2"))
    assert "stops 1 of 3 people" in look(fabrikam=BOTH_TEAMS)[IN].evidence


@pytest.mark.parametrize(
    ("access", "application", "status"),
    [
        ("allowed", "Office365", Status.MISSING),
        ("allowed", "80ccca67-54bd-44ab-8625-4b79c4dc7775", Status.OK),
        ("blocked", "Office365", Status.OK),
        ("blocked", "80ccca67-54bd-44ab-8625-4b79c4dc7775", Status.MISSING),
    ],
)
def test_a_list_of_applications_counts_for_the_defender_portal_alone(
    cloud: Cloud,
    look: Callable[..., dict[str, Finding]],
    onboarded: dict[str, str],
    access: str,
    application: str,
    status: Status,
) -> None:
    listed = {"accessType": access, "targets": [{"target": application, "targetType": "application"}]}
    everybody = users("allowed", "AllUsers")
    cloud.managed.partners[HOME]["b2bCollaborationInbound"] = {"usersAndGroups": everybody, "applications": listed}
    assert look()[IN].status is status


def test_blocked_applications_let_nobody_work(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    scope(cloud, users("allowed", "AllUsers"))
    blocked = {"accessType": "blocked", "targets": APPS["targets"]}
    cloud.managed.partners[HOME]["b2bCollaborationInbound"]["applications"] = blocked
    finding = look()[IN]
    assert (finding.status, "does not let the Defender portal through" in finding.evidence) == (Status.MISSING, True)


@pytest.mark.parametrize(
    ("side", "whole"), [("managed", "b2bCollaborationInbound"), ("home", "b2bCollaborationOutbound")]
)
def test_teams_only_names_exactly_the_groups_in_every_application(side: SideName, whole: str) -> None:
    assert teams_only(side, ["g1", "g2"]) == {
        f"{whole}.usersAndGroups": Scope("allowed", frozenset({Target("g1", "group"), Target("g2", "group")})),
        f"{whole}.applications": Scope("allowed", frozenset({ALL_APPLICATIONS})),
    }
