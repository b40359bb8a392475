"""One tenant's turn: tidy up after a run that was killed, run the engine, read what the stack says afterwards."""

from dataclasses import dataclass, replace

from mto.fleet import cli, marker, outputs
from mto.fleet.interrupts import Interrupts
from mto.fleet.outputs import Outputs
from mto.fleet.run import STACK_NOT_FOUND, Listener, Order, Ran, Verb, run
from mto.fleet.workplace import Workplace


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of one tenant's turn."""

    ran: Ran
    outputs: Outputs


def take(order: Order, at: Workplace, listener: Listener) -> Turn:
    """Run one order from beginning to end, with Ctrl-C reaching the engine alone.

    Raises: EngineRefused, if the engine did not even start or its answer cannot be read.
    """
    with Interrupts() as interrupts:
        ran = _marked(order, at, interrupts, listener)
        if ran.code == STACK_NOT_FOUND and order.verb is not Verb.DESTROY and not interrupts.count:
            cli.init(order.stack, at)
            ran = _marked(order, at, interrupts, listener)
        said = Outputs() if ran.code == STACK_NOT_FOUND or ran.interrupted else outputs.read(order.stack, at)
        return Turn(ran, said)


def _marked(order: Order, at: Workplace, interrupts: Interrupts, listener: Listener) -> Ran:
    begun = marker.Marker(verb=order.verb.value, started=marker.now(), pid=0)
    ran = run(order, at, interrupts, listener)
    marker.write(order.stack, replace(begun, finished=marker.now(), result=result(ran), log=str(ran.log)), at.kept)
    return ran


def result(ran: Ran) -> str:
    """How a run ended, in the marker's words."""
    if ran.killed:
        return "killed"
    if ran.interrupted:
        return "interrupted"
    return "succeeded" if ran.ok else "failed"
