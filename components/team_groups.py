"""A team's groups in one tenant, by the azuread plugin: members inline, exactly the people of the file.

Who is in the team is left to the inventory; what a group may do, to `directory_roles`.
"""

from collections.abc import Sequence

import pulumi
import pulumi_azuread as azuread

from components.sides import Side
from mto.inventory.team_group import TeamGroup


def team_group(
    group: TeamGroup, members: Sequence[pulumi.Input[str]], side: Side, before: pulumi.Resource, parent: pulumi.Resource
) -> azuread.Group:
    """One security group. It refuses to be made beside one of the same display name, and comes after `before`.

    Rests on: Graph v1.0, group (`isAssignableToRole` at creation only); pulumi-azuread, Group.
    """
    return azuread.Group(
        group.nickname,
        display_name=group.display_name,
        description=group.mark,
        mail_nickname=group.nickname,
        mail_enabled=False,
        security_enabled=True,
        assignable_to_role=group.assignable_to_role,
        members=members,
        prevent_duplicate_names=True,
        opts=pulumi.ResourceOptions(parent=parent, provider=side.plugin, depends_on=[before]),
    )
