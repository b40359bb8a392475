"""Azure roles in the managed tenant's subscription: what a file may ask for."""

from typing import Literal

from pydantic import Field

from mto.inventory.base import ListModel, Model
from mto.inventory.scalars import AzureRoleRef, TeamRef


class AzureRole(Model):
    """One Azure role of one team."""

    team: TeamRef = Field(description="A team of home.yaml.")
    role: AzureRoleRef = Field(description="A built-in Azure role by its name.")
    scope: Literal["resource_group"] = Field(description="Where it holds: the resource group of `sentinel`.")


class AzureRolesSpec(ListModel[AzureRole]):
    """The Azure roles that teams hold, for data of Sentinel."""
