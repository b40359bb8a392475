"""Governance relationships (preview): GDAP's technology without a partner contract; what a file may ask for."""

from pydantic import Field

from mto.inventory.azure_roles import AzureRolesSpec
from mto.inventory.base import Model
from mto.inventory.scalars import EntraRoleRef, TeamRef, Text


class GovernedRoles(Model):
    """What one team holds by the relationship."""

    team: TeamRef = Field(description="A team of home.yaml.")
    roles: tuple[EntraRoleRef, ...] = Field(min_length=1, description="Entra roles by the names that the portal shows.")


class GovernanceSpec(Model):
    """A governance relationship: Entra roles of the managed tenant for groups of the home tenant, no guest accounts."""

    template: Text = Field(description="The name of the access template in the home tenant.")
    roles: tuple[GovernedRoles, ...] = Field(min_length=1, description="Who holds which Entra roles.")
    azure_roles: AzureRolesSpec = Field(
        AzureRolesSpec(()), description="Azure roles of the remote tenant group, given by the governed side."
    )
