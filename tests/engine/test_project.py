"""The clone's own project: its paths hold whatever a folder is called, its passphrase is kept and private."""

import json
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest

from mto.engine import find, project
from mto.engine.places import Places
from mto.engine.problems import EngineProblem


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "pulumi", lambda: Path("/engine/pulumi"))


def test_state_is_found_in_a_clone_of_any_name(places: Places) -> None:
    project.prepare(places)
    known = json.loads(places.environment_file.read_text())
    url = urlparse(known["variables"]["PULUMI_BACKEND_URL"])
    assert (url.scheme, url.fragment, url.query) == ("file", "", "")
    assert Path(unquote(url.path)) == places.state
    assert known["path"] == ["/engine", str(places.venv / "bin")]


def test_state_and_passphrase_are_private(places: Places) -> None:
    project.prepare(places)
    assert places.state.stat().st_mode & 0o777 == 0o700
    assert places.passphrase.stat().st_mode & 0o777 == 0o600


def test_passphrase_is_kept(places: Places) -> None:
    project.prepare(places)
    first = places.passphrase.read_text()
    project.prepare(places)
    assert places.passphrase.read_text() == first
    assert len(first.strip()) >= 40


def test_state_without_its_passphrase_gets_no_other_one(places: Places) -> None:
    project.prepare(places)
    places.passphrase.unlink()
    (places.state / "stack.json").write_text("{}")
    with pytest.raises(EngineProblem, match="lost its passphrase"):
        project.prepare(places)


def test_project_file_names_the_environment_absolutely(places: Places) -> None:
    project.prepare(places)
    text = (places.project / "Pulumi.yaml").read_text()
    assert f'"virtualenv": "{places.venv}"' in text
    assert "main: ../..\n" in text
