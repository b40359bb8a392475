"""Ends this process soon after its engine: what an orphan still writes, no state would ever know.

The engine starts a script, and that the Python process: the engine is the script's parent, and the script outlives it.
"""

import os
import threading
import time
from functools import cache

_SCRIPT = "pulumi-resource-pulumi-python"
_LOOK = 1.0
"""Seconds between two looks at the parents."""


@cache
def leave_with_the_engine() -> None:
    """Watch from now on; asked again, it does nothing."""
    parents = _parents()
    threading.Thread(target=_watch, args=(parents,), daemon=True).start()


def _watch(parents: tuple[int, ...]) -> None:
    while _parents() == parents:
        time.sleep(_LOOK)
    os._exit(0)  # nobody is left who could be told how an operation ends


def _parents() -> tuple[int, ...]:
    """This process's parent, and that one's where it is the script; shorter once one of them is gone."""
    import psutil

    try:
        parent = psutil.Process(os.getppid())
        scripted = any(word.endswith(_SCRIPT) for word in parent.cmdline())
        return (parent.pid, parent.ppid()) if scripted else (parent.pid,)
    except psutil.Error:
        return ()
