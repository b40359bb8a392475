"""Tools that a set-up runs: heard, logged, and ended with all that they started."""

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mto.engine.children import Children, Stopped
from mto.engine.problems import EngineProblem


def alive(pid: int) -> bool:
    process = Path(f"/proc/{pid}/stat")
    try:
        return process.read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def within(seconds: float, holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while not holds() and time.monotonic() < until:
        time.sleep(0.02)
    return holds()


def test_lines_are_heard_given_and_logged(tmp_path: Path) -> None:
    heard: list[str] = []
    children = Children(tmp_path / "logs" / "setup.log")
    command = [sys.executable, "-c", "import sys; print('one'); print('two', file=sys.stderr)"]
    said = children.run("Step", command, directory=tmp_path, heard=heard.append)
    assert sorted(said) == sorted(heard) == ["one", "two"]
    assert "one\n" in (tmp_path / "logs" / "setup.log").read_text()


def test_failure_is_a_problem_of_the_step(tmp_path: Path) -> None:
    with pytest.raises(EngineProblem, match="Step: a command failed"):
        Children(tmp_path / "log").run("Step", [sys.executable, "-c", "raise SystemExit(3)"], directory=tmp_path)


def test_missing_tool_is_a_problem_of_the_step(tmp_path: Path) -> None:
    with pytest.raises(EngineProblem, match="Step"):
        Children(tmp_path / "log").run("Step", [tmp_path / "no such tool"], directory=tmp_path)


def test_stopping_ends_a_child_and_what_it_started(tmp_path: Path) -> None:
    children = Children(tmp_path / "log")
    pids: list[int] = []
    errors: list[BaseException] = []

    def run() -> None:
        command = ["sh", "-c", "sleep 60 & echo $!; echo $$; wait"]
        try:
            children.run("Step", command, directory=tmp_path, heard=lambda line: pids.append(int(line)))
        except Stopped as stopped:
            errors.append(stopped)

    thread = threading.Thread(target=run)
    thread.start()
    assert within(10, lambda: len(pids) == 2)
    children.end()
    thread.join(10)
    assert len(errors) == 1
    assert within(5, lambda: not any(alive(pid) for pid in pids))
    with pytest.raises(Stopped):
        children.run("Step", ["true"], directory=tmp_path)
