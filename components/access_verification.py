"""Proof of access: every claim of the tenant's file, looked at live once all of it is written."""

from collections.abc import Sequence

import pulumi

from components.sides import Relationship
from mto.checks.access_verification import claims_of, claims_to_json
from mto.inventory.inventory import Inventory
from mto.providers.verification import Verification


class AccessVerification(pulumi.ComponentResource):
    """Findings of the tenant. What is missing is told as an error of the run, once its deletions are not in danger."""

    findings: pulumi.Output[str]
    gates_hold: pulumi.Output[bool]
    waits_for: pulumi.Output[str]

    def __init__(
        self,
        relationship: Relationship,
        inventory: Inventory,
        known_as: pulumi.Input[str],
        after: Sequence[pulumi.Resource],
        opts: pulumi.ResourceOptions,
    ) -> None:
        stack = relationship.stack
        super().__init__("mto:components:AccessVerification", f"{stack}-access-verification", opts=opts)
        verification = Verification(
            f"{stack}-verification",
            tenant=stack,
            connection=relationship.connection,
            claims=claims_to_json(claims_of(inventory, stack)),
            known_as=known_as,
            opts=pulumi.ResourceOptions(parent=self, depends_on=list(after)),
        )
        self.findings = verification.findings
        self.gates_hold = verification.gates_hold
        self.waits_for = verification.waits_for
        self.register_outputs({})
