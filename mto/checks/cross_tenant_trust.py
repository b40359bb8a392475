"""What both tenants' partner policies say of each other: what a file wants of them, and the claims that show it.

The *effective* value counts: null in a partner policy inherits the tenant's default, and a finding says which of them
decided. Writing is left to the provider.

Rests on: Graph v1.0, crossTenantAccessPolicyConfigurationPartner; Entra, cross-tenant synchronization overview
(consent is suppressed only if both sides redeem automatically).
"""

from dataclasses import dataclass
from typing import ClassVar

from mto.checks.claim import Claim, SideName, Sides
from mto.checks.finding import Finding, Status
from mto.clients.errors import NotFound
from mto.clients.graph import partner_policy
from mto.clients.graph.effective_policy import Effective, effective
from mto.clients.graph.partner_settings import (
    COMPLIANT_DEVICE,
    MFA,
    REDEEM_INBOUND,
    REDEEM_OUTBOUND,
    PartnerPolicy,
)
from mto.inventory.cross_tenant_trust import CrossTenantTrustSpec
from mto.inventory.inventory import Inventory

SWITCHES = {
    "mfa": MFA,
    "compliant_device": COMPLIANT_DEVICE,
    "redeem_inbound": REDEEM_INBOUND,
    "redeem_outbound": REDEEM_OUTBOUND,
}
"""A policy's switches by the names that our resource gives them."""


def wanted_of(trust: CrossTenantTrustSpec, side: SideName) -> dict[str, bool]:
    """The switches that a file names for one side's policy; what it does not name is never written."""
    wanted: dict[str, bool] = {}
    if side == "managed":
        wanted["mfa"] = trust.accepts_mfa
        if trust.compliant_device:
            wanted["compliant_device"] = True
        if trust.automatic_redemption:
            wanted["redeem_inbound"] = True
    elif trust.automatic_redemption:
        wanted["redeem_outbound"] = True
    return wanted


def policies(sides: Sides, side: SideName) -> tuple[PartnerPolicy | None, PartnerPolicy]:
    """One side's policy for the other, None where it keeps none, and its default. Read once a look."""
    key = ("policies", side)
    if key not in sides.seen:
        graph = sides.at(side).graph
        other = sides.managed if side == "home" else sides.home
        try:
            partner = partner_policy.get(graph, other.tenant_id)
        except NotFound:
            partner = None
        sides.seen[key] = (partner, partner_policy.get_default(graph))
    return sides.seen[key]  # type: ignore[return-value]  # what was put under this key just above


def holds(sides: Sides, side: SideName, path: str) -> Effective:
    """The setting that holds on one side for the other."""
    return effective(path, *policies(sides, side))


@dataclass(frozen=True, kw_only=True)
class SwitchOn(Claim):
    """A switch of one side's policy for the other is on."""

    kind: ClassVar[str] = "cross_tenant_trust"
    side: SideName
    switch: str
    domain: str
    """Of the tenant whose policy it is."""
    partner: str
    """The other tenant's domain."""

    @property
    def name(self) -> str:
        """The switch and the side."""
        return f"{self.switch}@{self.side}"

    @property
    def title(self) -> str:
        """In a person's words."""
        return _TITLES[self.switch].format(domain=self.domain, partner=self.partner)

    def look(self, sides: Sides) -> Finding:
        """Read the partner policy and the default, and tell which of them decided."""
        path = SWITCHES[self.switch]
        seen = holds(sides, self.side, path)
        evidence = f"{seen.decided_by} policy of {self.domain}: {path} is {str(seen.is_on).lower()}"
        if seen.is_on:
            return self.found(Status.OK, evidence)
        return self.found(
            Status.MISSING,
            evidence,
            lost=_LOST[self.switch],
            owner=f"an administrator of {self.domain} with Security Administrator, or whoever runs mto",
            remedy=f"Run `mto up --refresh {sides.stack}`, or set {path} in the partner policy for {self.partner}.",
            link="https://entra.microsoft.com/#view/Microsoft_AAD_IAM/CompanyRelationshipsMenuBlade/~/CrossTenantAccessSettings",
        )


def claims(inventory: Inventory, stack: str) -> tuple[SwitchOn, ...]:
    """Every switch that the file wants on, on both sides."""
    tenant, home = inventory.tenants[stack], inventory.home.tenant
    domains = {"home": home.domains[0], "managed": tenant.tenant.domain}
    sides: tuple[SideName, SideName] = ("managed", "home")
    return tuple(
        SwitchOn(
            side=side,
            switch=switch,
            domain=domains[side],
            partner=domains["home" if side == "managed" else "managed"],
        )
        for side in sides
        for switch, on in wanted_of(tenant.trust, side).items()
        if on
    )


_TITLES = {
    "mfa": "{domain} accepts MFA of {partner}",
    "compliant_device": "{domain} accepts compliant devices of {partner}",
    "redeem_inbound": "{domain} redeems invitations of people of {partner} automatically",
    "redeem_outbound": "{domain} redeems invitations of its people to {partner} automatically",
}
_LOST = {
    "mfa": "hunting and incidents may show nothing to analysts who have signed in with MFA at home",
    "compliant_device": "analysts are stopped where Conditional Access asks for a compliant device",
    "redeem_inbound": "each analyst must consent before the tenant can be used",
    "redeem_outbound": "each analyst must consent before the tenant can be used",
}
