"""A managed tenant's file, `tenants/<stack>.yaml`, and a profile, `profiles/*.yaml`: one model a kind, in one tree."""

from typing import Literal

from pydantic import Field

from mto.inventory.azure_roles import AzureRolesSpec
from mto.inventory.base import Model
from mto.inventory.cross_tenant_synchronization import CrossTenantSynchronizationSpec
from mto.inventory.cross_tenant_trust import CrossTenantTrustSpec
from mto.inventory.defender_roles import DefenderRolesSpec
from mto.inventory.delegated_admin import DelegatedAdminSpec
from mto.inventory.directory_roles import DirectoryRolesSpec
from mto.inventory.entitlement import EntitlementSpec
from mto.inventory.governance import GovernanceSpec
from mto.inventory.guest_invitations import GuestInvitationsSpec
from mto.inventory.multitenant_registration import MultitenantRegistrationSpec
from mto.inventory.scalars import Address, AnyRoleRef, Cloud, Day, Domain, Guid, ProfileRef, Tag, Text
from mto.inventory.sentinel_onboarding import SentinelOnboardingSpec

Hands = Literal["ours", "customer"]


class TenantFacts(Model):
    """Which tenant this is."""

    name: Text = Field(description="The customer's name, as people say it.")
    id: Guid = Field(description="The tenant id (Entra admin center, Overview).")
    domain: Domain = Field(description="A verified domain of the tenant, for people to recognise it by.")
    cloud: Cloud = Field("public", description="The Microsoft cloud that the tenant lives in.")
    tags: tuple[Tag, ...] = Field((), description="Words to select tenants by.")


class Identity(Model):
    """An application of the tenant's own instead of ours."""

    client_id: Guid = Field(description="The customer's own single-tenant application, federated to our pipeline.")


class AppliedBy(Model):
    """Whose hands write, per kind: ours where unsaid."""

    invitations: Hands = Field("ours", description="Who invites the guests.")
    synchronization: Hands = Field("ours", description="Who sets up the managed side of synchronization.")
    gdap: Hands = Field("ours", description="Who sets up GDAP.")
    governance: Hands = Field("ours", description="Who sets up the governance relationship.")
    trust: Hands = Field("ours", description="Who writes the managed tenant's partner policy.")
    entra_roles: Hands = Field("ours", description="Who assigns Entra roles.")
    defender_roles: Hands = Field("ours", description="Who makes and assigns Defender roles.")
    azure_roles: Hands = Field("ours", description="Who assigns Azure roles.")
    entitlement: Hands = Field("ours", description="Who makes the access packages.")
    sentinel: Hands = Field("ours", description="Who makes workspaces and connectors.")


class Mandate(Model):
    """What the customer agreed to; a file that asks for more is refused."""

    reference: Text = Field(description="The contract or ticket.")
    until: Day = Field(description="The last day of the mandate (UTC).")
    access: tuple[Literal["b2b", "gdap", "governance"], ...] = Field(min_length=1, description="Agreed ways in.")
    roles: tuple[AnyRoleRef, ...] = Field(description="Agreed roles: Entra, Azure and Defender, by name.")
    approvers: tuple[Address, ...] = Field((), description="Who agreed at the customer.")


class B2b(Model):
    """Access as a guest (or member) of the managed tenant."""

    invitations: GuestInvitationsSpec = Field(GuestInvitationsSpec(()), description="Teams invited person by person.")
    synchronization: CrossTenantSynchronizationSpec | None = Field(
        None, description="Teams brought by Entra's cross-tenant synchronization."
    )


class Access(Model):
    """How the team's people get in."""

    b2b: B2b | None = Field(None, description="As guests. The way in that also reaches Sentinel's data.")
    gdap: DelegatedAdminSpec | None = Field(None, description="By a partner relationship (Partner Center).")
    governance: GovernanceSpec | None = Field(None, description="By a governance relationship (preview).")


class Permissions(Model):
    """What the teams may do once they are in."""

    entra_roles: DirectoryRolesSpec = Field(DirectoryRolesSpec(()), description="Entra directory roles.")
    defender_roles: DefenderRolesSpec = Field(DefenderRolesSpec(()), description="Roles of Defender's unified RBAC.")
    azure_roles: AzureRolesSpec = Field(AzureRolesSpec(()), description="Azure roles, for Sentinel.")
    entitlement: EntitlementSpec = Field(EntitlementSpec(()), description="Access on request.")


class Profile(Model):
    """What several tenants share. Mappings merge, lists add up, a tenant's own value wins."""

    applied_by: AppliedBy = Field(AppliedBy(), description="Whose hands write, per kind.")
    access: Access = Field(Access(), description="How the team's people get in.")
    trust: CrossTenantTrustSpec = Field(CrossTenantTrustSpec(), description="What the managed tenant accepts of us.")
    permissions: Permissions = Field(Permissions(), description="What the teams may do.")
    sentinel: SentinelOnboardingSpec | None = Field(None, description="Microsoft Sentinel.")
    registration: MultitenantRegistrationSpec = Field(
        MultitenantRegistrationSpec(), description="The entry in Defender multitenant management."
    )


class Tenant(Profile):
    """A managed tenant, its profiles merged in."""

    tenant: TenantFacts = Field(description="Which tenant this is.")
    profiles: tuple[ProfileRef, ...] = Field((), description="Files of profiles/, without .yaml; later ones win.")
    identity: Identity | None = Field(None, description="An application of the tenant's own instead of ours.")
    mandate: Mandate | None = Field(None, description="What the customer agreed to.")
