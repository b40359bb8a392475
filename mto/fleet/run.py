"""One run of the engine for one stack, in a child process and a session of its own, watched until it ends.

What is left of a run that was killed is `mto.fleet.recover`'s concern; what a run means to a person, `mto.report`'s.
"""

import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from mto.fleet import log
from mto.fleet.events import Tail, Tally
from mto.fleet.interrupts import Interrupts
from mto.fleet.workplace import Workplace

STACK_NOT_FOUND = 6
"""Exit code of the CLI. Rests on: pulumi sdk/v3 go/common/util/cmdutil/exit.go."""
_PATIENCE_ENDS = 3
"""The interruption that ends the engine without asking: after the first it stops in order, after the second at once."""
_LOOK = 0.1
"""Seconds between two looks at the event log."""


class Verb(StrEnum):
    """What the engine is asked to do."""

    UP = "up"
    PREVIEW = "preview"
    DESTROY = "destroy"
    REFRESH = "refresh"


@dataclass(frozen=True, slots=True)
class Order:
    """One run: a stack and what to do with it."""

    stack: str
    verb: Verb
    refresh: bool = False
    """Look at what is really there first. Of `up`, `preview` and `destroy`."""
    clear_pending: bool = False
    """Forget creations that a killed run has left open. Of `refresh`."""


@dataclass(slots=True)
class Ran:
    """How a run ended."""

    order: Order
    code: int
    """Exit code of the engine; minus the signal's number if it was killed."""
    tally: Tally
    log: Path
    seconds: float
    session: int = 0
    """The engine's process number, which is that of the session of all that it started."""
    interrupted: int = 0
    said: list[str] = field(default_factory=list)
    """Lines of the engine's own output, for errors that come before its first event."""

    @property
    def ok(self) -> bool:
        """Whether the engine did all that was asked."""
        return self.code == 0

    @property
    def killed(self) -> bool:
        """Whether the engine was ended without a chance to tidy up."""
        return self.code < 0


class Listener:
    """Is told how a run goes. The base class hears and does nothing."""

    def told(self, text: str) -> None:
        """Something that a person should know happens before or after the engine's own work."""

    def progress(self, tally: Tally, seconds: float) -> None:
        """Called some ten times a second."""

    def interrupted(self, times: int) -> None:
        """An interruption was passed on to the engine, for the first, second… time."""


def run(
    order: Order,
    at: Workplace,
    interrupts: Interrupts,
    listener: Listener,
    started: Callable[[int], None] | None = None,
) -> Ran:
    """Run the engine and wait for it, whatever happens. `started` is given the engine's number as soon as it has one.

    Ctrl-C reaches the engine once, and it ends what it has begun; a second one makes it stop at once, which still may
    wait for a plugin, and a third kills it.
    """
    name = f"{order.stack}-{order.verb}"
    output = log.new(name, at.kept)
    events = log.new(name, at.kept, "events")
    tally, tail, began, passed = Tally(), Tail(events), time.monotonic(), 0
    process = _spawn(command(order, at.pulumi, events), at, output)
    if started is not None:
        started(process.pid)
    while process.poll() is None:
        if interrupts.count > passed:
            passed += 1
            process.send_signal(signal.SIGINT if passed < _PATIENCE_ENDS else signal.SIGKILL)
            listener.interrupted(passed)
        _take(tally, tail)
        listener.progress(tally, time.monotonic() - began)
        _wait(process)
    _take(tally, tail)
    events.unlink(missing_ok=True)
    said = output.read_text(encoding="utf-8", errors="replace").splitlines()
    return Ran(order, process.returncode, tally, output, time.monotonic() - began, process.pid, passed, said)


def command(order: Order, pulumi: Path, events: Path) -> list[str]:
    """The engine's command line for an order."""
    line = [str(pulumi), order.verb.value, "--non-interactive", "--color", "never", "--suppress-progress"]
    if order.verb is not Verb.PREVIEW:
        line += ["--yes", "--skip-preview"]
    if order.refresh and order.verb in {Verb.UP, Verb.PREVIEW, Verb.DESTROY}:
        line.append("--refresh")
    if order.clear_pending:
        line.append("--clear-pending-creates")
    return [*line, "--stack", order.stack, "--event-log", str(events)]


def _spawn(line: list[str], at: Workplace, output: Path) -> subprocess.Popen[bytes]:
    with output.open("ab") as file:
        return subprocess.Popen(  # noqa: S603  the engine that set-up has found
            line,
            cwd=at.project,
            env=dict(at.environment),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _take(tally: Tally, tail: Tail) -> None:
    for event in tail.events():
        tally.take(event)


def _wait(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(_LOOK)
    except subprocess.TimeoutExpired:
        return
