"""The tools that a set-up runs: each in a session of its own, its output in the log, all ended when a person stops."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from mto.engine.problems import explain

GRACE = 5.0
"""Seconds between asking a child to end and ending it."""


class Stopped(Exception):  # noqa: N818 - no error: somebody asked for it
    """The person stopped the set-up, or another step of it failed."""


def ignore(_line: str) -> None:
    """Take a line of output for nothing."""


class Children:
    """Starts tools and knows which are running.

    A child inherits `held`, the descriptor of the set-up's lock, so that the lock stands as long as any of them lives.
    """

    def __init__(self, log: Path, held: int | None = None) -> None:
        self._log = log
        self._held = () if held is None else (held,)
        self._running: set[subprocess.Popen[str]] = set()
        self._guard = threading.Lock()
        self._stopping = False

    def run(
        self,
        step: str,
        command: Sequence[str | Path],
        *,
        directory: Path,
        variables: Mapping[str, str] | None = None,
        heard: Callable[[str], None] = ignore,
    ) -> list[str]:
        """Run one tool to its end and give the lines that it wrote.

        Raises: EngineProblem when it fails, naming `step`; Stopped when the set-up is being stopped.
        """
        said: list[str] = []
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("a", encoding="utf-8") as log:
            log.write(f"$ {' '.join(map(str, command))}\n")
            process = self._start(step, command, directory, {**os.environ, **(variables or {})})
            output: IO[str] | None = process.stdout
            try:
                for line in output or ():
                    log.write(line)
                    said.append(line.rstrip("\n"))
                    heard(said[-1])
                code = process.wait()
            finally:
                with self._guard:
                    self._running.discard(process)
                _end([process])
        if self._stopping:
            raise Stopped
        if code:
            raise explain(step, said, str(self._log))
        return said

    def _start(
        self, step: str, command: Sequence[str | Path], directory: Path, variables: Mapping[str, str]
    ) -> subprocess.Popen[str]:
        with self._guard:
            if self._stopping:
                raise Stopped
            try:
                process = subprocess.Popen(
                    [str(part) for part in command],
                    cwd=directory,
                    env=variables,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    encoding="utf-8",
                    errors="replace",
                    start_new_session=True,
                    pass_fds=self._held,
                )
            except OSError as error:
                raise explain(step, [f"{command[0]}: {error.strerror}"], str(self._log)) from error
            self._running.add(process)
            return process

    def end(self) -> None:
        """End every child, and start none any more."""
        with self._guard:
            self._stopping = True
            running = list(self._running)
        _end(running)


def _end(processes: Sequence[subprocess.Popen[str]]) -> None:
    """Ask what still runs to end, then end its whole group: a child's own children may not have listened."""
    running = [process for process in processes if process.poll() is None]
    for ask in (signal.SIGINT, signal.SIGKILL):
        for process in running:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, ask)
        for process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(GRACE)
