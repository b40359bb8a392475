"""A refresh that found something broken is followed by a run that repairs it: the look after it is patient.

Incident: `up --refresh` put a removed member back, the look fell within the replication lag and saw what was stored,
and the run ended with a claim missing that held.
"""

from collections.abc import Callable
from typing import Any

import pytest

from mto.checks.access_verification import claims_of, claims_to_json
from mto.checks.finding import Status, from_json
from mto.inventory.inventory import Inventory
from mto.providers.verification import VerificationProvider
from tests.checks.cloud import HOME, Cloud
from tests.checks.directory import Clock
from tests.providers.engine import refresh, up

MFA = "cross_tenant_trust/mfa@managed"


def status(stored: Any) -> Status:
    return next(f.status for f in from_json(stored.outputs["findings"]) if f.claim == MFA)


@pytest.mark.usefixtures("onboarded")
def test_a_repair_that_is_seen_late_is_waited_for(
    cloud: Cloud,
    clock: Clock,
    connection: dict[str, str],
    files: Callable[..., Inventory],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    provider = VerificationProvider()
    props = {**connection, "claims": claims_to_json(claims_of(files(), "fabrikam")), "known_as": "{}"}
    stored = up(provider, props)
    trust = cloud.managed.partners[HOME]["inboundTrust"]
    trust["isMfaAccepted"] = False
    broken = refresh(provider, stored)
    assert broken is not None
    assert status(broken) is Status.MISSING
    slept: list[float] = []

    def replicate(seconds: float) -> None:
        slept.append(seconds)
        trust["isMfaAccepted"] = True

    monkeypatch.setattr(VerificationProvider, "sleep", staticmethod(replicate))
    stored = up(provider, props, broken)
    assert status(stored) is Status.OK
    assert slept
    assert stored.outputs["looked"] == "up"


@pytest.mark.usefixtures("onboarded")
def test_what_nobody_of_ours_writes_is_not_waited_for(
    cloud: Cloud,
    connection: dict[str, str],
    files: Callable[..., Inventory],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blocked = {"accessType": "blocked", "targets": [{"target": "AllUsers", "targetType": "user"}]}
    cloud.managed.default["b2bCollaborationInbound"]["usersAndGroups"] = blocked
    slept: list[float] = []
    monkeypatch.setattr(VerificationProvider, "sleep", staticmethod(slept.append))
    props = {**connection, "claims": claims_to_json(claims_of(files(), "fabrikam")), "known_as": "{}"}
    stored = up(VerificationProvider(), props)
    assert stored.outputs["gates_hold"] is False
    assert slept == []
