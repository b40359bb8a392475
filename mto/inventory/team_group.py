"""How a team's groups are called in a tenant: their natural keys, and the mark by which we know our own.

A team has a plain group and, where a directory role asks for it, a second one that roles can be assigned to; neither is
ever turned into the other, since Entra fixes that at creation (Graph v1.0, group: `isAssignableToRole` is immutable).
"""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class TeamGroup:
    """Names of one group of one team, the same in every tenant."""

    team: str
    nickname: str
    """mailNickname: the natural key."""
    display_name: str
    mark: str
    """The description: a group of our nickname without it is somebody else's."""
    assignable_to_role: bool

    @classmethod
    def plain(cls, team: str, home_name: str, home_id: str) -> Self:
        """The group that holds exactly the people of the file."""
        return cls(team, f"mto-{team}", f"{home_name}: {team} (mto)", _mark(team, home_id), assignable_to_role=False)

    @classmethod
    def for_roles(cls, team: str, home_name: str, home_id: str) -> Self:
        """The group of the same people that directory roles are assigned to."""
        return cls(
            team,
            f"mto-{team}-roles",
            f"{home_name}: {team} (mto, roles)",
            _mark(team, home_id),
            assignable_to_role=True,
        )


def bears_our_names(nickname: str, display_name: str) -> bool:
    """Whether a group is called as ours are, where its mark is not to be seen."""
    return nickname.startswith("mto-") and display_name.endswith(("(mto)", "(mto, roles)"))


def _mark(team: str, home_id: str) -> str:
    return f"Managed by mto for {home_id}: team {team}"
