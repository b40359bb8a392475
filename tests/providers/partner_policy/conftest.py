"""One side's policy for the other."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from mto.providers.partner_policy import PartnerPolicyProvider
from tests.checks.cloud import HOME, Cloud
from tests.providers.engine import Props

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
