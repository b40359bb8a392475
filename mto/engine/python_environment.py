"""The Python environment of the clone: exactly what a lock file names, and the product itself, editable.

Without a stamp the environment counts as somebody else's and is synchronized as it is; one that an interrupted run has
left half made is thrown away.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from mto.engine import uv
from mto.engine.children import Children
from mto.engine.places import Places
from mto.engine.problems import EngineProblem
from mto.engine.progress import Row
from mto.engine.stamps import Stamp, fingerprint

STEP = "Python environment"
LOCK, DEV_LOCK = "requirements.lock", "requirements-dev.lock"


@dataclass(frozen=True)
class MadeFrom:
    """What an environment was made from; `dev` is None where the test dependencies are left out."""

    runtime: str
    dev: str | None


def make(places: Places, children: Children, row: Row, *, dev: bool) -> None:
    """Make the environment hold what the clone locks, with the test dependencies if `dev`.

    An environment that has the test dependencies keeps them: their lock is a superset of the other.
    Raises: EngineProblem.
    """
    stamp, begun = Stamp(places.venv, ".made-from"), Stamp(places.venv, ".begun")
    before = _read(stamp)
    dev = dev or (before is not None and before.dev is not None)
    lock = places.root / (DEV_LOCK if dev else LOCK)
    packages = len(re.findall(r"^[A-Za-z0-9][^=\s]*==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    now = _made_from(places, dev=dev)
    if before == now and (places.venv / "bin" / "mto").exists():
        row.done(f"locked, {packages} packages, unchanged")
        return
    row.says(f"{packages} locked packages")
    tool = uv.ready(places, children)

    def run(*arguments: str | Path) -> None:
        children.run(
            STEP,
            [tool, *arguments],
            directory=places.root,
            variables=uv.variables(places),
            heard=lambda line: row.says(f"{packages} locked packages: {line.strip()[:1].lower()}{line.strip()[1:]}"),
        )

    if begun.read() or not _works(places, children):
        run("venv", "--quiet", "--clear", "--python", _base_python(), places.venv)
    stamp.remove()
    begun.write("An interrupted set-up leaves this file; the next one starts the environment anew.")
    run("pip", "sync", "--require-hashes", "--compile-bytecode", lock)
    run("pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", ".")
    stamp.write(json.dumps(asdict(now)))
    begun.remove()
    row.done(f"locked, {packages} packages")


def _made_from(places: Places, *, dev: bool) -> MadeFrom:
    words = [str(places.root), str(_base_python())]  # scripts hold the clone's path
    project = places.root / "pyproject.toml"
    return MadeFrom(
        runtime=fingerprint(words, [places.root / LOCK, project]),
        dev=fingerprint(words, [places.root / DEV_LOCK, project]) if dev else None,
    )


def _read(stamp: Stamp) -> MadeFrom | None:
    try:
        return MadeFrom(**json.loads(stamp.read() or ""))
    except (ValueError, TypeError):
        return None


def _base_python() -> Path:
    """Give the interpreter below any virtual environment that runs this: an environment cannot be made from itself."""
    base = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    return base if base.exists() else Path(sys.executable)


def _works(places: Places, children: Children) -> bool:
    question = "import sys; raise SystemExit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)"
    try:
        children.run(STEP, [places.venv / "bin" / "python", "-I", "-c", question], directory=places.root)
    except EngineProblem:
        return False
    return True
