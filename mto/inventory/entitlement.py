"""Access on request by entitlement management: what a file may ask for."""

from typing import Literal

from pydantic import Field

from mto.inventory.base import ListModel, Model
from mto.inventory.scalars import Address, Duration, EntraRoleRef, TeamRef, Text


class Grant(Model):
    """One thing that an access package gives."""

    entra_role: EntraRoleRef = Field(description="A built-in Entra role by the name that the portal shows.")


class AccessPackage(Model):
    """A package that people of some teams may ask for, for a while."""

    package: Text = Field(description="The package's name in the managed tenant.")
    teams: tuple[TeamRef, ...] = Field(min_length=1, description="Who may ask.")
    grants: tuple[Grant, ...] = Field(min_length=1, description="What an approved request gives.")
    approvers: tuple[Address, ...] = Field(
        min_length=1, description="Users or groups of the managed tenant that can approve; a mailbox cannot."
    )
    lasts: Duration = Field(description="How long an approved request gives access.")
    reviewed: Literal["weekly", "monthly", "quarterly", "half-yearly", "yearly"] | None = Field(
        None, description="How often the holders are reviewed."
    )


class EntitlementSpec(ListModel[AccessPackage]):
    """The access packages of the managed tenant."""
