"""Entra directory roles of a team's group in the managed tenant: what a file may ask for."""

from pydantic import Field

from mto.inventory.base import ListModel, Model
from mto.inventory.scalars import Duration, EntraRoleRef, TeamRef


class Eligible(Model):
    """The role is not held but may be activated, by privileged identity management (needs Entra ID P2)."""

    for_: Duration | None = Field(None, alias="for", description="How long the eligibility lasts; unsaid: without end.")
    activation: Duration = Field(description="How long one activation lasts at most.")


class DirectoryRole(Model):
    """One Entra role of one team."""

    team: TeamRef = Field(description="A team of home.yaml.")
    role: EntraRoleRef = Field(description="A built-in Entra role by the name that the portal shows.")
    eligible: Eligible | None = Field(None, description="Unsaid: the role is held all the time.")


class DirectoryRolesSpec(ListModel[DirectoryRole]):
    """The Entra roles that teams hold in the managed tenant."""

    def of(self, team: str) -> tuple[str, ...]:
        """The roles that a team holds all the time, in the order of the file, each once."""
        return tuple(dict.fromkeys(e.role for e in self.root if e.team == team and e.eligible is None))

    @property
    def teams(self) -> tuple[str, ...]:
        """The teams that hold a role, in the order of the file, each once."""
        return tuple(dict.fromkeys(entry.team for entry in self.root))
