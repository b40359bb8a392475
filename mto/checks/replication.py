"""Waits, with an end, for Entra to show what was just written.

Rests on: Entra, designing for eventual consistency (2026-03-24): a read may not show the write before it.
"""

import time
from collections.abc import Callable

LONGEST_PAUSE = 5.0


def wait_for(
    done: Callable[[], bool], bound: float, sleep: Callable[[float], None] = time.sleep, pause: float = 0.25
) -> bool:
    """Ask until the answer is yes, each time after a longer pause; no, once `bound` seconds were waited.

    What is counted is the waiting, not the asking: a slow service gets as many looks as a fast one.
    """
    waited = 0.0
    while not done():
        if waited >= bound:
            return False
        sleep(pause)
        waited += pause
        pause = min(pause * 2, LONGEST_PAUSE)
    return True
