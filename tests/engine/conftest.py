"""A clone with what the set-up reads, and a stand-in for the tools that it runs."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from mto.engine.children import Children, ignore
from mto.engine.places import Places
from mto.engine.progress import Board, Row


class Recorder(Children):
    """Runs nothing: notes each command, and answers it by the first of its words that `answers` knows."""

    def __init__(self, log: Path) -> None:
        super().__init__(log)
        self.commands: list[list[str]] = []
        self.answers: dict[str, Callable[[list[str]], list[str]]] = {}

    def run(
        self,
        step: str,
        command: Sequence[str | Path],
        *,
        directory: Path,
        variables: Mapping[str, str] | None = None,
        heard: Callable[[str], None] = ignore,
    ) -> list[str]:
        words = [str(word) for word in command]
        self.commands.append(words)
        for word in words:
            if word in self.answers:
                return self.answers[word](words)
        return []

    def ran(self, *words: str) -> list[list[str]]:
        """Give the commands that hold all these words."""
        return [command for command in self.commands if set(words) <= set(command)]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    root = tmp_path / "clone #1 of ?"
    root.mkdir()
    (root / "requirements.lock").write_text("httpx==1.0 \\\n    --hash=sha256:0\npulumi-azuread==6.11.1\n")
    (root / "requirements-dev.lock").write_text("httpx==1.0\npulumi-azuread==6.11.1\npytest==9.0\n")
    (root / "pyproject.toml").write_text("[project]\n")
    (root / "go.mod").write_text("module mto\n\ngo 1.25.11\n")
    (root / "go.sum").write_text("")
    return Places(root)


@pytest.fixture
def children(places: Places) -> Recorder:
    return Recorder(places.log)


@pytest.fixture
def board() -> Board:
    return Board(io.StringIO())


@pytest.fixture
def row(board: Board) -> Row:
    return board.row("A step")
