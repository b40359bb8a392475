import io
from pathlib import Path
from typing import Any

import pytest

from mto.checks.finding import Finding, Status
from mto.commands import destroy, runs, up
from mto.fleet.events import Tally
from mto.fleet.outputs import Outputs
from mto.fleet.run import Order, Ran, Verb
from mto.fleet.tour import Stop
from mto.fleet.turn import Turn
from mto.inventory.problems import Place, Problem


def finding(status: Status, *, could_look: bool = False) -> Finding:
    return Finding(claim="a/b", title="t", status=status, gates=True, could_look=could_look)


def stop(*findings: Finding, verb: Verb = Verb.UP, **ran: Any) -> Stop:
    settings = {"code": 0, "tally": Tally(), "log": Path("x.log"), "seconds": 1.0, **ran}
    return Stop("contoso", Turn(Ran(Order("contoso", verb), **settings), Outputs(findings=findings)))


@pytest.mark.parametrize(
    ("stopped", "code"),
    [
        (stop(finding(Status.OK)), 0),
        (stop(finding(Status.PENDING)), 0),
        (stop(finding(Status.UNKNOWN)), 0),
        (stop(finding(Status.UNKNOWN, could_look=True)), 1),
        (stop(finding(Status.MISSING)), 1),
        (stop(code=1), 1),
        (Stop("contoso", problems=(Problem("no", Place("contoso")),)), 1),
        (stop(code=1, interrupted=1), 130),
    ],
)
def test_the_exit_code_of_up(stopped: Stop, code: int) -> None:
    assert up.exit_code([stopped], wrong=False) == code
    assert up.exit_code([stopped, stop()], wrong=True) == (130 if code == 130 else 1)


def test_home_is_destroyed_last_and_each_tenant_once() -> None:
    assert destroy.order(["home", "contoso", "fabrikam", "contoso"]) == ["contoso", "fabrikam", "home"]


def test_a_failure_says_each_error_once_and_where_the_whole_output_is() -> None:
    failed = stop(code=1, tally=Tally(errors=["the tenant refuses it"]))
    assert failed.turn is not None
    assert runs.failure("contoso", failed.turn.ran) == [
        "failed    contoso: the tenant refuses it",
        "          the whole output: x.log",
    ]


def test_an_engine_that_dies_before_it_says_an_error_is_quoted() -> None:
    failed = stop(code=255, said=["error: something", "odd"])
    assert failed.turn is not None
    assert "failed    contoso: odd" in runs.failure("contoso", failed.turn.ran)


def test_a_run_that_failed_says_so_in_its_line() -> None:
    failed, fine = stop(code=1).turn, stop(finding(Status.OK)).turn
    assert failed is not None
    assert fine is not None
    assert " failed " in runs.line(failed, 8)
    assert "1 of 1 claims hold" in runs.line(fine, 8)


def test_a_stack_that_never_was_is_no_failure_in_itself() -> None:
    absent = stop(verb=Verb.DESTROY, code=6).turn
    assert absent is not None
    assert "nothing there" in runs.line(absent, 8)
    assert runs.failure("contoso", absent.ran) == []


def test_nothing_is_destroyed_without_a_person_or_their_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("contoso\n"))
    with pytest.raises(Problem, match="--yes"):
        destroy.ask(["contoso"])
