"""Locks of a stack: who holds it, and whether that process still lives. Taking a lock away is left to the engine.

Rests on: pulumi pkg/v3 backend/diy/lock.go (one JSON file a lock below `.pulumi/locks`: pid, username, hostname,
timestamp; the same facts in the refusal's text).
"""

import json
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psutil

from mto.fleet.workplace import Workplace

_REFUSED = "the stack is currently locked by"
_HOLDER = re.compile(r"created by (?P<user>.*?)@(?P<host>\S*) \(pid (?P<pid>\d+)\) at (?P<since>\S+)")
_SLACK = 2.0
"""Seconds by which a process may seem younger than the lock that it made."""


@dataclass(frozen=True, slots=True)
class Lock:
    """One holder of a stack's lock."""

    host: str
    user: str
    pid: int
    since: datetime

    @property
    def here(self) -> bool:
        """Whether the holder is a process of this host."""
        return self.host == socket.gethostname()

    @property
    def dead(self) -> bool:
        """Whether the holder is known to be gone: only of this host can that be known."""
        if not self.here:
            return False
        try:
            process = psutil.Process(self.pid)
            if process.status() == psutil.STATUS_ZOMBIE:
                return True
            return process.create_time() > self.since.timestamp() + _SLACK  # the number was given away again
        except psutil.NoSuchProcess:
            return True

    def __str__(self) -> str:
        return f"{self.user}@{self.host}, process {self.pid}, for {age(self.since)}"


def age(since: datetime, now: datetime | None = None) -> str:
    """How long ago, in the largest unit that says something: `3 d`, `5 h`, `12 min`, `40 s`."""
    seconds = int(((now or datetime.now(UTC)) - since).total_seconds())
    for unit, name in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= 2 * unit:
            return f"{seconds // unit} {name}"
    return f"{max(seconds, 0)} s"


def held(stack: str, at: Workplace) -> tuple[Lock, ...] | None:
    """The locks of a stack where state is a folder; None where it is kept elsewhere and only a refusal tells."""
    folder, project = _folder(at), at.project_name
    if folder is None or not project:
        return None
    files = (folder / ".pulumi" / "locks").glob(f"organization/{project}/{stack}/*.json")
    return tuple(lock for file in sorted(files) if (lock := _read(file)))


def refused(said: Iterable[str]) -> tuple[Lock, ...]:
    """The locks that the engine's own output names as the reason for its refusal."""
    lines = list(said)
    if not any(_REFUSED in line for line in lines):
        return ()
    return tuple(
        Lock(found["host"], found["user"], int(found["pid"]), datetime.fromisoformat(found["since"]))
        for line in lines
        if (found := _HOLDER.search(line))
    )


def _read(file: Path) -> Lock | None:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return Lock(data["hostname"], data["username"], int(data["pid"]), datetime.fromisoformat(data["timestamp"]))
    except (FileNotFoundError, ValueError, KeyError):  # given back meanwhile, or half written
        return None


def _folder(at: Workplace) -> Path | None:
    url = at.environment.get("PULUMI_BACKEND_URL", "")
    if not url.startswith("file://"):
        return None
    return Path(unquote(urlsplit(url).path or url.removeprefix("file://"))).expanduser()
