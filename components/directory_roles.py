"""Standing Entra roles of the teams in the managed tenant, held by a group of its own that roles can be assigned to.

Time-bound eligibility is another kind and not built here.
"""

import re

import pulumi
import pulumi_azuread as azuread

from components.sides import Relationship, Side
from components.team_groups import team_group
from mto.inventory.entra_roles import template_id
from mto.inventory.inventory import Inventory
from mto.inventory.team_group import TeamGroup
from mto.providers.before import Before


class DirectoryRoles(pulumi.ComponentResource):
    """A role-assignable group a team, with the roles of the file."""

    def __init__(
        self,
        relationship: Relationship,
        inventory: Inventory,
        *,
        guests: dict[str, pulumi.Output[str]],
        managed: Side,
        before: Before,
        opts: pulumi.ResourceOptions,
    ) -> None:
        stack = relationship.stack
        super().__init__("mto:components:DirectoryRoles", f"{stack}-directory-roles", opts=opts)
        home, tenant = inventory.home.tenant, inventory.tenants[stack]
        invited = set(tenant.access.b2b.invitations.teams if tenant.access.b2b else ())
        roles = tenant.permissions.entra_roles
        for team in roles.teams:
            members = [guests[person.name] for person in inventory.people_of(team)] if team in invited else []
            names = TeamGroup.for_roles(team, home.name, home.id)
            group = team_group(names, members, managed, before, parent=self)
            for role in roles.of(team):
                azuread.DirectoryRoleAssignment(
                    f"{team}.{_slug(role)}",  # no team's name holds a dot, so no two assignments share a name
                    role_id=template_id(role),
                    principal_object_id=group.object_id,
                    opts=pulumi.ResourceOptions(parent=self, provider=managed.plugin),
                )
        self.register_outputs({})


def _slug(role: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", role.lower()).strip("-")
