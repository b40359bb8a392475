import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from secrets import token_hex

import psutil
import pytest

from mto.fleet import leftovers
from mto.fleet.workplace import TOKEN

MINE = token_hex(8)
# A process of a group of its own within the session of its parent, as a plugin is; it outlives its parent.
PLUGIN = "import os, time; os.setpgid(0, 0); time.sleep(60)"
ENGINE = (
    "import subprocess, sys, time, signal;"
    "subprocess.Popen([sys.executable, '-c', sys.argv[1]]);"
    "signal.signal(signal.SIGINT, lambda *a: sys.exit(0));"
    "print('ready', flush=True); time.sleep(60)"
)


@pytest.fixture
def engine() -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen(
        [sys.executable, "-c", ENGINE, PLUGIN],
        env={**os.environ, TOKEN: MINE},
        start_new_session=True,
        stdout=subprocess.PIPE,
    )
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(0.3)
    yield child
    for process in leftovers.of(child.pid, MINE):
        process.kill()
    child.wait()


def test_plugins_of_a_killed_engine_are_found_by_session_and_ended(engine: subprocess.Popen[bytes]) -> None:
    engine.kill()
    engine.wait()
    assert len(leftovers.of(engine.pid, MINE)) == 1
    assert leftovers.end(engine.pid, MINE) == 1
    assert leftovers.of(engine.pid, MINE) == []


def test_strangers_in_a_session_of_that_number_are_left_alone(engine: subprocess.Popen[bytes]) -> None:
    assert leftovers.of(engine.pid, "another run") == []
    assert leftovers.end(engine.pid, "another run") == 0
    assert engine.poll() is None


def test_a_run_that_never_noted_its_engine_is_found_by_its_token(engine: subprocess.Popen[bytes]) -> None:
    assert len(leftovers.of(0, MINE)) == 2
    assert leftovers.of(0, "") == []


def test_an_engine_without_its_mto_is_asked_to_stop_first(engine: subprocess.Popen[bytes]) -> None:
    assert leftovers.stop(engine.pid, MINE, patience=10)
    assert engine.wait() == 0


def test_an_engine_that_does_not_stop_is_said_to_run_on(engine: subprocess.Popen[bytes]) -> None:
    os.kill(engine.pid, signal.SIGSTOP)
    assert not leftovers.stop(engine.pid, MINE, patience=0.2)
    assert psutil.pid_exists(engine.pid)
    os.kill(engine.pid, signal.SIGCONT)
