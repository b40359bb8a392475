"""The home tenant's file, `home.yaml`."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from mto.inventory.base import Model
from mto.inventory.scalars import Cloud, Domain, Form, Guid, TeamName, Text, ViewGroupName, text_of

NAME_LENGTH = 180
"""`<name>: <team> (mto, roles)` is the display name of groups, which has at most 256 characters."""
TeamsName = Annotated[str, Form(text_of(NAME_LENGTH)), Field(min_length=1, max_length=NAME_LENGTH)]


class HomeFacts(Model):
    """The tenant where the security team's own accounts live."""

    name: TeamsName = Field(
        description="The security team's name; it is part of the names of groups in managed tenants."
    )
    id: Guid = Field(description="The tenant id (Entra admin center, Overview).")
    domains: tuple[Domain, ...] = Field(min_length=1, description="Nobody from elsewhere is ever let in.")
    cloud: Cloud = Field("public", description="The Microsoft cloud that the tenant lives in.")


class App(Model):
    """One multi-tenant application of the home tenant. Its credentials come from the environment, never from here."""

    client_id: Guid = Field(description="The application (client) id.")


class Apps(Model):
    """Applications by purpose, so that a customer can consent to less."""

    deploy: App = Field(description="Writes: up and destroy.")
    verify: App = Field(description="Reads only: preview and verify. The first consent that a customer gives.")
    analyst: App | None = Field(None, description="Delegated: an analyst proves their own view.")


class ExistingGroup(Model):
    """A group of the home tenant that is there already: adopted, never deleted; its people are kept in Entra."""

    existing: Guid = Field(description="The group's object id in the home tenant.")


class Team(Model):
    """A named group of analysts of the home tenant."""

    description: Text | None = Field(None, description="What the team does.")
    group: ExistingGroup | None = Field(None, description="Unsaid: a group of ours, its people from people.yaml.")


class ViewGroup(Model):
    """A named set of tenants for switching the view in the portal."""

    description: Text | None = Field(None, description="What the tenants in it share.")


class HomeRegistration(Model):
    """How tenants get into Defender multitenant management."""

    method: Literal["manual", "portal"] = Field(
        "manual", description="`portal` is an unpublished interface, its write inferred: opt in knowingly."
    )
    view_groups: Mapping[ViewGroupName, ViewGroup] = Field(default_factory=dict, description="Shared sets of tenants.")


class Home(Model):
    """The home tenant."""

    tenant: HomeFacts = Field(description="Which tenant this is.")
    apps: Apps = Field(description="The applications that act.")
    teams: Mapping[TeamName, Team] = Field(description="The teams by name.")
    registration: HomeRegistration = Field(HomeRegistration(), description="Defender multitenant management.")
