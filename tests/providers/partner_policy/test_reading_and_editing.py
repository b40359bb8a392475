import json
from collections.abc import Callable

import httpx
import pytest

from mto.clients.errors import Denied
from mto.providers.base import Different
from mto.providers.partner_policy import PartnerPolicyProvider
from tests.checks.cloud import HOME, Cloud
from tests.providers.engine import Props, destroy, inputs_read, refresh, up
from tests.providers.partner_policy.conftest import REDEEM_IN

# Drift, read, update, replace


def test_a_second_up_changes_nothing(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    cloud.asked.clear()
    assert up(provider, props(), stored).steps == []
    assert cloud.asked == []


def test_read_names_the_drifted_property_and_up_repairs_it(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    cloud.managed.partners[HOME]["inboundTrust"]["isMfaAccepted"] = False
    inputs = inputs_read(provider, stored)
    assert (inputs["mfa"], inputs["redeem_inbound"]) == (False, True)
    drifted = refresh(provider, stored)
    assert drifted is not None
    repaired = up(provider, props(), drifted)
    assert repaired.steps == ["update"]
    assert cloud.managed.partners[HOME]["inboundTrust"]["isMfaAccepted"] is True
    assert repaired.outputs["made"] is True


def test_read_answers_inputs_without_outputs(provider: PartnerPolicyProvider, props: Callable[..., Props]) -> None:
    stored = up(provider, props())
    assert set(inputs_read(provider, stored)) == set(props())


def test_drift_of_the_default_is_drift_of_what_holds(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    policy = cloud.managed.partner(HOME, automaticUserConsentSettings={"inboundAllowed": True})
    cloud.managed.default["inboundTrust"]["isMfaAccepted"] = True
    stored = up(provider, props(stood=dict(policy)))
    cloud.managed.default["inboundTrust"]["isMfaAccepted"] = False
    again = refresh(provider, stored)
    assert again is not None
    assert again.outputs["mfa"] is False


def test_a_policy_that_vanished_is_read_as_gone(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    cloud.managed.partners.clear()
    assert refresh(provider, stored) is None


def test_a_policy_that_vanished_is_made_again_by_an_update(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    cloud.managed.partners.clear()
    updated = up(provider, props(compliant_device=True), stored)
    assert cloud.managed.partners[HOME]["inboundTrust"]["isCompliantDeviceAccepted"] is True
    destroy(provider, updated)
    assert cloud.managed.partners == {}


def test_a_refused_read_is_not_gone(cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]) -> None:
    stored = up(provider, props())
    cloud.fail("GET", "/partners/", httpx.Response(403, json={"error": {"code": "Authorization_RequestDenied"}}))
    with pytest.raises(Denied):
        refresh(provider, stored)


def test_an_edit_writes_what_it_says_and_nothing_else(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    updated = up(provider, props(compliant_device=True), stored)
    assert updated.steps == ["update"]
    (sent,) = cloud.sent("PATCH", "/partners/")
    assert sent["inboundTrust"]["isCompliantDeviceAccepted"] is True
    assert sent["inboundTrust"]["isMfaAccepted"] is True
    assert sent["automaticUserConsentSettings"] == REDEEM_IN


def test_mfa_that_the_file_turns_off_is_turned_off(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    up(provider, props(mfa=False), up(provider, props()))
    assert cloud.managed.partners[HOME]["inboundTrust"]["isMfaAccepted"] is False


def test_an_edit_of_a_policy_that_was_only_taken_needs_adoption(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    policy = cloud.managed.partner(
        HOME, inboundTrust={"isMfaAccepted": True}, automaticUserConsentSettings={"inboundAllowed": True}
    )
    inputs = props(stood=dict(policy))
    stored = up(provider, inputs)
    with pytest.raises(Different):
        up(provider, {**inputs, "compliant_device": True}, stored)
    assert cloud.writes == []


def test_adopting_later_is_set_back_too(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    policy = cloud.managed.partner(
        HOME, inboundTrust={"isMfaAccepted": True}, automaticUserConsentSettings={"inboundAllowed": True}
    )
    stood = json.loads(json.dumps(policy))
    inputs = props(stood=stood)
    stored = up(provider, inputs)
    stored = up(provider, {**inputs, "compliant_device": True, "adopt": True}, stored)
    destroy(provider, stored)
    assert cloud.managed.partners == {HOME: stood}
