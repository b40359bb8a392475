"""The table of kinds: what a tenant's file may ask for, what proves it, which permissions it costs, and why.

Data only. The page of permissions, the claim of consent and the least-privilege test read these rows; how a kind
is declared, looked at or undone is left to the modules of its stem.

Rests on: Microsoft Graph permissions reference (2026-08), read per call; the documents named in each row.
"""

from dataclasses import dataclass
from typing import Literal

App = Literal["deploy", "verify"]
Side = Literal["home", "managed"]


@dataclass(frozen=True, slots=True)
class Permission:
    """An application permission that an app needs in one tenant, and what for."""

    api: str
    name: str
    why: str
    app: App
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One row. `built` says whether this version declares it; one that is not is validated, and its tenant skipped."""

    stem: str
    field: str
    """Where a tenant's file asks for it; empty: always."""
    proves: str
    """What verification claims about it."""
    permissions: tuple[Permission, ...] = ()
    risk: str
    """What it costs the customer if it is abused or goes wrong."""
    sources: tuple[str, ...]
    built: bool = False


GRAPH = "Microsoft Graph"


def _needs(app: App, side: Side, **whys: str) -> tuple[Permission, ...]:
    """Permissions of Graph, written as `User_Invite_All="why"`."""
    return tuple(Permission(GRAPH, name.replace("_", "."), why, app, side) for name, why in whys.items())


_GUESTS = (
    *_needs(
        "deploy",
        "managed",
        User_Invite_All="invites each person as a guest",
        User_Read_All="finds a guest who is there already, and sees whether the invitation is redeemed",
        User_DeleteRestore_All="deletes a leaver's guest account, if it was made here",
        Policy_Read_All="reads who may invite before the first invitation",
        Policy_Read_B2BManagementPolicy="reads which domains may be invited before the first invitation",
        Group_ReadWrite_All="makes the team's group, keeps its members, deletes it at the end",
    ),
    *_needs("deploy", "home", Group_ReadWrite_All="makes the team's own group in the home tenant, keeps its members"),
    *_needs(
        "verify",
        "managed",
        User_Read_All="sees each guest and whether the invitation is redeemed",
        GroupMember_Read_All="sees that the team's group holds exactly its people",
        Policy_Read_All="sees who may invite, and whether invitations are redeemed automatically",
        Policy_Read_B2BManagementPolicy="sees which domains may be invited",
    ),
    *_needs(
        "verify",
        "home",
        GroupMember_Read_All="sees that the team's own group holds exactly its people",
        Policy_Read_All="sees whether invitations are redeemed automatically",
    ),
)

_TRUST = (
    *_needs(
        "deploy",
        "managed",
        Policy_Read_All="reads the default policy and the partner policy before it writes",
        Policy_ReadWrite_CrossTenantAccess="accepts MFA and device claims of the home tenant, lets its people in",
    ),
    *_needs(
        "deploy",
        "home",
        Policy_Read_All="reads the default policy and the partner policy before it writes",
        Policy_ReadWrite_CrossTenantAccess="lets the home tenant's people out, redeems their invitations for them",
    ),
    *_needs("verify", "managed", Policy_Read_All="sees which claims of the home tenant count"),
    *_needs("verify", "home", Policy_Read_All="sees whether the home tenant's people may get out"),
)

_DIRECTORY_ROLES = (
    *_needs(
        "deploy",
        "managed",
        RoleManagement_ReadWrite_Directory="makes the role-assignable group, keeps its members, assigns the role",
        Group_ReadWrite_All="makes the role-assignable group, deletes it at the end",
        User_Read_All="finds the guests who become its members",
    ),
    *_needs(
        "verify",
        "managed",
        RoleManagement_Read_Directory="sees which roles the team's group holds",
        GroupMember_Read_All="sees who is in the team's group",
    ),
)

_LOOKS = {
    "LicenseAssignment_Read_All": "sees whether the tenant has a Defender XDR plan",
    "SecurityIncident_Read_All": "sees that Defender answers: one incident",
    "ThreatHunting_Read_All": "sees that Defender answers: one hunting query",
}
_VERIFICATION = (*_needs("deploy", "managed", **_LOOKS), *_needs("verify", "managed", **_LOOKS))

KINDS: tuple[Kind, ...] = (
    Kind(
        stem="guest_invitations",
        field="access.b2b.invitations",
        proves="each person of an invited team is a guest, redeemed or redeemed automatically, and in the team's group",
        permissions=_GUESTS,
        risk="guests stay if nobody removes them; Group.ReadWrite.All reaches every group that is not role-assignable",
        sources=("Graph v1.0, invitation", "Graph v1.0, user", "Graph v1.0, group"),
        built=True,
    ),
    Kind(
        stem="cross_tenant_synchronization",
        field="access.b2b.synchronization",
        proves="the job runs, and each person of the teams has arrived",
        risk="every user of the teams appears in the tenant within 40 minutes; members read the directory",
        sources=("Entra, cross-tenant synchronization overview (2026-04-27)",),
    ),
    Kind(
        stem="delegated_admin",
        field="access.gdap",
        proves="the relationship is active and each team's group has its access assignment",
        risk="roles without accounts in the tenant: the customer sees no guests",
        sources=("Graph v1.0, delegatedAdminRelationship",),
    ),
    Kind(
        stem="governance",
        field="access.governance",
        proves="the relationship is accepted and the remote tenant groups are there",
        risk="its writes need a person; preview",
        sources=("Defender, governance relationships (2026-08-07)", "Entra, tenant governance"),
    ),
    Kind(
        stem="cross_tenant_trust",
        field="trust",
        proves="MFA and device claims of the home tenant count, its people may collaborate, on both sides",
        permissions=_TRUST,
        risk="whoever passes MFA at home passes it here; a wrong partner policy locks out, or lets in, a whole tenant",
        sources=("Graph v1.0, crossTenantAccessPolicyConfigurationPartner", "Entra, cross-tenant access overview"),
        built=True,
    ),
    Kind(
        stem="directory_roles",
        field="permissions.entra_roles",
        proves="each team's group holds its roles, and its people are in the group",
        permissions=_DIRECTORY_ROLES,
        risk="RoleManagement.ReadWrite.Directory can hand out any directory role, as strong as Global Administrator",
        sources=("Graph v1.0, unifiedRoleAssignment", "Entra, role-assignable groups (2026-03-16)"),
        built=True,
    ),
    Kind(
        stem="defender_roles",
        field="permissions.defender_roles",
        proves="each role of ours exists as written and is assigned to its team's group",
        risk="can hand out live response, which is code on the customer's servers",
        sources=("Graph beta, roleManagement/defender", "Defender, unified RBAC (2026-08-07)"),
    ),
    Kind(
        stem="azure_roles",
        field="permissions.azure_roles",
        proves="each team's group holds its Azure roles on the resource group",
        risk="roles on a resource group reach everything inside it",
        sources=("ARM, role assignments", "Sentinel, roles (2025-06-19)"),
    ),
    Kind(
        stem="entitlement",
        field="permissions.entitlement",
        proves="each package can be asked for, approved and reviewed as written",
        risk="whoever may approve hands out the roles of the package",
        sources=("Graph v1.0, entitlement management",),
    ),
    Kind(
        stem="sentinel_onboarding",
        field="sentinel",
        proves="Sentinel is enabled, connected to the Defender portal, and its data is fresh",
        risk="costs by volume; deleting a workspace destroys evidence",
        sources=("Sentinel, onboarding states", "Defender, connect Sentinel (2025-09-18)"),
    ),
    Kind(
        stem="view_groups",
        field="registration.view_groups",
        proves="the shared view groups hold the tenant",
        risk="none: views only",
        sources=("Defender, tenant groups (2026-05-27)",),
    ),
    Kind(
        stem="access_verification",
        field="",
        proves="the app is consented and holds its permissions, the tenant has a Defender plan, and Defender answers",
        permissions=_VERIFICATION,
        risk="reads only; ThreatHunting.Read.All reads all hunting data of the tenant",
        sources=("Graph v1.0, security", "Graph v1.0, subscribedSku"),
        built=True,
    ),
    Kind(
        stem="multitenant_registration",
        field="registration",
        proves="each operator's portal list holds the tenant",
        risk="by method portal an unpublished interface is written to as the operator, by no application",
        sources=("Defender multitenant management, requirements (2026-07-02)", "the portal's own calls, unpublished"),
        built=True,
    ),
)

BY_STEM = {kind.stem: kind for kind in KINDS}


def permissions(app: App, side: Side, stems: tuple[str, ...] | None = None) -> tuple[Permission, ...]:
    """What an app needs in a tenant for the kinds named (unsaid: those that are built), each permission once."""
    rows = [kind for kind in KINDS if (kind.built if stems is None else kind.stem in stems)]
    found = {p.name: p for kind in reversed(rows) for p in kind.permissions if (p.app, p.side) == (app, side)}
    return tuple(found[name] for name in sorted(found))
