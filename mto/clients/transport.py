"""Sends requests and waits as services ask. What an answer means is left to `answers`, who is asking to `tokens`."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mto.clients.answers import Answer
from mto.clients.errors import Unreachable
from mto.clients.request import Request
from mto.inventory.problems import Place

if TYPE_CHECKING:
    from mto.clients.wire import Wire

PATIENCE_SECONDS = 100.0
"""How long one request waits in all because a service asked for it: nothing waits for more than two minutes."""
REPEATS = 6
"""How often one request is repeated at most."""
BUSY = (429, 503, 504)


def _open_wire() -> Wire:
    from mto.clients import wire  # httpx is imported with the first request, never before

    return wire.open_wire()


@dataclass(slots=True)
class Transport:
    """Sends one request at a time over connections that are kept alive."""

    opener: Callable[[], Wire] = _open_wire
    """The one seam for tests."""
    pause: Callable[[float], None] = time.sleep
    _wire: Wire | None = field(default=None, repr=False)

    def send(self, request: Request, where: Place) -> Answer:
        """Send, wait where the service asks for it, and return the last answer, whatever its status.

        429, 503 and 504 are repeated, after Retry-After or a jittered backoff, within PATIENCE_SECONDS and REPEATS. A
        request that must not happen twice is repeated only if the answer says that nothing was done: 429, or 503 with
        Retry-After. Where no answer came, a request is repeated once if it never left us, or may happen twice.

        Raises: Unreachable.
        """
        if self._wire is None:
            self._wire = self.opener()
        waited, lost, repeats = 0.0, False, 0
        while True:
            try:
                answer = self._wire.exchange(request, where)
            except Unreachable as fault:
                if lost or (request.at_most_once and fault.unclear):
                    raise
                lost = True
                self.pause(1.0)
                continue
            wait = _wait(answer, repeats, at_most_once=request.at_most_once)
            if wait is None or repeats == REPEATS or waited + wait > PATIENCE_SECONDS:
                return answer
            self.pause(wait)
            waited += wait
            repeats += 1


def _wait(answer: Answer, repeats: int, *, at_most_once: bool) -> float | None:
    """Seconds to wait before the request is sent again, None if it must not be."""
    asked = answer.retry_after
    nothing_done = answer.status_code == 429 or (answer.status_code == 503 and asked is not None)
    if answer.status_code not in BUSY or (at_most_once and not nothing_done):
        return None
    if asked is not None:
        return asked
    return float(min(2**repeats, 30)) * random.uniform(0.5, 1.0)  # noqa: S311  jitter, no secret
