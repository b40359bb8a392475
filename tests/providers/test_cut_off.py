"""What a killed run has begun to make: state holds what was asked for alone, and a refresh says whose the object is."""

import json
from typing import Any

import pytest
from pulumi.dynamic import ResourceProvider

from mto.checks.multitenant_registration import from_json
from mto.providers.guest import GuestProvider
from mto.providers.partner_policy import PartnerPolicyProvider
from mto.providers.registration import RegistrationProvider
from tests.checks.cloud import FABRIKAM, HOME, Cloud
from tests.checks.files import ADA, ADA_ID
from tests.providers.engine import Props, Stored, destroy, refresh, up

ENTRY = [{"name": "Fabrikam", "tenantId": FABRIKAM, "tenantAadEnvironment": 1, "addedOn": "x"}]


def entered(inputs: Props) -> Stored:
    """The resource as tidying up enters it."""
    return Stored("unknown", inputs, [], inputs)


def settled(provider: ResourceProvider, inputs: Props) -> Stored:
    found = refresh(provider, entered(inputs))
    assert found is not None
    return found


@pytest.fixture
def guest(connection: dict[str, str]) -> Props:
    before = json.dumps({f"guest/{ADA_ID}": None})
    return {**connection, "person": "ada", "person_id": ADA_ID, "upn": ADA, "before": before}


@pytest.fixture
def policy(connection: dict[str, str]) -> Props:
    before = json.dumps({"partner_policy/managed": None})
    return {**connection, "side": "managed", "mfa": True, "redeem_inbound": True, "adopt": False, "before": before}


@pytest.fixture
def listed(connection: dict[str, str]) -> Props:
    operators = json.dumps([{"operator": "ada", "upn": ADA}])
    gates = {"gates_hold": True, "waits_for": ""}
    return {**connection, "display_name": "Fabrikam", "method": "portal", "operators": operators, **gates}


def test_a_guest_whom_the_run_made_is_ours(cloud: Cloud, guest: Props) -> None:
    user_id = cloud.managed.user(ADA)
    stored = settled(GuestProvider(), guest)
    assert (stored.id, stored.outputs["user_id"], stored.outputs["made"]) == (user_id, user_id, True)
    assert up(GuestProvider(), guest, stored).steps == []
    destroy(GuestProvider(), stored)
    assert cloud.managed.users == {}


def test_a_guest_who_stood_before_us_stays_theirs(cloud: Cloud, guest: Props) -> None:
    user_id = cloud.managed.user(ADA)
    guest["before"] = json.dumps({f"guest/{ADA_ID}": {"ids": [user_id], "names": ["ada"]}})
    destroy(GuestProvider(), settled(GuestProvider(), guest))
    assert list(cloud.managed.users) == [user_id]


def test_what_was_not_made_leaves_state(cloud: Cloud, guest: Props, policy: Props) -> None:
    assert refresh(GuestProvider(), entered(guest)) is None
    assert refresh(PartnerPolicyProvider(), entered(policy)) is None
    assert cloud.writes == []


def test_a_policy_that_the_run_made_is_ours(cloud: Cloud, policy: Props) -> None:
    cloud.managed.partner(HOME, inboundTrust={"isMfaAccepted": True})
    destroy(PartnerPolicyProvider(), settled(PartnerPolicyProvider(), policy))
    assert cloud.managed.partners == {}


def test_an_adopted_policy_is_set_back(cloud: Cloud, policy: Props) -> None:
    """The run was killed after its write: what stood is known from `before` alone."""
    cloud.managed.partner(HOME, inboundTrust={"isMfaAccepted": True})
    stood = {"tenantId": HOME, "inboundTrust": {"isMfaAccepted": False}}
    inputs = {**policy, "adopt": True, "before": json.dumps({"partner_policy/managed": stood})}
    destroy(PartnerPolicyProvider(), settled(PartnerPolicyProvider(), inputs))
    assert cloud.managed.partners[HOME]["inboundTrust"]["isMfaAccepted"] is False


@pytest.mark.parametrize(("stood", "left"), [((), []), ((FABRIKAM,), [FABRIKAM])])
def test_an_entry_is_ours_unless_it_stood_before_the_write(
    cloud: Cloud, listed: Props, sign_in: Any, stood: tuple[str, ...], left: list[str]
) -> None:
    sign_in(ADA, *stood)
    provider = RegistrationProvider()
    inputs = provider.check({}, listed).inputs
    cloud.lists[ADA] = ENTRY
    stored = settled(provider, inputs)
    (state,) = from_json(stored.outputs["states"])
    assert (state.state, state.ours) == ("registered", not stood)
    destroy(provider, stored)
    assert [entry["tenantId"] for entry in cloud.lists[ADA]] == left


def test_who_had_the_entry_is_looked_at_once(cloud: Cloud, listed: Props, sign_in: Any) -> None:
    sign_in(ADA)
    provider = RegistrationProvider()
    first = provider.check({}, listed).inputs
    cloud.lists[ADA] = ENTRY
    assert provider.check(first, listed).inputs == first
