from collections.abc import Callable
from typing import Any

import httpx
import pytest

from mto.checks.finding import Finding, Proof, Status
from tests.checks.cloud import Cloud

LICENCE, INCIDENTS = "access_verification/licence", "access_verification/incidents"
HUNTING, HIDDEN = "access_verification/hunting", "access_verification/what the portal shows"


def test_a_plan_is_named_with_the_licence_that_carries_it(
    look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    finding = look()[LICENCE]
    assert (finding.status, finding.evidence) == (Status.OK, "Microsoft Defender XDR (MTP), by SPE_E5")


def test_no_plan_is_missing_and_gates_nothing(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.skus.clear()
    finding = look()[LICENCE]
    assert (finding.status, finding.gates) == (Status.MISSING, False)
    assert finding.owner == "a Billing Administrator of fabrikam.example"
    assert finding.remedy
    assert finding.lost


@pytest.mark.parametrize(
    ("path", "value"), [("capabilityStatus", "Suspended"), ("provisioningStatus", "Disabled"), ("servicePlanId", "x")]
)
def test_a_plan_that_does_not_run_is_none(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str], path: Any, value: Any
) -> None:
    sku = cloud.managed.skus[0]
    (sku if path in sku else sku["servicePlans"][0])[path] = value
    assert look()[LICENCE].status is Status.MISSING


def test_days_of_grace_still_count(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.skus[0]["capabilityStatus"] = "Warning"
    assert look()[LICENCE].status is Status.OK


def test_a_tenant_without_incidents_has_answered_too(
    look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    finding = look()[INCIDENTS]
    assert (finding.status, finding.evidence, finding.proof) == (Status.OK, "no incident yet", Proof.SEEN_IN_USE)


def test_the_newest_incident_is_evidence(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.incidents.append({"id": "4711", "displayName": "x"})
    seen = look()[INCIDENTS]
    assert seen.evidence == "it has incidents"
    cloud.managed.incidents.append({"id": "4712", "displayName": "y"})
    assert look()[INCIDENTS].same_as(seen), "a new incident is no drift"


@pytest.mark.parametrize(
    ("claim", "permission"), [(INCIDENTS, "SecurityIncident.Read.All"), (HUNTING, "ThreatHunting.Read.All")]
)
def test_defender_that_refuses_is_unknown_and_gates(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str], claim: Any, permission: Any
) -> None:
    cloud.deny(cloud.managed, permission)
    finding = look()[claim]
    assert (finding.status, finding.could_look, finding.gates) == (Status.UNKNOWN, True, True)
    assert permission in finding.remedy


def test_an_answer_that_cannot_be_read_is_unknown(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.fail("GET", "/security/incidents", httpx.Response(200, text="<html>"))
    finding = look()[INCIDENTS]
    assert (finding.status, finding.could_look) == (Status.UNKNOWN, True)


def test_a_hunting_query_is_answered(look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]) -> None:
    finding = look()[HUNTING]
    assert (finding.status, finding.proof) == (Status.OK, Proof.SEEN_IN_USE)


def test_what_no_application_can_see_is_told_with_the_portal_s_step(
    look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    finding = look()[HIDDEN]
    assert (finding.status, finding.could_look, finding.gates) == (Status.UNKNOWN, False, False)
    assert finding.owner == "a Security Administrator of fabrikam.example"
    assert "Device groups" in finding.remedy
    assert finding.link.startswith("https://security.microsoft.com/")
