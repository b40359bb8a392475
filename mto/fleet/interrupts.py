"""Ctrl-C while the engine runs: counted here, passed on by whoever waits for the engine."""

import signal
from types import FrameType, TracebackType
from typing import Self

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupts:
    """Within `with`, an interruption is counted and nothing else happens.

    Installed before the engine is spawned: a handler that is not there yet would lose an early Ctrl-C, and an ignored
    SIGINT (`mto up &` in a script) would be inherited by the engine, which then leaves its plugins behind.
    """

    def __init__(self) -> None:
        self.count = 0
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> Self:
        for number in _SIGNALS:
            self._before[number] = signal.signal(number, self._count)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal() returned it takes back

    def _count(self, _number: int, _frame: FrameType | None) -> None:
        self.count += 1
