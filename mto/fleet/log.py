"""The whole output of each run, kept for whoever must find out why it failed. Only the owner can read it."""

import os
from datetime import UTC, datetime
from pathlib import Path

from mto.fleet.workplace import KEPT


def new(name: str, kept: Path = KEPT, ending: str = "log") -> Path:
    """An empty file `<time>-<name>.<ending>` under `.mto/logs`, mode 0600."""
    folder = kept / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    path = folder / f"{stamp}-{name}.{ending}"
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return path


def keep(name: str, text: str, kept: Path = KEPT) -> Path:
    """Write one text to a new log."""
    path = new(name, kept)
    path.write_text(text, encoding="utf-8")
    return path
