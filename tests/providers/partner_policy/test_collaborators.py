import json
from collections.abc import Callable
from typing import Any

import pytest
from pulumi.output import UNKNOWN

from mto.providers.partner_policy import PartnerPolicyProvider
from tests.checks.cloud import FABRIKAM, HOME, Cloud
from tests.providers.engine import Props, preview, refresh, up
from tests.providers.partner_policy.conftest import GROUPS

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
