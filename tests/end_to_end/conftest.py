"""A world of its own for each test: a sandbox, a folder of files, a state, and the commands that a person types.

Nothing of the product is imported here, and the sandbox is reached by its control interface alone.
"""

import re
import secrets
import shutil
import signal
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.world import CLONE, MADE, World


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here, so that the fast tests can run without it."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.end_to_end)


@pytest.fixture
def new_world(tmp_path: Path) -> Iterator[Callable[..., World]]:
    """Makes worlds; each is ended, and its output searched for tracebacks and secrets, when the test is over."""
    made: list[World] = []

    def make(*, wait_factor: int = 100, lag: bool = True, method: str = "portal", config: Path | None = None) -> World:
        world = _make(tmp_path / f"world{len(made)}", wait_factor, lag=lag, method=method, config=config)
        made.append(world)
        return world

    yield make
    for world in made:
        leaked = _search(world)
        _end(world)
        assert not leaked, leaked


@pytest.fixture
def world(new_world: Callable[..., World]) -> World:
    """A world with the project's own tenants."""
    return new_world()


def _make(folder: Path, wait_factor: int, *, lag: bool, method: str, config: Path | None) -> World:
    folder.mkdir()
    shutil.copytree(config or CLONE / "config", folder / "config", ignore=shutil.ignore_patterns("stacks", "schema"))
    home = (CLONE / "sandbox/home.yaml").read_text(encoding="utf-8")
    (folder / "home.yaml").write_text(home.replace("method: portal", f"method: {method}"), encoding="utf-8")
    command = [sys.executable, "-m", "sandbox.run", "start", "--dir", str(folder / "sandbox")]
    command += ["--wait-factor", str(wait_factor), *([] if lag else ["--no-lag"])]
    subprocess.run(command, cwd=CLONE, check=True, stdout=subprocess.DEVNULL, timeout=60)
    script = f". {folder}/sandbox/env; env -0"
    told = subprocess.run(["sh", "-c", script], cwd=CLONE, check=True, capture_output=True, text=True).stdout
    environment = dict(item.split("=", 1) for item in told.split("\0") if "=" in item)
    environment.update(_state(folder))
    environment.pop("PYTEST_CURRENT_TEST", None)
    return World(folder, environment, environment["MTO_SANDBOX"])


def _state(folder: Path) -> dict[str, str]:
    """A state, a project and an engine's home of the world's own."""
    for name in ("state", "project/stacks", "pulumi", "kept"):
        (folder / name).mkdir(parents=True)
    (folder / "pulumi/plugins").symlink_to(MADE / "pulumi/plugins")
    (folder / "passphrase").write_text(secrets.token_urlsafe(24))
    project = (MADE / "project/Pulumi.yaml").read_text(encoding="utf-8")
    project = re.sub(r"(?m)^main: .*$", f"main: {CLONE}", project)
    (folder / "project/Pulumi.yaml").write_text(project, encoding="utf-8")
    return {
        "PULUMI_HOME": str(folder / "pulumi"),
        "PULUMI_BACKEND_URL": "file://" + urllib.parse.quote(str(folder / "state")),
        "PULUMI_CONFIG_PASSPHRASE_FILE": str(folder / "passphrase"),
        "PULUMI_OPTION_CWD": str(folder / "project"),
        "MTO_CONFIG": str(folder / "config"),
        "MTO_HOME_FILE": str(folder / "home.yaml"),
        "MTO_KEPT": str(folder / "kept"),
    }


def _search(world: World) -> list[str]:
    """Tracebacks and secrets in anything that was printed, logged or kept in plain text."""
    texts = {f"output {n}": text for n, text in enumerate(world.said)}
    for below in ("kept", "state", "project"):
        for path in (world.folder / below).rglob("*"):
            if path.is_file():
                texts[str(path)] = path.read_text(encoding="utf-8", errors="replace")
    found = [f"traceback in {place}" for place, text in texts.items() if "Traceback (most recent call last)" in text]
    used = _texts(world.ask("GET", "/secrets"))
    used.append((world.folder / "passphrase").read_text())
    return found + [f"a secret in {place}" for place, text in texts.items() if any(s in text for s in used)]


def _texts(data: Any) -> list[str]:
    """All texts within JSON that are long enough to be a secret."""
    if isinstance(data, dict):
        return [text for value in data.values() for text in _texts(value)]
    if isinstance(data, list):
        return [text for value in data for text in _texts(value)]
    return [data] if isinstance(data, str) and len(data) >= 12 else []


def _end(world: World) -> None:
    for process in world.processes():
        process.send_signal(signal.SIGKILL)
    stop = [sys.executable, "-m", "sandbox.run", "stop", "--dir", str(world.folder / "sandbox")]
    subprocess.run(stop, cwd=CLONE, check=False, stdout=subprocess.DEVNULL, timeout=60)
