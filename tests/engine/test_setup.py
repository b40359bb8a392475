"""Steps side by side: what one fails of is told, and the other does not go on."""

import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mto.engine import command, python_environment, setup
from mto.engine.children import Children
from mto.engine.places import Places
from mto.engine.problems import EngineProblem
from mto.engine.progress import Row


@pytest.fixture(autouse=True)
def signals_of_the_test_run() -> Iterator[None]:
    """The command takes signals over for its whole process, which here is everybody's."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def wait_for_the_end(_places: Places, children: Children, _row: Row, **_: object) -> None:
    children.run("Pulumi engine", ["sleep", "60"], directory=Path("/"))


def refuse(_places: Places, _children: Children, _row: Row, **_: object) -> None:
    threading.Event().wait(0.3)
    raise EngineProblem("Python environment: no.", "Do this.")


def fill_the_disk(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def test_failure_of_one_step_stops_the_other_and_is_what_is_told(
    monkeypatch: pytest.MonkeyPatch, places: Places
) -> None:
    monkeypatch.setattr(python_environment, "make", refuse)
    monkeypatch.setattr(setup, "_engine", wait_for_the_end)
    with pytest.raises(EngineProblem, match="Python environment: no"):
        setup.set_up(places, dev=False, stand_ins=None)


def test_full_disk_names_the_step(monkeypatch: pytest.MonkeyPatch, places: Places) -> None:
    monkeypatch.setattr(python_environment, "make", fill_the_disk)
    monkeypatch.setattr(setup, "_engine", wait_for_the_end)
    with pytest.raises(EngineProblem, match="Python environment: The disk is full"):
        setup.set_up(places, dev=False, stand_ins=None)


def test_problem_is_lines_and_exit_code_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "set_up", lambda *_, **__: refuse(Places(), Children(Path("/dev/null")), None))  # type: ignore[arg-type]  # the row is not used
    assert command.main(["setup"]) == 1
    assert capsys.readouterr().err == "Python environment: no.\n    Do this.\n"


def test_interrupt_is_one_line_and_exit_code_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "set_up", interrupted)
    assert command.main(["setup"]) == 130
    assert len(capsys.readouterr().err.splitlines()) == 1
