"""The set-up of a clone: engine and Python environment side by side, each step whole or not at all."""

from __future__ import annotations

import fcntl
import functools
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path

from mto.engine import build, find, golang, plugins, project, python_environment
from mto.engine.children import Children, Stopped
from mto.engine.places import PULUMI_VERSION, Places
from mto.engine.problems import of_os_error
from mto.engine.progress import Board, Row


def set_up(places: Places, *, dev: bool, stand_ins: Path | None) -> None:
    """Make, or bring up to date, all that a run needs; with the test dependencies if `dev`.

    `stand_ins` is a folder of Go sources, one folder a plugin, for plugins that are not installed.
    Raises: EngineProblem, the first one; the other steps are stopped then.
    """
    with Board() as board, _alone(places, board) as lock:
        children = Children(places.log, lock)
        steps = {
            python_environment.STEP: functools.partial(python_environment.make, dev=dev),
            build.STEP: functools.partial(_engine, stand_ins=stand_ins),
        }
        with ThreadPoolExecutor(len(steps)) as pool:
            under_way = [
                pool.submit(_told, name, functools.partial(step, places, children, board.row(name)))
                for name, step in steps.items()
            ]
            try:
                wait(under_way, return_when=FIRST_EXCEPTION)
            finally:
                if not all(step.done() for step in under_way):
                    children.end()
        _raise_first(under_way)
        _told("Project", functools.partial(project.prepare, places))


def run_go(places: Places, arguments: list[str]) -> int:
    """Run Go on this clone's module, its output to the person, and give its exit code.

    Raises: EngineProblem.
    """
    with Board() as board:
        go = golang.ready(places, Children(places.log), board.row(golang.STEP))
    variables = {**os.environ, **golang.variables(places)}
    return subprocess.run([go, *arguments], cwd=places.root, env=variables, check=False).returncode


def _engine(places: Places, children: Children, row: Row, *, stand_ins: Path | None) -> None:
    """Find or build the CLI, and install the plugins."""
    found, lacking = find.on_path()
    built = False
    if found is None:
        built = build.build(places, children, row, build.programs(places))
        build.copy_scripts(places, children, row)
    plugins_built = plugins.install(places, children, row, stand_ins)
    if found is not None:
        row.done(f"{found} of PATH" + (", plugins built" if plugins_built else ""))
    elif built:
        row.done(f"built {PULUMI_VERSION} from its Go module ({lacking})")
    else:
        row.done(f"{PULUMI_VERSION}, built here" + (", plugins built" if plugins_built else ", unchanged"))


def _told(name: str, step: Callable[[], None]) -> None:
    """Do a step; an error of the file system becomes a problem that names the step."""
    try:
        step()
    except OSError as error:
        raise of_os_error(name, error) from error


def _raise_first(steps: list[Future[None]]) -> None:
    """Raise what a step failed of, rather than that another was stopped for it."""
    errors = [error for step in steps if (error := step.exception()) is not None]
    for error in sorted(errors, key=lambda error: isinstance(error, Stopped)):
        raise error


@contextmanager
def _alone(places: Places, board: Board) -> Iterator[int]:
    """Hold the clone's lock, waiting while another set-up, or what a killed one left running, is at work."""
    try:
        places.made.mkdir(exist_ok=True)
        lock = os.open(places.made / "setup.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise of_os_error("Set-up", error) from error
    try:
        _take(lock, board)
        os.truncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        yield lock
    finally:
        os.close(lock)


def _take(lock: int, board: Board) -> None:
    row: Row | None = None
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            row = row or board.row("Set-up")
            row.says(f"waits for another one in this clone (process {os.pread(lock, 20, 0).decode() or '?'})")
            time.sleep(0.2)
        else:
            if row:
                row.done("went on after another one in this clone")
            return
