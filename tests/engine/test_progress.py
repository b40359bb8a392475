"""What a person sees of a step under way, with and without a terminal."""

import io
import time

import pytest

from mto.engine import progress
from mto.engine.progress import Board


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_without_a_terminal_lines_are_plain() -> None:
    out = io.StringIO()
    with Board(out) as board:
        board.row("Python environment").done("locked, 84 packages")
    assert out.getvalue() == "Python environment   locked, 84 packages\n"


def test_long_step_is_told_once_in_a_while_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0.05)
    out = io.StringIO()
    with Board(out) as board:
        row = board.row("Pulumi engine")
        row.says("building")
        time.sleep(0.5)
        row.done("built")
    assert out.getvalue().splitlines() == ["Pulumi engine        building …", "Pulumi engine        built"]


def test_step_moves_on_a_terminal_and_only_its_end_stays() -> None:
    out = Terminal()
    with Board(out) as board:
        row = board.row("Pulumi engine")
        row.says("building")
        time.sleep(0.35)
        row.done("built")
    drawn = out.getvalue()
    assert len({frame for frame in progress.FRAMES if frame in drawn}) > 1
    assert drawn.endswith("\x1b[1A\x1b[JPulumi engine        built\n")


def test_minutes() -> None:
    assert progress.minutes(194.9) == "3:14"
