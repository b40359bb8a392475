"""One tenant's turn: tidy up after a run that was killed, run the engine, take what the stack then says."""

from dataclasses import dataclass, replace
from secrets import token_hex

from mto.fleet import cli, leftovers, lock, marker, recover
from mto.fleet.half_made import half_made
from mto.fleet.imports import Look, look_live
from mto.fleet.interrupts import Interrupts
from mto.fleet.lock import Lock
from mto.fleet.outputs import Outputs
from mto.fleet.run import STACK_NOT_FOUND, Listener, Order, Ran, Verb, run
from mto.fleet.workplace import TOKEN, Workplace
from mto.inventory.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of one tenant's turn."""

    ran: Ran
    outputs: Outputs
    """What an `up` that succeeded says of the tenant, empty otherwise; what an older one said is `outputs.read`."""


def take(order: Order, at: Workplace, listener: Listener, look: Look | None = None) -> Turn:
    """Run one order from beginning to end, with Ctrl-C reaching the engine alone.

    Raises: Locked, UnderWay, EngineRefused, or the Problem that tidying up met; KeyboardInterrupt if it was cut short.
    """
    with Interrupts() as interrupts:
        hand = _Hand(order, at, interrupts, listener, look or look_live(at.environment.get("ARM_CLIENT_ID")))
        if order.verb is not Verb.PREVIEW:
            hand.tidy()
        order = hand.completed(order)
        ran = hand.run(order)
        if ran.code == STACK_NOT_FOUND and order.verb is not Verb.DESTROY:
            cli.init(order.stack, at)
            ran = hand.run(order)
        if locks := lock.refused(ran.said):
            recover.refuse_locked(order.stack, locks)
            hand.tidy(locks)
            ran = hand.run(order)
        if _looks_for_what_is_gone(order, ran):
            listener.told(f"{order.stack}: not all could be removed; looking at what is still there, and once more")
            ran = hand.run(replace(order, refresh=True))
        says = ran.ok and order.verb is Verb.UP
        return Turn(ran, Outputs.of(ran.tally.outputs) if says else Outputs())


def _looks_for_what_is_gone(order: Order, ran: Ran) -> bool:
    """Whether a removal failed that may succeed once the engine has seen what somebody else has removed already.

    azuread calls it an error to delete a group that is gone (read in its source); for us that is what was asked.
    """
    failed = not ran.ok and not ran.interrupted and not ran.killed and ran.code != STACK_NOT_FOUND
    return order.verb is Verb.DESTROY and failed and not order.refresh


def result(ran: Ran) -> str:
    """How a run ended, in the marker's words. A second Ctrl-C kills as surely as a signal does."""
    if ran.killed or ran.interrupted > 1:
        return "killed"
    if ran.interrupted:
        return "interrupted"
    return "succeeded" if ran.ok else "failed"


@dataclass(frozen=True, slots=True)
class _Hand:
    """What the steps of a turn share."""

    order: Order
    at: Workplace
    interrupts: Interrupts
    listener: Listener
    look: Look

    def tidy(self, locks: tuple[Lock, ...] = ()) -> None:
        """Settle what a killed run has left, if there may be anything."""
        stack = self.order.stack
        if not recover.needed(marker.read(stack, self.at.runs), lock.held(stack, self.at) or locks):
            return
        found = recover.settle(stack, self.at, self.listener, self.look, locks)
        if not found.exists and self.order.verb is not Verb.DESTROY:
            cli.init(stack, self.at)
        if found.pending:
            self.listener.told(f"{stack}: settling {found.pending} things that the last run has left open")
            ran = self.run(Order(stack, Verb.REFRESH, clear_pending=True))
            if ran.interrupted:
                raise KeyboardInterrupt
            if not ran.ok:
                reason = next(iter(ran.tally.errors), "the engine did not say why.")
                what = f"Tidying up after a killed run failed: {reason}"
                raise Problem(what, Place(stack), f"The whole output: {ran.log}")

    def completed(self, order: Order) -> Order:
        """The order, with a look at what is really there where a creation was cut off.

        The engine keeps such a resource with all that was asked of it, so that a plain `up` would find nothing to do
        (measured: a group without its members).
        """
        last = marker.read(order.stack, self.at.runs)
        return replace(order, refresh=True) if order.verb is Verb.UP and last is not None and last.unsure else order

    def run(self, order: Order) -> Ran:
        """Run the engine, leave a marker of it, and end what a killed engine leaves."""
        token = token_hex(8)
        at = self.at.under(**{TOKEN: token})
        if order.verb is Verb.PREVIEW:
            return _cleared(run(order, at, self.interrupts, self.listener), token)
        begun = marker.begin(order.verb.value, token, marker.read(order.stack, at.runs))
        marker.write(order.stack, begun, at.runs)

        def started(engine: int) -> None:
            marker.write(order.stack, replace(begun, engine=engine), at.runs)

        ran = _cleared(run(order, at, self.interrupts, self.listener, started), token)
        half = tuple(each.as_data() for each in half_made(ran.tally))
        ended = replace(begun, engine=ran.session, finished=marker.now(), result=result(ran), log=str(ran.log))
        as_of = ended.finished if ran.ok and order.verb is Verb.UP else begun.as_of
        partly = result(ran) in {"killed", "interrupted"} or bool(ran.tally.failed) or (begun.partly and not ran.ok)
        marker.write(order.stack, replace(ended, half_made=half, as_of=as_of, partly=partly), at.runs)
        return ran


def _cleared(ran: Ran, token: str) -> Ran:
    if ran.killed or ran.interrupted:
        leftovers.end(ran.session, token)
    return ran
