"""What both tenants' partner policies say of each other: claims trusted, invitations redeemed, who may collaborate."""

import pulumi

from components.sides import Relationship
from mto.checks.cross_tenant_trust import wanted_of
from mto.inventory.cross_tenant_trust import CrossTenantTrustSpec
from mto.providers.before import Before
from mto.providers.partner_policy import PartnerPolicy


class CrossTenantTrust(pulumi.ComponentResource):
    """One partner policy on each side. Only the properties that the file names are ever written."""

    def __init__(
        self,
        relationship: Relationship,
        trust: CrossTenantTrustSpec,
        team_groups: pulumi.Input[list[str]],
        before: Before,
        opts: pulumi.ResourceOptions,
    ) -> None:
        stack = relationship.stack
        super().__init__("mto:components:CrossTenantTrust", f"{stack}-cross-tenant-trust", opts=opts)
        for side in ("managed", "home"):
            wanted = wanted_of(trust, side)
            if wanted or trust.collaboration == "teams":
                PartnerPolicy(
                    f"{stack}-partner-policy-{side}",
                    tenant=stack,
                    connection=relationship.connection,
                    side=side,
                    wanted=wanted,
                    collaborators=team_groups if trust.collaboration == "teams" else None,
                    adopt=trust.adopt,
                    before=before.stood,
                    opts=pulumi.ResourceOptions(parent=self),
                )
        self.register_outputs({})
