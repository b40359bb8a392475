"""The home tenant: what exists once, the teams' groups. It goes first; tenants take their ids from its outputs."""

import pulumi

from components.sides import side
from components.team_groups import team_group
from mto.checks.before import GroupLook, looks_to_json
from mto.inventory.inventory import Inventory
from mto.inventory.team_group import TeamGroup
from mto.providers.before import Before


class HomeTenant(pulumi.ComponentResource):
    """The groups of the teams whose people stand in people.yaml; an existing group is taken as it is."""

    teams: pulumi.Output[dict[str, str]]
    """Object ids of the teams' groups, by team."""

    def __init__(self, inventory: Inventory) -> None:
        super().__init__("mto:components:HomeTenant", "home")
        home = inventory.home
        facts = home.tenant
        groups = {
            team: TeamGroup.plain(team, facts.name, facts.id) for team, spec in home.teams.items() if spec.group is None
        }
        own = {"home_id": facts.id, "home_cloud": facts.cloud, "managed_id": facts.id, "managed_cloud": facts.cloud}
        before = Before(
            "home-before",
            tenant="home",
            connection=own,
            looks=looks_to_json(GroupLook(side="home", nickname=g.nickname, mark=g.mark) for g in groups.values()),
            opts=pulumi.ResourceOptions(parent=self),
        )
        at = side("home", facts.id, facts.cloud, parent=self)
        made = {
            team: team_group(group, [person.id for person in inventory.people_of(team)], at, before, parent=self)
            for team, group in groups.items()
        }
        self.teams = pulumi.Output.all(
            **{team: group.object_id for team, group in made.items()},
            **{team: spec.group.existing for team, spec in home.teams.items() if spec.group},
        )
        self.register_outputs({"teams": self.teams})
