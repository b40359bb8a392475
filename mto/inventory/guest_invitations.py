"""Guests by invitation: what a file may ask for. Making them is left to the component and the provider of this stem."""

from pydantic import Field

from mto.inventory.base import ListModel, Model
from mto.inventory.scalars import TeamRef


class InvitedTeam(Model):
    """One team whose people become guests of the managed tenant."""

    team: TeamRef = Field(description="A team of home.yaml whose people stand in people.yaml.")


class GuestInvitationsSpec(ListModel[InvitedTeam]):
    """The teams whose people become guests of the managed tenant by invitation."""

    @property
    def teams(self) -> tuple[str, ...]:
        """The invited teams, in the order of the file, each once."""
        return tuple(dict.fromkeys(entry.team for entry in self.root))
