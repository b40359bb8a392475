import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from pulumi.output import UNKNOWN

from mto.clients.errors import Denied
from mto.providers.base import Different
from mto.providers.partner_policy import PartnerPolicyProvider
from tests.checks.cloud import FABRIKAM, HOME, Cloud
from tests.providers.engine import Props, destroy, inputs_read, preview, refresh, up

REDEEM_IN = {"inboundAllowed": True, "outboundAllowed": None}
GROUPS = ["group-1", "group-2"]


@pytest.fixture
def provider() -> PartnerPolicyProvider:
    return PartnerPolicyProvider()


@pytest.fixture
def props(connection: dict[str, str]) -> Callable[..., Props]:
    """The managed side's policy; `stood` is what was there before us."""

    def make(stood: Any = None, side: str = "managed", **changes: Any) -> Any:
        wanted = {"mfa": True, "redeem_inbound": True} if side == "managed" else {"redeem_outbound": True}
        before = json.dumps({f"partner_policy/{side}": stood})
        return {**connection, "side": side, **wanted, "adopt": False, "before": before, **changes}

    return make


def without(inputs: Any, *names: Any) -> Any:
    return {name: value for name, value in inputs.items() if name not in names}


@pytest.fixture
def theirs(cloud: Cloud) -> Any:
    """A stranger's policy that trusts no MFA and says more than we ask for."""
    return cloud.managed.partner(
        HOME,
        inboundTrust={
            "isMfaAccepted": False,
            "isCompliantDeviceAccepted": True,
            "isHybridAzureADJoinedDeviceAccepted": True,
        },
        automaticUserConsentSettings={"inboundAllowed": None, "outboundAllowed": True},
        b2bDirectConnectInbound={"usersAndGroups": {"accessType": "blocked", "targets": []}},
    )


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


# Replacement, unknowns


@pytest.mark.parametrize("change", [{"managed_id": "another"}, {"home_id": "another"}, {"side": "home"}])
def test_another_tenant_or_side_is_another_policy(
    provider: PartnerPolicyProvider, props: Callable[..., Props], change: Any
) -> None:
    diff = provider.diff("id", props(), {**props(), **change})
    assert (diff.changes, diff.replaces, diff.delete_before_replace) == (True, list(change), True)


def test_what_is_not_known_yet_is_no_change(provider: PartnerPolicyProvider, props: Callable[..., Props]) -> None:
    stored = up(provider, props(collaborators=GROUPS))
    unknown = {**props(collaborators=GROUPS), "before": UNKNOWN, "collaborators": UNKNOWN}
    assert not preview(provider, unknown, stored)


def test_adopting_alone_is_no_change(provider: PartnerPolicyProvider, props: Callable[..., Props]) -> None:
    stored = up(provider, props())
    assert not preview(provider, props(adopt=True), stored)


# Collaboration of the teams alone


@pytest.mark.parametrize(
    ("side", "whole", "partner"),
    [("managed", "b2bCollaborationInbound", HOME), ("home", "b2bCollaborationOutbound", FABRIKAM)],
)
def test_the_teams_alone_collaborate_in_every_application(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props], side: str, whole: Any, partner: Any
) -> None:
    stored = up(provider, props(side=side, collaborators=GROUPS))
    assert getattr(cloud, side).partners[partner][whole] == {
        "usersAndGroups": {
            "accessType": "allowed",
            "targets": [{"target": g, "targetType": "group"} for g in GROUPS],
        },
        "applications": {
            "accessType": "allowed",
            "targets": [{"target": "AllApplications", "targetType": "application"}],
        },
    }
    assert up(provider, props(side=side, collaborators=GROUPS), stored).steps == []


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        ({"accessType": "allowed", "targets": [{"target": "AllUsers", "targetType": "user"}]}, ["everybody"]),
        ({"accessType": "blocked", "targets": [{"target": "AllUsers", "targetType": "user"}]}, ["nobody"]),
        (
            {"accessType": "blocked", "targets": [{"target": "group-1", "targetType": "group"}]},
            ["everybody but group-1"],
        ),
        ({"accessType": "allowed", "targets": [{"target": "group-1", "targetType": "group"}]}, ["group-1"]),
    ],
)
def test_drift_of_the_collaborators_is_read_and_repaired(
    cloud: Cloud, provider: PartnerPolicyProvider, props: Callable[..., Props], scope: Any, seen: Any
) -> None:
    inputs = props(collaborators=GROUPS)
    stored = up(provider, inputs)
    cloud.managed.partners[HOME]["b2bCollaborationInbound"]["usersAndGroups"] = scope
    drifted = refresh(provider, stored)
    assert drifted is not None
    assert drifted.outputs["collaborators"] == seen
    repaired = up(provider, inputs, drifted)
    assert repaired.outputs["collaborators"] == GROUPS


def test_groups_in_another_order_are_no_difference(
    provider: PartnerPolicyProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props(collaborators=GROUPS))
    again = refresh(provider, stored)
    assert again is not None
    assert up(provider, props(collaborators=GROUPS), again).steps == []


def test_no_credential_is_in_state(provider: PartnerPolicyProvider, props: Callable[..., Props]) -> None:
    assert "a-very-secret-value" not in json.dumps(up(provider, props()).outputs)
