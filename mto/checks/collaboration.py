"""Whether B2B collaboration lets the teams' people out of the home tenant and into the managed one.

A part of cross-tenant trust: the scope of the partner policies, or of the defaults where they say nothing.

Rests on: Graph v1.0, crossTenantAccessPolicyB2BSetting (users and groups are those of the other tenant for inbound
settings, the tenant's own for outbound ones).
"""

from dataclasses import dataclass
from typing import ClassVar

from mto.checks.claim import Claim, SideName, Sides
from mto.checks.cross_tenant_trust import holds
from mto.checks.finding import Finding, Status
from mto.clients.graph import group
from mto.clients.graph.partner_settings import (
    ALL_APPLICATIONS,
    B2B_IN_APPS,
    B2B_IN_USERS,
    B2B_OUT_APPS,
    B2B_OUT_USERS,
    Change,
    Scope,
    Target,
)
from mto.inventory.inventory import Inventory
from mto.inventory.team_group import TeamGroup

USERS = {"managed": B2B_IN_USERS, "home": B2B_OUT_USERS}
DEFENDER = {"80ccca67-54bd-44ab-8625-4b79c4dc7775", "AllMicrosoftApps"}
"""How a list of applications names the Defender portal. Rests on: Defender, mto-troubleshoot (its application id)."""
APPLICATIONS = {"managed": B2B_IN_APPS, "home": B2B_OUT_APPS}


def teams_only(side: SideName, groups: list[str]) -> Change:
    """The settings that let exactly these groups of the home tenant collaborate, in every application."""
    return {
        USERS[side]: Scope("allowed", frozenset(Target(group_id, "group") for group_id in groups)),
        APPLICATIONS[side]: Scope("allowed", frozenset({ALL_APPLICATIONS})),
    }


@dataclass(frozen=True, kw_only=True)
class Collaborates(Claim):
    """One side lets the people of the teams through."""

    kind: ClassVar[str] = "cross_tenant_trust"
    side: SideName
    domain: str
    partner: str
    people: tuple[str, ...]
    """Object ids at home."""
    nicknames: tuple[str, ...]
    """mailNicknames of the teams' groups at home."""
    scoped_by_us: bool = False
    """Whether the file lets us write the scope (`collaboration: teams`); otherwise the default policies decide."""

    @property
    def replicates(self) -> bool:
        """Only what we write may be seen late."""
        return self.scoped_by_us

    @property
    def name(self) -> str:
        """The side."""
        return f"collaboration@{self.side}"

    @property
    def title(self) -> str:
        """In a person's words."""
        if self.side == "managed":
            return f"{self.domain} lets the teams' people of {self.partner} in"
        return f"{self.domain} lets the teams' people out to {self.partner}"

    def look(self, sides: Sides) -> Finding:
        """Read the scope that holds, and whom of our people it lets through."""
        users = holds(sides, self.side, USERS[self.side])
        apps = holds(sides, self.side, APPLICATIONS[self.side])
        if not _lets_apps(apps.value):
            return self._refused(
                sides, f"{apps.decided_by} policy: {APPLICATIONS[self.side]} does not let the Defender portal through"
            )
        stopped = self._stopped(sides, users.value)
        if stopped:
            return self._refused(
                sides, f"{users.decided_by} policy: {USERS[self.side]} stops {stopped} of {len(self.people)} people"
            )
        return self.found(
            Status.OK, f"{users.decided_by} policy of {self.domain}: {USERS[self.side]} lets them through"
        )

    def _stopped(self, sides: Sides, scope: object) -> int:
        """How many of the people the scope stops. No scope at all lets everybody through."""
        if not isinstance(scope, Scope):
            return 0
        if scope.is_all:
            return 0 if scope.access == "allowed" else len(self.people)
        named = {target.target for target in scope.targets}
        hit = len((named | self._members_of(sides, named)) & set(self.people))
        return len(self.people) - hit if scope.access == "allowed" else hit

    def _members_of(self, sides: Sides, named: set[str]) -> set[str]:
        """Whom the teams' groups hold that a scope names: one team's group says nothing of another team's people."""
        graph = sides.home.graph
        groups = {found.id for nickname in self.nicknames for found in group.find(graph, nickname)} & named
        return {member.id for group_id in groups for member in group.members(graph, group_id)}

    def _refused(self, sides: Sides, evidence: str) -> Finding:
        return self.found(
            Status.MISSING,
            evidence,
            lost="nobody of the teams can sign in to the tenant",
            owner=f"an administrator of {self.domain} with Security Administrator",
            remedy=f"Allow B2B collaboration with {self.partner}, or set `collaboration: teams` in {sides.stack}.yaml.",
        )


def _lets_apps(scope: object) -> bool:
    if not isinstance(scope, Scope):
        return True
    named = scope.is_all or bool({target.target for target in scope.targets} & DEFENDER)
    return named if scope.access == "allowed" else not named


def claims(inventory: Inventory, stack: str) -> tuple[Collaborates, ...]:
    """Both sides, for the people that the file lets in."""
    tenant, home = inventory.tenants[stack], inventory.home.tenant
    teams = inventory.teams_of(stack)
    people = tuple(dict.fromkeys(person.id for team in teams for person in inventory.people_of(team)))
    nicknames = tuple(TeamGroup.plain(team, home.name, home.id).nickname for team in teams)
    domains: dict[SideName, str] = {"home": home.domains[0], "managed": tenant.tenant.domain}
    sides: tuple[tuple[SideName, SideName], ...] = (("managed", "home"), ("home", "managed"))
    return tuple(
        Collaborates(
            side=at,
            domain=domains[at],
            partner=domains[other],
            people=people,
            nicknames=nicknames,
            scoped_by_us=tenant.trust.collaboration == "teams",
        )
        for at, other in sides
        if people
    )
