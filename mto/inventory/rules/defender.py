"""Roles of ours in Defender's unified RBAC: what they allow, and over which data."""

from mto.inventory.draft import Draft
from mto.inventory.nodes import shown


def check(draft: Draft) -> None:
    """Tell roles that allow nothing, reach nothing or bear the same name."""
    names: dict[str, str] = {}
    for name, part in draft.defender_roles.items():
        role = part.value
        permissions = role.permissions
        if part.node and not any(
            (permissions.security_operations, permissions.security_posture, permissions.authorization_and_settings)
        ):
            what = f"The role {shown(name)} allows nothing."
            draft.problem(part.at("permissions"), what, "Name at least one permission.", stacks=None)
        first = names.setdefault(role.name, name)
        if role.name and first != name:
            what = f"{shown(role.name)} is the name of the role {shown(first)} already."
            draft.problem(part.at("name"), what, "Give each role a name of its own.", stacks=None)
    for tenant in draft.tenants.values():
        for index, entry in enumerate(tenant.value.permissions.defender_roles.root):
            path = f"permissions.defender_roles[{index}].data_sources"
            if entry.data_sources == () and path in tenant.spots:
                what = "The role reaches no data source."
                draft.of_tenant(tenant, path, what, "Write all, or name at least one.")
