"""The tenant's entry in every operator's list of Defender multitenant management."""

import json

import pulumi

from components.sides import Relationship
from mto.inventory.inventory import Inventory
from mto.providers.registration import Registration


class MultitenantRegistration(pulumi.ComponentResource):
    """Always declared. It acts once the claims that gate it hold, and says for whom it waits until then."""

    registration: pulumi.Output[str]

    def __init__(
        self,
        relationship: Relationship,
        inventory: Inventory,
        gates_hold: pulumi.Output[bool],
        waits_for: pulumi.Output[str],
        opts: pulumi.ResourceOptions,
    ) -> None:
        stack = relationship.stack
        super().__init__("mto:components:MultitenantRegistration", f"{stack}-multitenant-registration", opts=opts)
        operators = [{"operator": person.name, "upn": person.upn} for person in inventory.operators_of(stack)]
        registration = Registration(
            f"{stack}-registration",
            tenant=stack,
            display_name=inventory.tenants[stack].tenant.name,
            connection=relationship.connection,
            method=inventory.home.registration.method,
            operators=json.dumps(operators, sort_keys=True),
            gates_hold=gates_hold,
            waits_for=waits_for,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.registration = registration.states
        self.register_outputs({})
