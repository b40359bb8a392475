"""Processes that a killed run has left: the engine, the program, the plugins. Only our own are ever ended.

Each plugin has a process group of its own but stays in the engine's session, and all of them inherit the run's token:
both must match, since the session's number may belong to a stranger by now.
"""

import os
import signal
import time

import psutil

from mto.fleet.workplace import TOKEN

_GRACE = 2.0
"""Seconds between asking a process to leave and ending it."""


def of(session: int, token: str) -> list[psutil.Process]:
    """The living processes of a run: those of the engine's session that carry the run's token.

    With session 0, which is that of a run killed before it could note its engine, the token alone decides.
    """
    if not token:
        return []
    pids = [pid for pid in psutil.pids() if pid != os.getpid() and session in {0, _session(pid)}]
    return [process for pid in pids if (process := _ours(pid, token))]


def end(session: int, token: str) -> int:
    """End what is left of a run, gently first; how many processes that were."""
    processes = of(session, token)
    for process in processes:
        _signal(process, signal.SIGTERM)
    _gone, alive = psutil.wait_procs(processes, timeout=_GRACE)
    for process in alive:
        _signal(process, signal.SIGKILL)
    psutil.wait_procs(alive, timeout=_GRACE)
    return len(processes)


def stop(engine: int, token: str, patience: float) -> bool:
    """Ask an engine that has lost its `mto` to stop in order, and wait; whether it did, or was gone already."""
    process = _ours(engine, token)
    if process is None:
        return True
    _signal(process, signal.SIGINT)
    until = time.monotonic() + patience
    while time.monotonic() < until:
        if not process.is_running() or process.status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.1)
    return False


def _session(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except (ProcessLookupError, PermissionError):
        return None


def _ours(pid: int, token: str) -> psutil.Process | None:
    try:
        process = psutil.Process(pid)
        ours = process.status() != psutil.STATUS_ZOMBIE and process.environ().get(TOKEN) == token
    except psutil.Error:
        return None
    return process if ours else None


def _signal(process: psutil.Process, number: signal.Signals) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return
