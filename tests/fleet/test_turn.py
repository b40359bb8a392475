import os
import signal
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from mto.checks.finding import Finding, Status, to_json
from mto.fleet import marker
from mto.fleet.recover import Locked, UnderWay
from mto.fleet.run import Listener, Order, Verb
from mto.fleet.turn import Turn, take
from mto.inventory.problems import Problem

GONE = 2**22 + 1
"""A process number that no Linux gives away by default."""
EMPTY: dict[str, Any] = {"deployment": {"manifest": {}, "resources": [], "pending_operations": []}}
PENDING = {
    "deployment": {
        "resources": [],
        "pending_operations": [{"type": "creating", "resource": {"urn": "u", "type": "mto:Guest"}}],
    }
}


class Told(Listener):
    def __init__(self) -> None:
        self.lines: list[str] = []

    def told(self, text: str) -> None:
        self.lines.append(text)


def turn(engine: Any, verb: Verb = Verb.UP, listener: Listener | None = None) -> Turn:
    return take(Order("contoso", verb), engine.at, listener or Told(), look=lambda *_: ())


def tidy(engine: Any, result: str = "succeeded") -> None:
    """Leave the marker of a run that ended well, so that nothing has to be looked for."""
    ended = replace(marker.begin("up", "t", None), finished="2026-12-01T00:00:00Z", result=result)
    marker.write("contoso", ended, engine.at.runs)


def test_a_stack_that_is_not_there_is_made_once(engine: Any) -> None:
    turn(engine)
    assert engine.verbs == ["stack export", "stack init", "up"]


def test_after_a_run_that_ended_well_nothing_is_looked_for(engine: Any) -> None:
    tidy(engine)
    findings = to_json([Finding(claim="a/b", title="t", status=Status.OK, gates=True)])
    stack = {"type": "pulumi:pulumi:Stack", "urn": "u", "outputs": {"findings": findings}}
    engine.events({"resOutputsEvent": {"metadata": {"op": "same", **stack, "new": stack}}})
    done = turn(engine)
    assert engine.verbs == ["up"]
    assert [finding.claim for finding in done.outputs.findings] == ["a/b"]


def test_a_stack_deleted_behind_our_back_is_made_again(engine: Any) -> None:
    tidy(engine)
    engine.put("codes", "6 0")
    assert turn(engine).ran.ok
    assert engine.verbs == ["up", "stack init", "up"]


def test_what_a_killed_run_left_pending_is_forgotten_before_the_next(engine: Any) -> None:
    tidy(engine, "killed")
    engine.put("export", PENDING)
    told = Told()
    assert turn(engine, listener=told).ran.ok
    assert engine.verbs == ["stack export", "refresh", "up"]
    assert told.lines == ["contoso: settling 1 things that the last run has left open"]


@pytest.mark.parametrize("verb", [Verb.UP, Verb.DESTROY])
def test_a_lock_of_this_host_whose_process_is_gone_is_taken_away(engine: Any, verb: Verb) -> None:
    tidy(engine)
    engine.put("export", EMPTY)
    now = "2026-12-01T00:00:00Z"
    engine.lock("contoso", pid=GONE, username="ada", hostname=socket.gethostname(), timestamp=now)
    turn(engine, verb)
    assert engine.verbs[:3] == ["cancel", "stack export", verb.value]


def test_a_lock_of_another_host_stops_the_tenant(engine: Any) -> None:
    tidy(engine)
    engine.lock("contoso", pid=7, username="ada", hostname="elsewhere", timestamp="2026-12-01T00:00:00Z")
    with pytest.raises(Locked, match="mto unlock contoso"):
        turn(engine)
    assert engine.verbs == []


def test_a_lock_that_only_the_refusal_shows_is_taken_away_when_dead(engine: Any) -> None:
    engine.at = engine.at.under(PULUMI_BACKEND_URL="azblob://state")
    tidy(engine)
    engine.put("export", EMPTY)
    holder = f"created by ada@{socket.gethostname()} (pid {GONE}) at 2026-12-01T00:00:00Z"
    engine.put("said", f"error: the stack is currently locked by 1 lock(s).\n  azblob://x: {holder}\n")
    engine.put("codes", "1 0")
    assert turn(engine).ran.ok
    assert engine.verbs == ["up", "cancel", "stack export", "up"]


def test_two_commands_at_once_on_a_stack_are_refused(engine: Any) -> None:
    marker.write("contoso", marker.begin("up", "t", None), engine.at.runs)
    with pytest.raises(UnderWay, match=f"process {os.getpid()}"):
        turn(engine)


def test_a_preview_leaves_the_marker_of_the_last_run_alone(engine: Any) -> None:
    tidy(engine)
    before = marker.read("contoso", engine.at.runs)
    turn(engine, Verb.PREVIEW)
    assert marker.read("contoso", engine.at.runs) == before


@pytest.mark.parametrize(("codes", "result"), [("0", "succeeded"), ("1", "failed")])
def test_how_a_run_ended_is_noted(engine: Any, codes: str, result: str) -> None:
    tidy(engine)
    engine.put("codes", codes)
    turn(engine)
    last = marker.read("contoso", engine.at.runs)
    assert last is not None
    assert (last.verb, last.result, bool(last.as_of)) == ("up", result, result == "succeeded")


def test_after_a_creation_that_failed_the_next_up_looks_at_what_is_there(engine: Any, step: Callable[..., Any]) -> None:
    tidy(engine)
    engine.put("codes", "1 0 0")
    engine.events({"resOpFailedEvent": step("create")["resOutputsEvent"]})
    turn(engine)
    engine.events()
    turn(engine)
    turn(engine)
    ups = [call for call in engine.calls if call[0] == "up"]
    assert ["--refresh" in call for call in ups] == [False, True, False]


def test_a_killed_engine_is_noted_as_killed(engine: Any) -> None:
    tidy(engine)
    engine.put("wait", "20")

    def kill() -> None:
        while not (last := marker.read("contoso", engine.at.runs)) or not last.engine or last.finished:
            time.sleep(0.02)
        os.kill(last.engine, signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    done = turn(engine)
    thread.join()
    last = marker.read("contoso", engine.at.runs)
    assert (done.ran.killed, last and last.result) == (True, "killed")


def test_a_failure_to_tidy_up_is_a_problem_with_its_reason(engine: Any) -> None:
    tidy(engine, "killed")
    engine.put("export", PENDING)
    engine.put("codes", "1")
    engine.events({"diagnosticEvent": {"severity": "error", "message": "the tenant does not answer", "color": "never"}})
    with pytest.raises(Problem, match="the tenant does not answer"):
        turn(engine)


def test_ctrl_c_while_tidying_up_stops_everything(engine: Any) -> None:
    tidy(engine, "killed")
    engine.put("export", PENDING)
    engine.put("wait", "20")

    def interrupt() -> None:
        while "refresh" not in engine.verbs:
            time.sleep(0.05)
        time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        turn(engine)
    thread.join()
    assert "up" not in engine.verbs


def test_destroy_of_what_never_was_makes_nothing(engine: Any, step: Callable[..., Any]) -> None:
    engine.put("codes", "6")
    assert turn(engine, Verb.DESTROY).ran.code == 6
    assert engine.verbs == ["stack export", "destroy"]
