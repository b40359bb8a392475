"""Roles of Defender's unified RBAC: the roles themselves (`defender_roles/*.yaml`) and who holds them in a tenant."""

from typing import Annotated, Literal

from pydantic import Field

from mto.inventory.base import ListModel, Model
from mto.inventory.scalars import DefenderRoleRef, Reference, Refers, TeamRef, Text

OperationsPermission = Annotated[Reference, Refers("Defender permission: security_operations")]
PosturePermission = Annotated[Reference, Refers("Defender permission: security_posture")]
SettingsPermission = Annotated[Reference, Refers("Defender permission: authorization_and_settings")]


class DefenderPermissions(Model):
    """Permissions by the names that the Defender portal shows, by the portal's groups."""

    security_operations: tuple[OperationsPermission, ...] = Field((), description="Day-to-day work on incidents.")
    security_posture: tuple[PosturePermission, ...] = Field((), description="Exposure and vulnerabilities.")
    authorization_and_settings: tuple[SettingsPermission, ...] = Field((), description="Roles, settings, detections.")


class DefenderRoleDefinition(Model):
    """A role of our own in Defender's unified RBAC, made alike in every tenant that asks for it."""

    name: Text = Field(description="The name that the Defender portal shows.")
    description: Text | None = Field(None, description="What the role is for.")
    permissions: DefenderPermissions = Field(description="What the role allows.")


class DefenderRole(Model):
    """One Defender role of one team."""

    team: TeamRef = Field(description="A team of home.yaml.")
    role: DefenderRoleRef = Field(description="A file of defender_roles/, without .yaml.")
    data_sources: Literal["all"] | tuple[Annotated[Reference, Refers("data source")], ...] = Field(
        description="Which products' data the role reaches: all, or a list."
    )


class DefenderRolesSpec(ListModel[DefenderRole]):
    """The Defender roles that teams hold in the managed tenant."""
