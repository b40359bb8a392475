"""Guests by cross-tenant synchronization: what a file may ask for."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from mto.inventory.base import Model
from mto.inventory.scalars import Reference, TeamRef

AttributeName = Annotated[Reference, Field(description="An attribute of the user in the managed tenant.")]


class CrossTenantSynchronizationSpec(Model):
    """Teams that Entra's own synchronization brings, and keeps, as users of the managed tenant."""

    teams: tuple[TeamRef, ...] = Field(min_length=1, description="Teams of home.yaml that are brought.")
    as_: Literal["guest", "member"] = Field(
        "guest", alias="as", description="A member reads the directory like an employee; guest is the safe default."
    )
    attributes: Mapping[str, Reference] = Field(
        default_factory=dict,
        description="User attribute of the managed tenant: a constant, or a home attribute by name. "
        "The rest is Microsoft's default mapping.",
    )
