"""Whether the managed tenant has Defender XDR, Defender answers there, and what no application can see of it.

Rests on: Graph v1.0, subscribedSku, incident, runHuntingQuery; the table of service plans that M365 licences carry
(MTP is absent from E5 GCC High and some others, so any plan of a Defender product counts).
"""

from dataclasses import dataclass
from typing import ClassVar

from mto.checks.claim import Claim, Sides
from mto.checks.finding import Finding, Proof, Status
from mto.clients.graph import hunting, incident, subscribed_sku
from mto.inventory.inventory import Inventory

XDR_PLANS = {
    "bf28f719-7844-4079-9c78-c1307898e192": "Microsoft Defender XDR (MTP)",
    "871d91ec-ec1a-452b-a83f-bd76c7d770ef": "Defender for Endpoint P2 (WINDEFATP)",
    "14ab5db5-e6c4-4b20-b4bc-13e36fd2227f": "Defender for Identity (ATA)",
    "8e0c0a52-6a6c-4d40-8370-dd62790dcd70": "Defender for Office 365 P2 (THREAT_INTELLIGENCE)",
    "900018f1-0cdb-4ecb-94d4-90281760fdc6": "Defender for Office 365 P2, government (THREAT_INTELLIGENCE_GOV)",
    "2e2ddb96-6af9-4b1d-a3f0-d6ecfd22edb2": "Defender for Cloud Apps (ADALLOM_S_STANDALONE)",
    "6ebdddb7-8e55-4af2-952b-69e77262f96c": "Defender for Cloud Apps, DoD (ADALLOM_S_STANDALONE_DOD)",
}
"""Service plans that give Defender XDR, by id; the first one found is named. State of 2026-07-29."""


@dataclass(frozen=True, kw_only=True)
class DefenderClaim(Claim):
    """A claim about the managed tenant's Defender, which no run of ours sets up."""

    kind: ClassVar[str] = "access_verification"
    domain: str

    @property
    def replicates(self) -> bool:
        """Nothing of it is ours to write."""
        return False


@dataclass(frozen=True, kw_only=True)
class DefenderLicensed(DefenderClaim):
    """The tenant has a plan that gives Defender XDR. It does not gate: licences are the customer's to buy."""

    gates: ClassVar[bool] = False

    @property
    def name(self) -> str:
        """What it is about."""
        return "licence"

    @property
    def title(self) -> str:
        """In a person's words."""
        return f"{self.domain} has a Defender XDR plan"

    def look(self, sides: Sides) -> Finding:
        """Read the licences, and name the strongest plan found."""
        skus = [sku for sku in subscribed_sku.get_all(sides.managed.graph) if sku.usable]
        held = {plan.id: sku.name for sku in skus for plan in sku.plans if plan.status == "Success"}
        plan = next((plan for plan in XDR_PLANS if plan in held), None)
        if plan:
            return self.found(Status.OK, f"{XDR_PLANS[plan]}, by {held[plan]}")
        return self.found(
            Status.MISSING,
            f"none of {len(skus)} usable licences carries a plan of Defender XDR",
            lost="there is nothing to see in Defender",
            owner=f"a Billing Administrator of {self.domain}",
            remedy="Buy or assign a licence that includes Microsoft Defender XDR.",
            link="https://admin.microsoft.com/Adminportal/Home#/licenses",
        )


@dataclass(frozen=True, kw_only=True)
class IncidentsAnswer(DefenderClaim):
    """Defender answers a question about incidents."""

    @property
    def name(self) -> str:
        """What it is about."""
        return "incidents"

    @property
    def title(self) -> str:
        """In a person's words."""
        return f"Defender of {self.domain} answers with incidents"

    def look(self, sides: Sides) -> Finding:
        """Ask for the newest incident; a tenant without any has answered too."""
        newest = incident.newest(sides.managed.graph)
        # Which one it is would be another finding with each incident: a tenant at work would never look unchanged.
        return self.found(Status.OK, "it has incidents" if newest else "no incident yet", proof=Proof.SEEN_IN_USE)


@dataclass(frozen=True, kw_only=True)
class HuntingAnswers(DefenderClaim):
    """Defender answers a hunting query."""

    @property
    def name(self) -> str:
        """What it is about."""
        return "hunting"

    @property
    def title(self) -> str:
        """In a person's words."""
        return f"Defender of {self.domain} answers a hunting query"

    def look(self, sides: Sides) -> Finding:
        """Count the alerts of a day: a query over a table that every Defender tenant has."""
        result = hunting.run(sides.managed.graph, "AlertInfo | count", timespan="P1D")
        return self.found(Status.OK, f"answered with {len(result.rows)} row", proof=Proof.SEEN_IN_USE)


@dataclass(frozen=True, kw_only=True)
class NothingHidden(DefenderClaim):
    """Device groups and older permission models hide nothing from the teams: no application can see that."""

    gates: ClassVar[bool] = False

    @property
    def name(self) -> str:
        """What it is about."""
        return "what the portal shows"

    @property
    def title(self) -> str:
        """In a person's words."""
        return f"no device group or older permission model of {self.domain} hides data from the teams"

    def look(self, sides: Sides) -> Finding:  # noqa: ARG002  there is nothing to ask
        """Say what to look at by hand.

        Rests on: Defender, assign portal access (2025-01-28), machine groups (2025-12-18).
        """
        return self.found(
            Status.UNKNOWN,
            "no application can see it",
            owner=f"a Security Administrator of {self.domain}",
            remedy="Defender portal, Settings > Endpoints > Device groups and Roles: give each group that should see "
            "everything to the teams' groups.",
            link="https://security.microsoft.com/securitysettings/endpoints/machine_groups",
        )


def claims(inventory: Inventory, stack: str) -> tuple[DefenderClaim, ...]:
    """What is asked of every managed tenant."""
    domain = inventory.tenants[stack].tenant.domain
    return (
        DefenderLicensed(domain=domain),
        IncidentsAnswer(domain=domain),
        HuntingAnswers(domain=domain),
        NothingHidden(domain=domain),
    )
