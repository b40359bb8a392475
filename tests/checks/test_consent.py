from collections.abc import Callable

import pytest

from mto.checks.finding import Finding, Status
from tests.checks.cloud import FABRIKAM, VERIFY, Cloud


def test_an_app_with_every_permission_is_ok(look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]) -> None:
    assert look()["consent/managed"].status is Status.OK


def test_a_tenant_that_never_consented_is_missing_with_the_link(
    cloud: Cloud, look: Callable[..., dict[str, Finding]]
) -> None:
    cloud.managed.consented = False
    finding = look()["consent/managed"]
    assert (finding.status, finding.gates) == (Status.MISSING, True)
    assert "AADSTS700016" in finding.evidence
    assert finding.link.startswith(f"https://login.microsoftonline.com/{FABRIKAM}/adminconsent?client_id=")
    assert finding.owner == "a Privileged Role Administrator of fabrikam.example"
    assert finding.lost
    assert finding.remedy


def test_a_permission_that_was_not_granted_is_named(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.deny(cloud.managed, "User.Invite.All")
    finding = look()["consent/managed"]
    assert finding.status is Status.MISSING
    assert "lacks User.Invite.All" in finding.evidence
    assert "adminconsent" in finding.link


def test_the_reader_app_is_not_asked_for_what_it_never_does(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARM_CLIENT_ID", VERIFY)
    cloud.managed.permissions -= {"User.Invite.All", "Group.ReadWrite.All", "Policy.ReadWrite.CrossTenantAccess"}
    assert look()["consent/managed"].status is Status.OK


def test_a_tenant_without_consent_hides_no_finding_of_the_other_side(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.consented = False
    findings = look()
    assert findings["consent/home"].status is Status.OK
    guest = findings["guest_invitations/ada"]
    assert (guest.status, guest.could_look) == (Status.UNKNOWN, True)
