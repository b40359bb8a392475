import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from mto.clients.errors import Denied
from mto.providers.base import Different
from mto.providers.partner_policy import PartnerPolicyProvider
from tests.checks.cloud import FABRIKAM, HOME, Cloud
from tests.providers.engine import Props, destroy, up


def test_a_tenant_without_a_policy_gets_one_with_what_the_file_names(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    (sent,) = cloud.sent("POST", "/partners")
    assert sent == {
        "tenantId": HOME,
        "inboundTrust": {
            "isMfaAccepted": True,
            "isCompliantDeviceAccepted": False,
            "isHybridAzureADJoinedDeviceAccepted": False,
        },
        "automaticUserConsentSettings": {"inboundAllowed": True},
    }
    assert (stored.id, stored.outputs["made"]) == (HOME, True)
    assert cloud.home.partners == {}


def test_the_home_side_keeps_its_policy_for_the_managed_tenant(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    up(provider, props(side="home"))
    assert cloud.sent("POST", "/partners") == [
        {"tenantId": FABRIKAM, "automaticUserConsentSettings": {"outboundAllowed": True}}
    ]
    assert cloud.managed.partners == {}


def test_what_the_default_trusts_already_stays_trusted(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    """Graph takes `inboundTrust` whole: what a part that we do not send means then is documented nowhere."""
    cloud.managed.default["inboundTrust"]["isCompliantDeviceAccepted"] = True
    up(provider, props())
    assert cloud.managed.partners[HOME]["inboundTrust"]["isCompliantDeviceAccepted"] is True


def test_a_policy_that_equals_the_file_is_taken_and_stays(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    policy = cloud.managed.partner(
        HOME, inboundTrust={"isMfaAccepted": True}, automaticUserConsentSettings={"inboundAllowed": True}
    )
    stored = up(provider, props(stood=dict(policy)))
    destroy(provider, stored)
    assert cloud.writes == []
    assert cloud.managed.partners == {HOME: policy}


def test_a_silent_policy_under_a_default_that_says_it_equals_the_file(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    policy = cloud.managed.partner(HOME)
    cloud.managed.default["inboundTrust"]["isMfaAccepted"] = True
    cloud.managed.default["automaticUserConsentSettings"]["inboundAllowed"] = True
    assert up(provider, props(stood=dict(policy))).outputs["made"] is False
    assert cloud.writes == []


def test_a_policy_that_differs_stops_the_run_with_the_difference(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props], theirs: Any
) -> None:
    with pytest.raises(Different) as problem:
        up(provider, props(stood=dict(theirs)))
    told = str(problem.value)
    assert "fabrikam, partner policy" in told
    assert "mfa is False" in told
    assert "adopt: true" in told
    assert cloud.writes == []


def test_an_adopted_policy_keeps_all_that_the_file_does_not_name(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props], theirs: Any
) -> None:
    up(provider, props(stood=json.loads(json.dumps(theirs)), adopt=True))
    (sent,) = cloud.sent("PATCH", "/partners/")
    assert sent == {
        "inboundTrust": {
            "isMfaAccepted": True,
            "isCompliantDeviceAccepted": True,
            "isHybridAzureADJoinedDeviceAccepted": True,
        },
        "automaticUserConsentSettings": {"inboundAllowed": True, "outboundAllowed": True},
    }


def test_an_adopted_policy_is_set_back_to_what_stood(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props], theirs: Any
) -> None:
    stood = json.loads(json.dumps(theirs))
    stored = up(provider, props(stood=stood, adopt=True))
    destroy(provider, stored)
    assert cloud.managed.partners == {HOME: stood}


def test_setting_back_leaves_what_others_have_written_since(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props], theirs: Any
) -> None:
    stood = json.loads(json.dumps(theirs))
    stored = up(provider, props(stood=stood, adopt=True))
    cloud.managed.partners[HOME]["tenantRestrictions"] = {"applications": {"accessType": "blocked"}}
    destroy(provider, stored)
    assert cloud.managed.partners[HOME]["tenantRestrictions"] == {"applications": {"accessType": "blocked"}}
    assert cloud.managed.partners[HOME]["inboundTrust"] == stood["inboundTrust"]


def test_a_policy_of_ours_is_deleted(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    destroy(provider, up(provider, props()))
    assert cloud.managed.partners == {}


def test_a_policy_of_ours_that_gained_settings_since_loses_ours_alone(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    added = {"usersAndGroups": {"accessType": "blocked", "targets": []}}
    cloud.managed.partners[HOME]["b2bDirectConnectInbound"] = added
    destroy(provider, stored)
    policy = cloud.managed.partners[HOME]
    assert policy["b2bDirectConnectInbound"] == added
    assert (policy["inboundTrust"], policy["automaticUserConsentSettings"]) == (None, None)


def test_a_part_that_others_turned_on_since_stays(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    """Within a property of ours, too: the whole of `inboundTrust` was once taken away."""
    stored = up(provider, props())
    cloud.managed.partners[HOME]["inboundTrust"]["isHybridAzureADJoinedDeviceAccepted"] = True
    destroy(provider, stored)
    trust = cloud.managed.partners[HOME]["inboundTrust"]
    assert (trust["isHybridAzureADJoinedDeviceAccepted"], trust["isMfaAccepted"]) == (True, False)


def test_a_policy_that_is_gone_already_is_no_error(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    cloud.managed.partners.clear()
    destroy(provider, stored)


def test_a_policy_that_goes_while_we_look_is_no_error(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    cloud.fail("DELETE", "/partners/", httpx.Response(404, json={"error": {"code": "ResourceNotFound"}}))
    destroy(provider, stored)


def test_a_look_that_is_refused_is_no_absence(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    cloud.deny(cloud.managed, "Policy.Read.All")
    with pytest.raises(Denied):
        up(provider, props())
    assert cloud.writes == []


def test_a_policy_that_appears_between_look_and_write_is_not_overwritten(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    cloud.fail("POST", "/partners", httpx.Response(409, json={"error": {"code": "ObjectConflict", "message": "is"}}))
    with pytest.raises(Exception, match="ObjectConflict"):
        up(provider, props())


# Killed, and run again


def test_a_policy_of_a_killed_run_is_ours_and_finished(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    """`before` saw none: what stands was written by the run that was killed, perhaps for an older file."""
    cloud.managed.partner(HOME, inboundTrust={"isMfaAccepted": False})
    stored = up(provider, props(stood=None))
    assert stored.outputs["made"] is True
    assert cloud.managed.partners[HOME]["inboundTrust"]["isMfaAccepted"] is True
    destroy(provider, stored)
    assert cloud.managed.partners == {}


def test_a_run_killed_after_it_adopted_still_sets_back(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props], theirs: Any
) -> None:
    stood = json.loads(json.dumps(theirs))
    inputs = props(stood=stood, adopt=True)
    up(provider, inputs)
    again = up(provider, inputs)
    destroy(provider, again)
    assert cloud.managed.partners == {HOME: stood}
