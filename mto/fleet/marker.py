"""What is known of a stack's last run: written before it starts and when it has ended, so that a kill shows."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psutil


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """One run. Not finished means: it still runs, or was killed."""

    verb: str
    started: str
    """ISO, UTC, seconds."""
    pid: int
    """Of our own process…"""
    born: float = 0.0
    """…and when it began (seconds of the epoch): numbers of processes are given away again."""
    engine: int = 0
    """Of the engine, which leads a session of its own; 0 before it was spawned."""
    token: str = ""
    """In the environment of all that this run started."""
    finished: str = ""
    result: str = ""
    """succeeded, failed, interrupted or killed; empty until finished."""
    log: str = ""
    as_of: str = ""
    """When a run last succeeded: the stack's outputs are of that one. Empty if none of this clone did."""
    partly: bool = False
    """A creation failed or was cut off: what the engine's state holds of it may not be what is there."""
    half_made: tuple[Mapping[str, Any], ...] = ()
    """Objects whose creation failed: they may be there all the same (see `mto.fleet.half_made`)."""

    @property
    def tidy(self) -> bool:
        """Whether the engine came to its own end and nothing can be there that its state does not know."""
        return self.result in {"succeeded", "failed", "interrupted"} and not self.half_made

    @property
    def unsure(self) -> bool:
        """Whether the engine's state may say more than what is there: of a run without an end nobody knows."""
        return self.partly or not self.finished

    @property
    def came_to(self) -> str:
        """The result; of a run that is gone without one, `killed`. Empty while it is under way."""
        return self.result or ("" if self.alive else "killed")

    @property
    def alive(self) -> bool:
        """Whether the `mto` that wrote this is still at it."""
        if self.finished:
            return False
        try:
            return abs(psutil.Process(self.pid).create_time() - self.born) < 1
        except psutil.NoSuchProcess:
            return False


def begin(verb: str, token: str, last: Marker | None) -> Marker:
    """The marker of a run that begins now in this process; what the last one noted still holds until it has ended."""
    own = psutil.Process()
    as_of, partly, half_made = (last.as_of, last.unsure, last.half_made) if last else ("", False, ())
    return Marker(
        verb=verb,
        started=now(),
        pid=own.pid,
        born=own.create_time(),
        token=token,
        as_of=as_of,
        partly=partly,
        half_made=half_made,
    )


def now() -> str:
    """This moment (ISO, UTC, seconds)."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def write(stack: str, marker: Marker, runs: Path) -> None:
    """Replace the stack's marker in one step: whoever reads it sees the old one or the new one, whole."""
    path = _path(stack, runs)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}.new")
    fresh.write_text(json.dumps(asdict(marker)), encoding="utf-8")
    fresh.replace(path)


def read(stack: str, runs: Path) -> Marker | None:
    """The stack's last run, None if there is none that can be read."""
    try:
        data = json.loads(_path(stack, runs).read_text(encoding="utf-8"))
        return Marker(**{**data, "half_made": tuple(data["half_made"])})
    except (FileNotFoundError, json.JSONDecodeError, TypeError, KeyError):
        return None


def _path(stack: str, runs: Path) -> Path:
    return runs / f"{stack}.json"
