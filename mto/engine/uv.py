"""uv, from its locked wheel: it makes the Python environment, and unpacks the wheel of Go where that is needed."""

from __future__ import annotations

import shutil
import sys
import threading
from pathlib import Path

from mto.engine.children import Children
from mto.engine.places import LOCKED, Places
from mto.engine.problems import EngineProblem
from mto.engine.stamps import Stamp, fingerprint

STEP = "uv"
_GUARD = threading.Lock()


def ready(places: Places, children: Children) -> Path:
    """Give the path of uv; fetch it first where this clone has none yet.

    pip fetches it into a folder of its own. Where Python has no pip, a uv on PATH does.
    Raises: EngineProblem.
    """
    with _GUARD:  # the environment and the engine may both ask for it first
        return _ready(places, children)


def _ready(places: Places, children: Children) -> Path:
    binary = places.uv / "bin" / "uv"
    made_from = fingerprint([STEP], [LOCKED / "uv.txt"])
    stamp = Stamp(places.stamps, STEP)
    if binary.exists() and stamp.read() == made_from:
        return binary
    if not _pip_is_there(places, children):
        return _on_path()
    stamp.remove()
    draft = places.uv.with_name("uv.new")
    shutil.rmtree(draft, ignore_errors=True)
    children.run(
        STEP,
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"),
            *("--root-user-action=ignore", "--no-deps", "--only-binary=:all:", "--require-hashes"),
            *("--target", draft, "--requirement", LOCKED / "uv.txt"),
        ],
        directory=places.root,
    )
    shutil.rmtree(places.uv, ignore_errors=True)
    draft.rename(places.uv)
    stamp.write(made_from)
    return binary


def variables(places: Places) -> dict[str, str]:
    """Give the variables that keep uv's downloads in the clone and its Python the one that runs now."""
    return {
        "UV_CACHE_DIR": str(places.cache / "uv"),
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_CONFIG": "1",
        "VIRTUAL_ENV": str(places.venv),
    }


def _pip_is_there(places: Places, children: Children) -> bool:
    try:
        children.run(STEP, [sys.executable, "-m", "pip", "--version"], directory=places.root)
    except EngineProblem:
        return False
    return True


def _on_path() -> Path:
    found = shutil.which("uv")
    if found is None:
        raise EngineProblem(
            f"{STEP}: Python at {sys.executable} has no pip to fetch uv with, and no uv is on PATH.",
            "Install one of them (Debian, Ubuntu: apt install python3-pip) and run it again.",
        )
    return Path(found)
