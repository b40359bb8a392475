"""The cloud's clock: the machine's, moved by the control interface.

Replication lag runs on the machine's own time and is left to `state`.
"""

import time
from datetime import UTC, datetime


class Clock:
    """Seconds since 1970, shifted by an offset in seconds."""

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset

    def now(self) -> float:
        """Give the cloud's time in seconds since 1970."""
        return time.time() + self.offset

    def set(self, when: datetime) -> None:
        """Let the cloud's time be `when` from now on; it goes on running."""
        self.offset = when.timestamp() - time.time()

    def text(self) -> str:
        """Give the cloud's time as the services write it: whole seconds, UTC."""
        return as_text(self.now())


def as_text(seconds: float) -> str:
    """Write a time as `2026-12-02T06:12:00Z`."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
