"""Sentinel: one primary workspace, a region for what is new, and roles that need it.

Rests on: Defender documentation, Sentinel workspaces (one primary a tenant); Azure Lighthouse, eligible authorizations
(30 minutes to 8 hours, not User Access Administrator) and supported roles (no Owner).
"""

from datetime import timedelta

from mto.inventory.draft import Draft, Part
from mto.inventory.nodes import shown
from mto.inventory.scalars import spelled
from mto.inventory.sentinel_onboarding import SentinelOnboardingSpec
from mto.inventory.tenant import Tenant

SHORTEST = timedelta(minutes=30)
LONGEST = timedelta(hours=8)


def check(draft: Draft) -> None:
    """Tell what does not fit together in `sentinel`, and Azure roles that have no resource group."""
    for part in draft.tenants.values():
        if part.value.sentinel:
            _workspaces(draft, part, part.value.sentinel)
            _lighthouse(draft, part, part.value.sentinel)
        else:
            _nowhere(draft, part)


def _workspaces(draft: Draft, part: Part[Tenant], spec: SentinelOnboardingSpec) -> None:
    short = "sentinel.workspace" in part.spots
    if short and spec.workspaces:
        what = "`workspace` and `workspaces` exclude each other."
        draft.of_tenant(part, "sentinel.workspaces", what, "`workspace` is short for one entry; keep the list.")
    if not short and not spec.workspaces:
        remedy = "Write `workspace: …` or `workspaces: [{name: …, primary: true}]`."
        spot = part.own("sentinel", "profiles")  # a profile rightly leaves the name to the tenant
        draft.problem(spot, f"{part.name} names no workspace for Sentinel.", remedy, stacks=frozenset({part.name}))
    primaries = [index for index, workspace in enumerate(spec.workspaces) if workspace.primary]
    if spec.workspaces and not primaries:
        what = "None of the workspaces is the primary."
        draft.of_tenant(part, "sentinel.workspaces", what, "Defender correlates with one: write `primary: true` there.")
    for index in primaries[1:]:
        what = f"{shown(spec.workspaces[index].name)} is a second primary workspace."
        draft.of_tenant(part, f"sentinel.workspaces[{index}].primary", what, "A tenant has one.")
    names: dict[str, int] = {}
    for index, workspace in enumerate(spec.workspaces):
        if workspace.name and names.setdefault(workspace.name.casefold(), index) != index:
            what = f"{shown(workspace.name)} is named twice."
            draft.of_tenant(part, f"sentinel.workspaces[{index}].name", what, "Name each workspace once.")
    _region(draft, part, spec)


def _region(draft: Draft, part: Part[Tenant], spec: SentinelOnboardingSpec) -> None:
    new = [workspace.name for workspace in spec.all_workspaces if not workspace.existing]
    if new and "sentinel.region" not in part.spots:
        path = "sentinel.workspace" if spec.workspace else "sentinel.workspaces"
        what = f"{shown(new[0])} is new and has no region."
        draft.of_tenant(part, path, what, "Write `region: …`, or `existing: true` if it is there already.")


def _lighthouse(draft: Draft, part: Part[Tenant], spec: SentinelOnboardingSpec) -> None:
    for index, entry in enumerate(spec.lighthouse.authorizations if spec.lighthouse else ()):
        path = f"sentinel.lighthouse.authorizations[{index}]"
        if entry.role == "Owner" or (entry.role == "User Access Administrator" and entry.eligible):
            what = f"Azure Lighthouse does not delegate {shown(entry.role)}."
            draft.of_tenant(
                part, f"{path}.role", what, "Name a role that does the work: Microsoft Sentinel Contributor."
            )
        if entry.eligible and entry.eligible.activation and not SHORTEST <= entry.eligible.activation <= LONGEST:
            what = f"An activation by Lighthouse cannot last {spelled(entry.eligible.activation)}."
            draft.of_tenant(part, f"{path}.eligible.activation", what, "Microsoft allows 30 minutes to 8 hours.")


def _nowhere(draft: Draft, part: Part[Tenant]) -> None:
    if part.value.permissions.azure_roles.root:
        what = "`scope: resource_group` refers to nothing: the file has no `sentinel`."
        draft.of_tenant(part, "permissions.azure_roles", what, "Write `sentinel`, or leave the Azure roles out.")
    governance = part.value.access.governance
    if governance and governance.azure_roles.root:
        what = "`scope: resource_group` refers to nothing: the file has no `sentinel`."
        draft.of_tenant(part, "access.governance.azure_roles", what, "Write `sentinel`, or leave the Azure roles out.")
