from collections.abc import Callable
from typing import Any

import pulumi
import pytest

from tests.checks.files import FABRIKAM, TEAMS_ONLY
from tests.components.mocks import Program

SIDES = ["fabrikam-partner-policy-home", "fabrikam-partner-policy-managed"]


def test_ids_come_from_the_home_stack(program: Callable[..., Program]) -> None:
    made = program(fabrikam=TEAMS_ONLY, teams={"tier1": "group-1", "engineers": "group-2"})
    for name in SIDES:
        assert made.named(name).inputs["collaborators"] == ["group-1"]


def test_the_home_stack_is_not_asked_where_the_default_decides(program: Callable[..., Program]) -> None:
    made = program(fabrikam=FABRIKAM, teams=None)
    assert made.ended_by is None
    assert "collaborators" not in made.named(SIDES[0]).inputs


@pytest.mark.parametrize("teams", [None, {}, {"engineers": "group-2"}])
def test_a_team_that_home_has_not_made_is_unknown_at_preview(program: Callable[..., Program], teams: Any) -> None:
    """It was once a failure there, so that nothing else of the tenant could be reviewed."""
    made = program(fabrikam=TEAMS_ONLY, preview=True, teams=teams)
    assert made.ended_by is None
    for name in SIDES:
        assert isinstance(made.named(name).inputs["collaborators"], pulumi.output.Unknown)


@pytest.mark.parametrize("teams", [None, {}, {"engineers": "group-2"}])
def test_a_team_that_home_has_not_made_is_told_at_up(program: Callable[..., Program], teams: Any) -> None:
    made = program(fabrikam=TEAMS_ONLY, teams=teams)
    assert isinstance(made.ended_by, pulumi.RunError)
    assert str(made.ended_by) == "The home stack has no group for tier1 yet. Run `mto up home` first."
    assert not made.of_type("PartnerPolicy")
