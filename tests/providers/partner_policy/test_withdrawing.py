import json
from collections.abc import Callable
from typing import Any

from mto.providers.partner_policy import PartnerPolicyProvider
from tests.checks.cloud import HOME, Cloud
from tests.providers.engine import Props, destroy, preview, up
from tests.providers.partner_policy.conftest import GROUPS, without

# What the file names no longer


def test_a_claim_that_the_file_no_longer_trusts_is_trusted_no_longer(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    """A property that left the file was once no change at all, so the trust stayed."""
    stored = up(provider, props(compliant_device=True))
    updated = up(provider, props(), stored)
    assert updated.steps == ["update"]
    assert cloud.managed.partners[HOME]["inboundTrust"] == {
        "isMfaAccepted": True,
        "isCompliantDeviceAccepted": False,
        "isHybridAzureADJoinedDeviceAccepted": False,
    }
    assert "compliant_device" not in updated.outputs
    assert up(provider, props(), updated).steps == []


def test_a_preview_shows_what_the_file_names_no_longer(
    provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props(compliant_device=True))
    assert preview(provider, props(), stored)


def test_what_the_file_names_no_longer_is_set_back_to_what_stood(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props], theirs: Any
) -> None:
    stood = json.loads(json.dumps(theirs))
    inputs = props(stood=stood, adopt=True)
    stored = up(provider, inputs)
    stored = up(provider, without(inputs, "redeem_inbound"), stored)
    assert cloud.managed.partners[HOME]["automaticUserConsentSettings"] == stood["automaticUserConsentSettings"]
    assert cloud.managed.partners[HOME]["inboundTrust"]["isMfaAccepted"] is True
    destroy(provider, stored)
    assert cloud.managed.partners == {HOME: stood}


def test_collaboration_that_is_left_to_the_default_again_inherits(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props(collaborators=GROUPS))
    stored = up(provider, props(), stored)
    assert cloud.managed.partners[HOME]["b2bCollaborationInbound"] is None
    destroy(provider, stored)
    assert cloud.managed.partners == {}


def test_a_policy_whose_redemption_was_withdrawn_is_deleted_whole(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    stored = up(provider, without(props(), "redeem_inbound"), stored)
    destroy(provider, stored)
    assert cloud.managed.partners == {}
