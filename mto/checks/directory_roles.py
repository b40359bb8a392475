"""Whether the teams hold their Entra roles in the managed tenant. Assigning them is left to the azuread plugin.

Holding a role is not seeing: what device groups and older permission models hide is left to `defender`.

Rests on: Graph v1.0, unifiedRoleAssignment; Entra, role-assignable groups (a change takes up to 15 minutes to work).
"""

from dataclasses import dataclass
from typing import ClassVar

from mto.checks.claim import Claim, Sides
from mto.checks.finding import Finding, Status
from mto.checks.guest_invitations import TeamGroupHolds
from mto.clients.graph import group, role_assignment
from mto.inventory.entra_roles import template_id
from mto.inventory.inventory import Inventory
from mto.inventory.team_group import TeamGroup


@dataclass(frozen=True, kw_only=True)
class RoleHeld(Claim):
    """A team's group holds a role for the whole tenant."""

    kind: ClassVar[str] = "directory_roles"
    team: str
    role: str
    role_id: str
    nickname: str
    mark: str
    domain: str

    @property
    def name(self) -> str:
        """The team and the role."""
        return f"{self.team} {self.role}"

    @property
    def title(self) -> str:
        """In a person's words."""
        return f"{self.team} holds {self.role} in {self.domain}"

    def look(self, sides: Sides) -> Finding:
        """Find the group by nickname and mark, and the role among those assigned to it."""
        graph = sides.managed.graph
        ours = [g for g in group.find(graph, self.nickname) if g.description == self.mark]
        held = [a for g in ours for a in role_assignment.held_by(graph, g.id) if a.role_definition_id == self.role_id]
        if any(assignment.scope == "/" for assignment in held):
            return self.found(Status.OK, f"assigned to group {self.nickname} for the whole tenant")
        evidence = f"group {self.nickname} does not hold it" if ours else f"there is no group {self.nickname} of ours"
        return self.found(
            Status.MISSING,
            f"{evidence} for the whole tenant" if held else evidence,
            lost=f"{self.team} cannot do what {self.role} allows",
            owner=f"whoever runs mto, or a Privileged Role Administrator of {self.domain}",
            remedy=f"Run `mto up --refresh {sides.stack}`.",
        )


@dataclass(frozen=True, kw_only=True)
class RoleGroupHolds(TeamGroupHolds):
    """The group that roles are assigned to holds exactly the people of the team."""

    kind: ClassVar[str] = "directory_roles"


def claims(inventory: Inventory, stack: str) -> tuple[Claim, ...]:
    """Each team's role group, and each of its roles."""
    tenant, home = inventory.tenants[stack], inventory.home.tenant
    invited = set(tenant.access.b2b.invitations.teams if tenant.access.b2b else ())
    roles, domain = tenant.permissions.entra_roles, tenant.tenant.domain
    found: list[Claim] = []
    for team in roles.teams:
        names = TeamGroup.for_roles(team, home.name, home.id)
        people = tuple((p.name, p.id, p.upn) for p in inventory.people_of(team) if team in invited)
        found.append(RoleGroupHolds(nickname=names.nickname, mark=names.mark, domain=domain, people=people))
        found += [
            RoleHeld(
                team=team,
                role=role,
                role_id=template_id(role),
                nickname=names.nickname,
                mark=names.mark,
                domain=domain,
            )
            for role in roles.of(team)
        ]
    return tuple(found)
