from collections.abc import Callable
from typing import Any

import pytest

from mto.checks.cross_tenant_trust import wanted_of
from mto.checks.finding import Finding, Status
from mto.inventory.cross_tenant_trust import CrossTenantTrustSpec
from tests.checks.cloud import FABRIKAM, HOME, Cloud
from tests.checks.files import FABRIKAM as FILE

MFA = "cross_tenant_trust/mfa@managed"
DEVICES = FILE + "trust: {compliant_device: true}\n"


def test_trust_that_the_partner_policy_gives_is_ok_and_says_so(
    look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    finding = look()[MFA]
    assert finding.status is Status.OK
    assert finding.evidence == "partner policy of fabrikam.example: inboundTrust.isMfaAccepted is true"


@pytest.mark.parametrize(
    ("partner", "default", "status", "decided"),
    [
        (None, True, Status.OK, "default"),
        (None, False, Status.MISSING, "default"),
        (False, True, Status.MISSING, "partner"),
        (True, False, Status.OK, "partner"),
    ],
)
def test_the_effective_value_counts_and_says_who_decided(
    cloud: Cloud,
    look: Callable[..., dict[str, Finding]],
    onboarded: dict[str, str],
    partner: Any,
    default: Any,
    status: Any,
    decided: Any,
) -> None:
    cloud.managed.partners[HOME]["inboundTrust"] = {"isMfaAccepted": partner}
    cloud.managed.default["inboundTrust"]["isMfaAccepted"] = default
    finding = look()[MFA]
    assert finding.status is status
    assert finding.evidence.startswith(f"{decided} policy of fabrikam.example")


def test_no_partner_policy_at_all_inherits_the_default(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.partners.clear()
    assert look()[MFA].evidence.startswith("default policy")
    cloud.managed.default["inboundTrust"]["isMfaAccepted"] = True
    assert look()[MFA].status is Status.OK


@pytest.mark.parametrize(
    ("claim", "side", "partner", "change"),
    [
        (MFA, "managed", HOME, {"inboundTrust": {"isMfaAccepted": False}}),
        ("cross_tenant_trust/compliant_device@managed", "managed", HOME, {"inboundTrust": {"isMfaAccepted": True}}),
        (
            "cross_tenant_trust/redeem_inbound@managed",
            "managed",
            HOME,
            {"automaticUserConsentSettings": {"inboundAllowed": False}},
        ),
        (
            "cross_tenant_trust/redeem_outbound@home",
            "home",
            FABRIKAM,
            {"automaticUserConsentSettings": {"outboundAllowed": False}},
        ),
    ],
)
def test_each_switch_that_is_off_is_missing_with_owner_and_remedy(
    cloud: Cloud,
    look: Callable[..., dict[str, Finding]],
    onboarded: dict[str, str],
    claim: Any,
    side: str,
    partner: Any,
    change: Any,
) -> None:
    getattr(cloud, side).partners[partner] |= change
    finding = look(fabrikam=DEVICES)[claim]
    domain = "fabrikam.example" if side == "managed" else "northwind.example"
    assert (finding.status, finding.gates) == (Status.MISSING, True)
    assert finding.owner.startswith(f"an administrator of {domain} with Security Administrator")
    assert "mto up --refresh fabrikam" in finding.remedy
    assert finding.lost
    assert finding.link


def test_what_the_file_does_not_name_is_not_wanted() -> None:
    assert wanted_of(CrossTenantTrustSpec(automatic_redemption=False), "home") == {}
    assert wanted_of(CrossTenantTrustSpec(automatic_redemption=False), "managed") == {"mfa": True}
    assert wanted_of(CrossTenantTrustSpec(mfa=False), "managed") == {"mfa": False, "redeem_inbound": True}


def test_trust_that_the_file_turns_off_is_no_claim(
    look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    off = FILE + "trust: {mfa: {value: false, reason: migration, approver: ciso@fabrikam.example, until: 2027-01-31}}\n"
    assert MFA not in look(fabrikam=off)


def test_policies_are_read_once_a_look(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    look()
    paths = [r.url.path for r in cloud.asked if "crossTenantAccessPolicy" in r.url.path]
    assert len(paths) == 4


def test_a_refused_look_is_unknown(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.deny(cloud.home, "Policy.Read.All")
    findings = look()
    outbound = findings["cross_tenant_trust/redeem_outbound@home"]
    assert (outbound.status, outbound.could_look) == (Status.UNKNOWN, True)
    assert findings[MFA].status is Status.OK
