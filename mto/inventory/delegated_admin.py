"""GDAP, granular delegated administration of Partner Center: what a file may ask for.

Rests on: Graph v1.0, delegatedAdminRelationship.
"""

from typing import Annotated

from pydantic import Field

from mto.inventory.base import Model
from mto.inventory.scalars import Duration, EntraRoleRef, Form, TeamRef, text_of

NAME_LENGTH = 50
RelationshipName = Annotated[str, Form(text_of(NAME_LENGTH)), Field(min_length=1, max_length=NAME_LENGTH)]


class DelegatedRoles(Model):
    """What one team holds by the relationship."""

    team: TeamRef = Field(description="A team of home.yaml.")
    roles: tuple[EntraRoleRef, ...] = Field(min_length=1, description="Entra roles by the names that the portal shows.")


class DelegatedAdminSpec(Model):
    """A GDAP relationship: roles without guest accounts, for partners of Microsoft."""

    name: RelationshipName = Field(description="Shown to the customer; unique over all relationships of the partner.")
    lasts: Duration = Field(description="From 1 day to 730 days, counted from the customer's approval.")
    auto_extend: bool = Field(False, description="Whether Microsoft extends it by 180 days before it ends.")
    roles: tuple[DelegatedRoles, ...] = Field(min_length=1, description="Who holds which roles.")
