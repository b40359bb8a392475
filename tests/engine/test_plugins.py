"""Real plugins where they are installed, stand-ins elsewhere, and it is written down which."""

import json
from pathlib import Path

import pytest

from mto.engine import build, plugins
from mto.engine.places import Places
from mto.engine.progress import Row
from tests.engine.conftest import Recorder

FOLDER = "resource-azuread-v6.11.1"


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The folder of the plugins that a person has installed, with no azuread in it."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PULUMI_HOME", raising=False)
    folder = tmp_path / "home" / ".pulumi" / "plugins"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch, places: Places) -> Path:
    """Sources of an azuread stand-in, and a Go that builds it."""

    def build_it(_places: Places, _children: Recorder, _row: Row, wanted: list[build.Program]) -> bool:
        for program in wanted:
            program.target.parent.mkdir(parents=True, exist_ok=True)
            program.target.write_text("stand-in")
        return bool(wanted)

    monkeypatch.setattr(build, "build", build_it)
    sources = places.root / "stand ins"
    (sources / "azuread").mkdir(parents=True)
    (sources / "azuread" / "main.go").write_text("package main")
    return sources


def installed(places: Places) -> Path:
    return places.pulumi_home / "plugins" / FOLDER / "pulumi-resource-azuread"


def kinds(places: Places) -> dict[str, str]:
    return dict(json.loads((places.made / "engine" / "plugins.json").read_text()))


def put(real: Path) -> None:
    (real / FOLDER).mkdir()
    (real / FOLDER / "pulumi-resource-azuread").write_text("real")


def test_real_plugin_is_linked_and_never_built(
    places: Places, children: Recorder, row: Row, real: Path, stand_ins: Path
) -> None:
    put(real)
    assert not plugins.install(places, children, row, stand_ins)
    assert installed(places).read_text() == "real"
    assert not installed(places).parent.is_symlink()  # the engine passes over a folder that is a link
    assert kinds(places) == {"azuread": "real"}


def test_half_installed_plugin_is_no_plugin(
    places: Places, children: Recorder, row: Row, real: Path, stand_ins: Path
) -> None:
    put(real)
    (real / f"{FOLDER}.partial").touch()
    plugins.install(places, children, row, stand_ins)
    assert kinds(places) == {"azuread": "stand-in"}


def test_stand_in_gives_way_to_the_real_plugin_and_comes_back(
    places: Places, children: Recorder, row: Row, real: Path, stand_ins: Path
) -> None:
    plugins.install(places, children, row, stand_ins)
    assert installed(places).read_text() == "stand-in"
    put(real)
    plugins.install(places, children, row, stand_ins)
    assert installed(places).read_text() == "real"
    (real / FOLDER).rename(real / "gone")
    plugins.install(places, children, row, stand_ins)
    assert installed(places).read_text() == "stand-in"
    assert (real / "gone" / "pulumi-resource-azuread").read_text() == "real"


def test_missing_plugin_is_written_down(places: Places, children: Recorder, row: Row, real: Path) -> None:
    plugins.install(places, children, row, None)
    assert kinds(places) == {"azuread": "missing"}


def test_plugin_of_our_own_home_is_not_taken_for_a_real_one(
    monkeypatch: pytest.MonkeyPatch, places: Places, real: Path
) -> None:
    monkeypatch.setenv("PULUMI_HOME", str(places.pulumi_home))
    assert plugins.real_home(places) == real
