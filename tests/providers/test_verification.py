import json
from collections.abc import Callable
from typing import Any

import pytest
from pulumi.output import UNKNOWN

from mto.checks.access_verification import claims_of, claims_to_json
from mto.checks.finding import Status, from_json
from mto.inventory.inventory import Inventory
from mto.providers.verification import REPLICATION_BOUND, VerificationProvider
from tests.checks.cloud import HOME, Cloud
from tests.checks.files import FABRIKAM
from tests.providers.engine import Props, Stored, destroy, inputs_read, preview, refresh, up

MFA = "cross_tenant_trust/mfa@managed"
ROLE = "directory_roles/tier1 Security Operator"


@pytest.fixture
def provider() -> VerificationProvider:
    return VerificationProvider()


@pytest.fixture
def props(connection: dict[str, str], files: Callable[..., Inventory]) -> Callable[..., Props]:
    def make(known_as: Any = "{}", **changes: Any) -> Any:
        claims = claims_to_json(claims_of(files(**changes), "fabrikam"))
        return {**connection, "claims": claims, "known_as": known_as}

    return make


def found(stored: Stored) -> Any:
    return {finding.claim: finding for finding in from_json(stored.outputs["findings"])}


def break_trust(cloud: Cloud) -> None:
    cloud.managed.partners[HOME]["inboundTrust"]["isMfaAccepted"] = False


def test_what_was_seen_is_kept_with_whether_the_gates_hold(
    provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    stored = up(provider, props())
    assert found(stored)[MFA].status is Status.OK
    assert (stored.outputs["gates_hold"], stored.outputs["waits_for"]) == (True, "")
    assert all(finding.since for finding in found(stored).values())


def test_it_never_raises_for_what_it_sees(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props]
) -> None:
    cloud.managed.consented = False
    stored = up(provider, props())
    assert stored.outputs["gates_hold"] is False
    assert "our application may do its work in fabrikam.example" in stored.outputs["waits_for"]


def test_it_writes_to_no_tenant(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    destroy(provider, up(provider, props()))
    assert cloud.writes == []


def test_an_unchanged_tenant_is_unchanged(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    stored = up(provider, props())
    cloud.asked.clear()
    assert up(provider, props(), stored).steps == []
    assert cloud.asked == []


def test_a_plain_up_does_not_see_drift(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    stored = up(provider, props())
    break_trust(cloud)
    assert not preview(provider, props(), stored)


def test_a_refresh_shows_lost_trust_and_nothing_else(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    stored = up(provider, props())
    break_trust(cloud)
    again = refresh(provider, stored)
    assert again is not None
    before, now = found(stored), found(again)
    assert [claim for claim in now if not now[claim].same_as(before[claim])] == [MFA]
    assert now[MFA].status is Status.MISSING
    assert again.outputs["gates_hold"] is False


def test_a_refresh_of_a_tenant_as_it_was_shows_nothing(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    stored = up(provider, props())
    cloud.clock.now += 1000
    again = refresh(provider, stored)
    assert again is not None
    assert again.outputs == stored.outputs


def test_read_answers_inputs_without_outputs(
    provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    stored = up(provider, props())
    assert set(inputs_read(provider, stored)) == set(props())


def test_a_status_that_stays_keeps_its_date(
    provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    stored = up(provider, props())
    old = json.loads(stored.outputs["findings"])
    stored.outputs["findings"] = json.dumps([{**item, "since": "long ago"} for item in old])
    again = refresh(provider, stored)
    assert again is not None
    assert {finding.since for finding in found(again).values()} == {"long ago"}


def test_what_is_missing_is_looked_at_again_and_unchanged_while_it_stays_so(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    break_trust(cloud)
    stored = up(provider, props())
    cloud.asked.clear()
    assert up(provider, props(), stored).steps == []
    assert cloud.asked != []


def test_only_what_does_not_hold_is_looked_at_again(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    break_trust(cloud)
    stored = up(provider, props())
    cloud.asked.clear()
    preview(provider, props(), stored)
    assert {r.url.path.split("/")[3] for r in cloud.asked} == {"crossTenantAccessPolicy"}


def test_what_holds_by_now_is_a_change(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    break_trust(cloud)
    stored = up(provider, props())
    cloud.managed.partners[HOME]["inboundTrust"]["isMfaAccepted"] = True
    held = up(provider, props(), stored)
    assert held.steps == ["update"]
    assert found(held)[MFA].status is Status.OK
    assert held.outputs["gates_hold"] is True


def test_what_no_application_can_see_is_not_looked_at_in_vain(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    stored = up(provider, props())
    assert found(stored)["access_verification/what the portal shows"].status is Status.UNKNOWN
    cloud.asked.clear()
    assert not preview(provider, props(), stored)
    assert cloud.asked == []


def test_a_refused_look_is_taken_again(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    cloud.deny(cloud.managed, "SecurityIncident.Read.All")
    stored = up(provider, props())
    cloud.asked.clear()
    preview(provider, props(), stored)
    assert {r.url.path for r in cloud.asked} == {"/v1.0/security/incidents"}


def test_a_changed_claim_is_a_change(
    provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    stored = up(provider, props())
    assert preview(provider, props(fabrikam=FABRIKAM + "trust: {compliant_device: true}\n"), stored)


def test_addresses_that_are_not_known_yet_are_no_change(
    provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    stored = up(provider, props())
    assert not preview(provider, props(known_as=UNKNOWN), stored)


# Replication


def test_what_this_run_has_written_is_waited_for(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    cloud.managed.hidden_until[onboarded["ada"]] = cloud.clock.now + 20
    stored = up(provider, props())
    assert found(stored)["guest_invitations/ada"].status is Status.OK
    assert 20 <= sum(cloud.clock.slept) < 30


def test_what_takes_longer_is_a_finding(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    cloud.managed.roles.clear()
    stored = up(provider, props())
    assert found(stored)[ROLE].status is Status.MISSING
    assert REPLICATION_BOUND <= sum(cloud.clock.slept) < REPLICATION_BOUND + 10


def test_only_what_is_late_is_asked_again(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    cloud.managed.roles.clear()
    up(provider, props())
    asked = [r.url.path for r in cloud.asked]
    assert asked.count("/v1.0/security/incidents") == 1
    assert asked.count("/v1.0/roleManagement/directory/roleAssignments") > 5


def test_nobody_is_waited_for(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    """A guest who has not redeemed is pending: that is a person's turn."""
    cloud.managed.users[onboarded["ada"]]["externalUserState"] = "PendingAcceptance"
    cloud.home.partners.clear()
    cloud.home.default["automaticUserConsentSettings"]["outboundAllowed"] = False
    stored = up(provider, props(fabrikam=FABRIKAM + "trust: {automatic_redemption: false}\n"))
    assert found(stored)["guest_invitations/ada"].status is Status.PENDING
    assert cloud.clock.slept == []


def test_licences_and_consent_are_not_waited_for(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    cloud.managed.skus.clear()
    up(provider, props())
    assert cloud.clock.slept == []


def test_an_edit_gives_only_its_own_claims_time(
    cloud: Cloud, provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    cloud.managed.roles.clear()
    stored = up(provider, props())
    cloud.clock.slept.clear()
    cloud.managed.partners[HOME]["inboundTrust"]["isCompliantDeviceAccepted"] = True
    edited = up(provider, props(fabrikam=FABRIKAM + "trust: {compliant_device: true}\n"), stored)
    assert found(edited)["cross_tenant_trust/compliant_device@managed"].status is Status.OK
    assert cloud.clock.slept == []


def test_no_secret_is_in_state(
    provider: VerificationProvider, props: Callable[..., Props], onboarded: dict[str, str]
) -> None:
    text = json.dumps(up(provider, props()).outputs)
    assert "a-very-secret-value" not in text
    assert "redeem?rd" not in text
