"""Microsoft Sentinel in the managed tenant's subscription: what a file may ask for."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from mto.inventory.base import Model
from mto.inventory.scalars import AzureRoleRef, Duration, Form, Guid, Reference, Refers, TeamRef, matching

WORKSPACE = r"^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$"
RESOURCE_GROUP = r"^[\w().-]{0,89}[\w()-]$"
TABLE = r"^[A-Za-z][A-Za-z0-9_]{0,62}$"

WorkspaceName = Annotated[
    str,
    Form(matching(WORKSPACE, "workspace name", "It has 4 to 63 letters, digits and dashes, no dash at either end.")),
    Field(pattern=WORKSPACE),
]
ResourceGroupName = Annotated[
    str,
    Form(
        matching(
            RESOURCE_GROUP,
            "resource group name",
            "It has 1 to 90 letters, digits, dots, dashes, underscores and brackets, and no dot at the end.",
        )
    ),
    Field(pattern=RESOURCE_GROUP),
]
TableName = Annotated[
    str,
    Form(matching(TABLE, "table name", "Write it as Log Analytics shows it: SecurityIncident.")),
    Field(pattern=TABLE),
]


class Workspace(Model):
    """One Log Analytics workspace with Sentinel."""

    name: WorkspaceName = Field(description="The workspace's name in the resource group.")
    existing: bool = Field(False, description="It is the customer's and there already: used, never deleted.")
    primary: bool = Field(False, description="The one that Defender correlates with its own data; one a tenant.")


class LighthouseEligible(Model):
    """The delegation is not held but may be activated (needs Entra ID P2 at home)."""

    activation: Duration = Field(description="How long one activation lasts at most: 30 minutes to 8 hours.")
    mfa: bool = Field(True, description="Whether an activation asks for MFA.")


class Authorization(Model):
    """One Azure role of one team's home group, by delegation."""

    team: TeamRef = Field(description="A team of home.yaml.")
    role: AzureRoleRef = Field(description="A built-in Azure role by its name; Lighthouse knows no Owner.")
    eligible: LighthouseEligible | None = Field(None, description="Unsaid: the role is held all the time.")


class Lighthouse(Model):
    """Azure Lighthouse: the resource group delegated to groups of the home tenant."""

    authorizations: tuple[Authorization, ...] = Field(min_length=1, description="Who holds which Azure roles.")


class SentinelOnboardingSpec(Model):
    """Workspaces with Sentinel, their data, and what becomes of them when the tenant leaves."""

    subscription: Guid = Field(description="The customer's subscription id (Azure portal, Subscriptions).")
    resource_group: ResourceGroupName = Field(description="The resource group of the workspaces.")
    workspace: WorkspaceName | None = Field(None, description="Short for workspaces: [{name: …, primary: true}].")
    workspaces: tuple[Workspace, ...] = Field((), description="The workspaces; one is the primary.")
    region: Annotated[Reference, Refers("Azure region")] | None = Field(
        None, description="Of a workspace, and of a resource group, that is new; by its short name: westeurope."
    )
    retention_days: int | None = Field(None, ge=4, le=730, description="How long data stays, 4 to 730 days.")
    connectors: tuple[Annotated[Reference, Refers("connector")], ...] = Field(
        (), description="Data connectors by their short names."
    )
    on_destroy: Literal["keep", "delete"] = Field(
        "keep", description="Whether a workspace that we made outlives the contract, as evidence (the default)."
    )
    fresh_within: Mapping[TableName, Duration] = Field(
        default_factory=dict, description="Table: how old its newest row may be before verification complains."
    )
    lighthouse: Lighthouse | None = Field(None, description="Delegation, for queries over several tenants.")

    @property
    def all_workspaces(self) -> tuple[Workspace, ...]:
        """The workspaces, the short form spelt out."""
        return (Workspace(name=self.workspace, primary=True),) if self.workspace else self.workspaces
