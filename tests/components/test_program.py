from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mto.checks.finding import Finding, Status, to_json
from tests.checks.files import FABRIKAM, HOME, PEOPLE
from tests.components.mocks import Program

LOST = Finding(claim="k/a", title="ada is a guest", status=Status.MISSING, gates=True, evidence="nobody answers")
HELD = Finding(claim="k/b", title="b holds", status=Status.OK, gates=True)
WAITS = Finding(claim="k/c", title="c holds", status=Status.PENDING, gates=True)
HIDDEN = Finding(claim="k/d", title="d holds", status=Status.UNKNOWN, gates=True)


def stopped(made: Program) -> Any:
    return isinstance(made.ended_by, SystemExit) and made.ended_by.code == 32


def test_a_problem_stops_the_stack_before_anything_is_declared(program: Callable[..., Program]) -> None:
    made = program(fabrikam=FABRIKAM.replace("team: tier1, role", "team: tier-1, role"))
    assert stopped(made)
    assert made.resources == []
    (line,) = made.log
    assert "fabrikam.yaml:6:" in line
    assert "tier-1" in line


def test_each_problem_is_a_line_of_its_own(program: Callable[..., Program]) -> None:
    wrong = FABRIKAM.replace("fabrikam.example", "no domain").replace("Security Operator", "Chief")
    made = program(fabrikam=wrong)
    assert stopped(made)
    assert len(made.log) == 2
    assert all("\n" not in line for line in made.log)


def test_a_problem_of_a_tenant_does_not_stop_home(program: Callable[..., Program]) -> None:
    made = program("home", fabrikam=FABRIKAM.replace("team: tier1, role", "team: tier-1, role"))
    assert made.ended_by is None
    assert made.log == []


def test_a_problem_of_home_stops_every_stack(program: Callable[..., Program]) -> None:
    wrong = HOME.replace("0f3a1c52-6d0e", "0f3a1c52")
    assert stopped(program(home=wrong))
    assert stopped(program("home", home=wrong))


def test_an_unknown_stack_is_told_with_those_that_are_known(program: Callable[..., Program]) -> None:
    made = program("litware")
    assert stopped(made)
    assert made.log == ["No file of the inventory is called litware.yaml; known: home, fabrikam."]


def test_a_file_that_asks_for_what_is_not_built_is_skipped_with_one_line(program: Callable[..., Program]) -> None:
    made = program(fabrikam=FABRIKAM + "applied_by: {trust: customer}\n")
    assert stopped(made)
    assert made.resources == []
    (line,) = made.log
    assert line == ("fabrikam asks for what this version does not build (applied_by.trust); nothing is changed.")


def test_a_file_that_is_not_there_is_told_without_a_traceback(program: Callable[..., Program], tmp_path: Path) -> None:
    made = program(home="")
    assert stopped(made)
    assert made.log


def test_what_is_missing_is_an_error_line_and_no_exception(program: Callable[..., Program]) -> None:
    made = program(findings=to_json([LOST, HELD, WAITS, HIDDEN]))
    assert made.ended_by is None
    assert made.log == ["missing: ada is a guest: nobody answers"]


def test_a_preview_tells_nothing_of_what_was_missing(program: Callable[..., Program]) -> None:
    assert program(preview=True, findings=to_json([LOST])).log == []


def test_a_tenant_where_all_holds_logs_nothing(program: Callable[..., Program]) -> None:
    made = program(findings=to_json([HELD, WAITS, HIDDEN]))
    assert (made.ended_by, made.log) == (None, [])


def test_the_day_is_the_one_that_is_named(program: Callable[..., Program], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTO_ON", "2027-01-01")
    assert len(program(people=PEOPLE).of_type("mto:Guest")) == 3


def test_another_home_file_can_be_named(
    program: Callable[..., Program], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "other-home.yaml"
    other.write_text(HOME.replace("method: manual", "method: portal"))
    monkeypatch.setenv("MTO_HOME_FILE", str(other))
    assert program().named("fabrikam-registration").inputs["method"] == "portal"


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01"])
def test_a_day_that_is_none_is_told_in_one_line(
    program: Callable[..., Program], monkeypatch: pytest.MonkeyPatch, day: Any
) -> None:
    """It once ended in a traceback of the program."""
    monkeypatch.setenv("MTO_ON", day)
    made = program()
    assert stopped(made)
    assert made.log == [f"MTO_ON: `{day}` is no day. Write it as 2026-12-02."]
