"""Which CLI a run uses."""

from pathlib import Path

import pytest

from mto.engine import find
from mto.engine.places import Places


@pytest.fixture(autouse=True)
def nothing_found(monkeypatch: pytest.MonkeyPatch, places: Places, tmp_path: Path) -> Path:
    """A PATH of one folder, a clone that has built nothing."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(find, "Places", lambda: places)
    find.pulumi.cache_clear()
    return tmp_path / "bin"


def put(folder: Path, version: str, *parts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("pulumi", *parts):
        (folder / name).write_text(f"#!/bin/sh\necho {version}\n")
        (folder / name).chmod(0o755)
    return folder / "pulumi"


def test_whole_recent_cli_on_path_goes_first(places: Places, tmp_path: Path) -> None:
    put(places.binaries, "v3.259.0", *find.PARTS)
    there = put(tmp_path / "bin", "v3.1000.0", *find.PARTS)
    assert find.pulumi() == there


@pytest.mark.parametrize(("version", "parts"), [("v3.258.9", find.PARTS), ("v3.300.0", ()), ("nonsense", find.PARTS)])
def test_other_cli_on_path_gives_way_to_the_built_one(
    places: Places, tmp_path: Path, version: str, parts: tuple[str, ...]
) -> None:
    put(tmp_path / "bin", version, *parts)
    built = put(places.binaries, "v3.259.0", *find.PARTS)
    assert find.pulumi() == built


def test_no_engine_says_what_is_there_instead(tmp_path: Path) -> None:
    put(tmp_path / "bin", "v3.100.0", *find.PARTS)
    with pytest.raises(find.NoEngine) as caught:
        find.pulumi()
    assert "v3.100.0, older than 3.259.0" in caught.value.what
    assert "make up" in caught.value.remedy


def test_own_folder_on_path_is_not_taken_for_an_installed_one(
    monkeypatch: pytest.MonkeyPatch, places: Places, tmp_path: Path
) -> None:
    put(places.binaries, "v3.259.0", *find.PARTS)
    monkeypatch.setenv("PATH", f"{places.binaries}:{tmp_path / 'bin'}")
    assert find.on_path() == (None, "none on PATH")


def test_engine_goes_first_on_path(places: Places, tmp_path: Path) -> None:
    put(places.binaries, "v3.259.0", *find.PARTS)
    assert find.environment()["PATH"] == f"{places.binaries}:{tmp_path / 'bin'}"
