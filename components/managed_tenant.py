"""One managed tenant, in the order of Microsoft's set-up article: access, trust, permissions, proof, registration.

Order comes from passing outputs; independent things are never chained. What a kind declares is left to its component.
"""

import json

import pulumi

from components.access_verification import AccessVerification
from components.cross_tenant_trust import CrossTenantTrust
from components.directory_roles import DirectoryRoles
from components.guest_invitations import GuestInvitations
from components.home_groups import home_groups
from components.multitenant_registration import MultitenantRegistration
from components.sides import Relationship, side
from mto.checks.access_verification import next_steps
from mto.checks.before import looks_to_json
from mto.checks.standing import looks_of
from mto.inventory.holders import holders_of, summary_of
from mto.inventory.inventory import Inventory
from mto.providers.before import Before


class ManagedTenant(pulumi.ComponentResource):
    """Both sides of the relationship with one managed tenant."""

    def __init__(self, stack: str, inventory: Inventory) -> None:
        super().__init__("mto:components:ManagedTenant", stack)
        tenant = inventory.tenants[stack]
        relationship = Relationship.of(stack, inventory.home, tenant)
        child = pulumi.ResourceOptions(parent=self)

        managed = side("managed", tenant.tenant.id, tenant.tenant.cloud, parent=self)
        before = Before(
            f"{stack}-before",
            tenant=stack,
            connection=relationship.connection,
            looks=looks_to_json(looks_of(inventory, stack)),
            opts=child,
        )
        access = GuestInvitations(relationship, inventory, managed, before, child)
        trust = CrossTenantTrust(relationship, tenant.trust, home_groups(inventory, stack), before, child)
        permissions = DirectoryRoles(
            relationship, inventory, guests=access.guests, managed=managed, before=before, opts=child
        )

        written = [before, access, trust, permissions]
        proof = AccessVerification(relationship, inventory, access.addresses, after=written, opts=child)
        registration = MultitenantRegistration(relationship, inventory, proof.gates_hold, proof.waits_for, child)

        self.outputs: dict[str, pulumi.Output[str]] = {
            "findings": proof.findings,
            "registration": registration.registration,
            "next_steps": pulumi.Output.all(proof.findings, registration.registration).apply(
                lambda seen: next_steps(*seen)
            ),
            "holders": pulumi.Output.from_input(json.dumps(holders_of(inventory, stack))),
            "summary": pulumi.Output.from_input(json.dumps(summary_of(inventory, stack))),
            "addresses": access.addresses,
        }
        self.redeem_links = pulumi.Output.secret(access.redeem_links)
        self.register_outputs({})
