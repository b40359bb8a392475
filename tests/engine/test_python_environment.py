"""When the environment is made anew, brought up to date, and left alone."""

import io
from pathlib import Path

import pytest

from mto.engine import python_environment, uv
from mto.engine.places import Places
from mto.engine.problems import EngineProblem
from mto.engine.progress import Board, Row
from tests.engine.conftest import Recorder


@pytest.fixture(autouse=True)
def venv(monkeypatch: pytest.MonkeyPatch, places: Places, children: Recorder) -> None:
    """An uv that is there, makes an environment when asked, and installs `mto` into it."""
    monkeypatch.setattr(uv, "ready", lambda *_: Path("uv"))

    def make(_: list[str]) -> list[str]:
        (places.venv / "bin").mkdir(parents=True, exist_ok=True)
        (places.venv / "bin" / "python").touch()
        return []

    def install(_: list[str]) -> list[str]:
        (places.venv / "bin" / "mto").touch()
        return []

    def answer(_: list[str]) -> list[str]:
        if not (places.venv / "bin" / "python").exists():
            raise EngineProblem("no Python", "")
        return []

    children.answers = {"venv": make, "--editable": install, "-I": answer}


def fail(_: list[str]) -> list[str]:
    raise EngineProblem("cut off", "")


def test_fresh_clone_gets_exactly_its_lock(places: Places, children: Recorder, row: Row) -> None:
    python_environment.make(places, children, row, dev=False)
    assert children.ran("venv", "--clear")
    assert children.ran("sync", "--require-hashes", str(places.root / "requirements.lock"))
    assert children.ran("--no-build-isolation", "--no-deps", "--editable", ".")


def test_second_run_does_nothing(places: Places, children: Recorder, row: Row) -> None:
    python_environment.make(places, children, row, dev=False)
    children.commands.clear()
    out = io.StringIO()
    python_environment.make(places, children, Board(out).row("Python environment"), dev=False)
    assert children.commands == []
    assert out.getvalue() == "Python environment   locked, 2 packages, unchanged\n"


@pytest.mark.parametrize("step", ["sync", "--editable"])
def test_interrupted_environment_is_made_anew(places: Places, children: Recorder, row: Row, step: str) -> None:
    good = dict(children.answers)
    children.answers = {**good, step: fail}
    with pytest.raises(EngineProblem):
        python_environment.make(places, children, row, dev=False)
    children.answers = good
    children.commands.clear()
    python_environment.make(places, children, row, dev=False)
    assert children.ran("venv", "--clear")


def test_changed_lock_is_brought_in_as_a_change(places: Places, children: Recorder, row: Row, board: Board) -> None:
    python_environment.make(places, children, row, dev=False)
    children.commands.clear()
    (places.root / "requirements.lock").write_text("httpx==2.0\n")
    python_environment.make(places, children, board.row("again"), dev=False)
    assert children.ran("sync")
    assert not children.ran("venv")


def test_environment_of_somebody_else_is_synchronized_not_deleted(places: Places, children: Recorder, row: Row) -> None:
    children.answers["venv"]([])
    python_environment.make(places, children, row, dev=False)
    assert children.ran("sync")
    assert not children.ran("venv")


def test_test_dependencies_stay_once_they_are_there(places: Places, children: Recorder, row: Row, board: Board) -> None:
    python_environment.make(places, children, row, dev=True)
    assert children.ran("sync", str(places.root / "requirements-dev.lock"))
    children.commands.clear()
    python_environment.make(places, children, board.row("again"), dev=False)
    assert children.commands == []


def test_moved_clone_is_noticed(tmp_path: Path, places: Places, children: Recorder, row: Row, board: Board) -> None:
    python_environment.make(places, children, row, dev=False)
    moved = Places(places.root.rename(tmp_path / "elsewhere"))
    children.commands.clear()
    children.answers = {}
    python_environment.make(moved, children, board.row("again"), dev=False)
    assert children.ran("sync")
