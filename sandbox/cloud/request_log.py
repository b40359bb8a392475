"""What was asked of the cloud: one entry a request, in memory and in a file. Never a token, a secret or a body."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Entry:
    """One request: who asked what of whom, and how it ended. `query` is part of the path as sent."""

    number: int
    time: str
    method: str
    host: str
    path: str
    status: int
    app: str
    tenant: str
    fault: str
    milliseconds: int


class RequestLog:
    """The entries since the last reset; numbers go on, so a number is a mark to read from."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: list[Entry] = []
        self._next = 1

    def add(self, **facts: str | int) -> None:
        """Add an entry."""
        entry = Entry(number=self._next, **facts)  # type: ignore[arg-type]  # the names are checked by Entry itself
        self._next += 1
        self._entries.append(entry)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(entry)) + "\n")

    def since(self, mark: int) -> list[Entry]:
        """Give the entries after a mark."""
        return [entry for entry in self._entries if entry.number > mark]

    @property
    def mark(self) -> int:
        """The number of the last entry."""
        return self._next - 1

    def reset(self) -> None:
        """Forget the entries; the file keeps its lines."""
        self._entries.clear()
