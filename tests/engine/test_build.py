"""When a program is built, and that a half built one is never taken for a whole one."""

from pathlib import Path

import pytest

from mto.engine import build, golang
from mto.engine.places import Places
from mto.engine.problems import EngineProblem
from mto.engine.progress import Row
from tests.engine.conftest import Recorder


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch, places: Places, children: Recorder) -> build.Program:
    """A program of one source, and a Go that builds it."""
    monkeypatch.setattr(golang, "ready", lambda *_: Path("go"))
    children.answers = {"build": compile_it}
    source = places.root / "main.go"
    source.write_text("package main")
    return build.Program("./main", places.binaries / "program", (source,))


def compile_it(command: list[str]) -> list[str]:
    Path(command[command.index("-o") + 1]).write_text("built")
    return []


def cut_off(command: list[str]) -> list[str]:
    compile_it(command)
    raise EngineProblem("cut off", "")


def test_program_is_built_once(places: Places, children: Recorder, row: Row, program: build.Program) -> None:
    assert build.build(places, children, row, [program])
    assert program.target.read_text() == "built"
    children.commands.clear()
    assert not build.build(places, children, row, [program])
    assert children.commands == []


@pytest.mark.parametrize("changed", ["go.mod", "go.sum", "main.go"])
def test_changed_input_is_built_again(
    places: Places, children: Recorder, row: Row, program: build.Program, changed: str
) -> None:
    build.build(places, children, row, [program])
    (places.root / changed).write_text("// changed\ngo 1.25\n")
    assert build.build(places, children, row, [program])


def test_interrupted_build_leaves_no_program(
    places: Places, children: Recorder, row: Row, program: build.Program
) -> None:
    children.answers = {"build": cut_off}
    with pytest.raises(EngineProblem):
        build.build(places, children, row, [program])
    assert not program.target.exists()
    children.answers = {"build": compile_it}
    assert build.build(places, children, row, [program])


def test_deleted_program_is_built_again(places: Places, children: Recorder, row: Row, program: build.Program) -> None:
    build.build(places, children, row, [program])
    program.target.unlink()
    assert build.build(places, children, row, [program])


def test_scripts_of_the_sdk_lie_executable_beside_the_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: Places, children: Recorder, row: Row
) -> None:
    monkeypatch.setattr(golang, "ready", lambda *_: Path("go"))
    for script in build.SCRIPTS:
        (tmp_path / "sdk" / script).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "sdk" / script).write_text("#!/bin/sh\n")
    places.binaries.mkdir(parents=True)
    children.answers = {"-m": lambda _: [str(tmp_path / "sdk")]}
    build.copy_scripts(places, children, row)
    assert all((places.binaries / Path(script).name).stat().st_mode & 0o111 for script in build.SCRIPTS)
    children.commands.clear()
    build.copy_scripts(places, children, row)
    assert children.commands == []
