"""The tenant's entry in Defender multitenant management: what a tenant's file may ask for."""

from pydantic import Field

from mto.inventory.base import Model
from mto.inventory.scalars import PersonRef, ViewGroupRef


class MultitenantRegistrationSpec(Model):
    """In whose portal list, and in which shared view groups, the tenant shall stand."""

    view_groups: tuple[ViewGroupRef, ...] = Field((), description="View groups of home.yaml that hold this tenant.")
    operators: tuple[PersonRef, ...] | None = Field(
        None,
        description="People whose list must hold the tenant; unsaid: every person of a team that the file lets in.",
    )
