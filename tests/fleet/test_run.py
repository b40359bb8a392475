import json
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from mto.fleet.events import Tally
from mto.fleet.interrupts import Interrupts
from mto.fleet.run import Listener, Order, Verb, command, run


class Heard(Listener):
    def __init__(self) -> None:
        self.interruptions: list[int] = []
        self.looks = 0

    def progress(self, tally: Tally, seconds: float) -> None:
        self.looks += 1

    def interrupted(self, times: int) -> None:
        self.interruptions.append(times)


def once_ready(engine: Any, *signals: int) -> threading.Thread:
    """Send signals to this process once the engine can take them: on a busy machine it starts late."""

    def send() -> None:
        while not (engine.folder / "ready").exists():
            time.sleep(0.02)
        for number in signals:
            os.kill(os.getpid(), number)

    thread = threading.Thread(target=send)
    thread.start()
    return thread


def test_the_engine_runs_in_a_session_of_its_own_and_its_events_are_counted(
    engine: Any, step: Callable[..., dict[str, Any]]
) -> None:
    engine.events(step("create"), {"summaryEvent": {"result": "succeeded"}})
    started: list[int] = []
    with Interrupts() as interrupts:
        ran = run(Order("contoso", Verb.UP, refresh=True), engine.at, interrupts, Heard(), started.append)
    (call,) = [json.loads(line) for line in (engine.folder / "calls").read_text().splitlines()]
    assert started == [call["pid"]] == [call["sid"]] == [ran.session]
    assert call["cwd"] == str(engine.folder)
    assert (ran.ok, ran.tally.counted(), ran.tally.result) == (True, "1 created", "succeeded")
    assert ran.log.stat().st_mode & 0o777 == 0o600
    assert {"--refresh", "--skip-preview", "--yes", "--non-interactive"} <= set(call["args"])
    assert not list(ran.log.parent.glob("*.events"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interruption_reaches_the_engine_once(engine: Any, number: int) -> None:
    engine.put("wait", "20")
    heard = Heard()
    with Interrupts() as interrupts:
        thread = once_ready(engine, number)
        ran = run(Order("contoso", Verb.UP), engine.at, interrupts, heard)
        thread.join()
    assert (engine.folder / "interrupted").read_text() == "1"
    assert (ran.interrupted, heard.interruptions, ran.code) == (1, [1], 8)


def test_an_interruption_before_the_engine_runs_is_not_lost(engine: Any) -> None:
    engine.put("wait", "20")
    with Interrupts() as interrupts:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.05)
        began = time.monotonic()
        ran = run(Order("contoso", Verb.UP), engine.at, interrupts, Heard())
    assert ran.interrupted == 1
    assert time.monotonic() - began < 10


def test_handlers_are_given_back(engine: Any) -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupts():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_a_preview_asks_for_no_approval_and_a_refresh_can_forget_what_is_pending(engine: Any) -> None:
    preview = command(Order("a", Verb.PREVIEW, refresh=True), engine.cli, engine.folder)
    assert "--yes" not in preview
    assert "--refresh" in preview
    refresh = command(Order("a", Verb.REFRESH, clear_pending=True), engine.cli, engine.folder)
    assert "--clear-pending-creates" in refresh
    assert "--refresh" not in refresh
