"""Tidies up after a run that was killed, before the next one that writes: processes, lock, objects, pending creations.

In that order: what still runs could still write, a lock that is alive must stop us, an object must be in state before
its pending creation is forgotten. Only what is known to be ours and dead is ended or taken away.
"""

from dataclasses import dataclass

from mto.fleet import cli, entries, imports, leftovers, lock, marker
from mto.fleet.half_made import candidates
from mto.fleet.imports import Look
from mto.fleet.lock import Lock
from mto.fleet.marker import Marker
from mto.fleet.run import Listener
from mto.fleet.workplace import Workplace
from mto.inventory.problems import Place, Problem

_PATIENCE = 60.0
"""Seconds that an engine without its `mto` gets to end in order."""


class Locked(Problem):
    """Somebody else works on the stack, or did and cannot be asked."""


class UnderWay(Problem):
    """Another `mto` of this clone works on the stack."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was left to do once processes, lock and objects are settled."""

    exists: bool
    """Whether there is such a stack."""
    pending: int
    """Operations that the state still holds as begun, and objects of which a refresh must say whether they exist."""


def needed(last: Marker | None, locks: tuple[Lock, ...]) -> bool:
    """Whether the last run may have left something. Of a stack without a marker nothing is known."""
    return last is None or not last.tidy or bool(locks)


def settle(stack: str, at: Workplace, listener: Listener, look: Look, refused: tuple[Lock, ...] = ()) -> Found:
    """End what is left of a killed run, give its lock back, bring what it has made into state.

    `refused` are the locks that the engine has just named, where they cannot be read from a folder.

    Raises: UnderWay, Locked, Problem where an object cannot be looked at or imported.
    """
    last = marker.read(stack, at.runs)
    _end(stack, last, at, listener)
    _unlock(stack, at, listener, lock.held(stack, at) or refused)
    try:
        deployment = cli.export(stack, at).get("deployment") or {}
    except cli.NoStack:
        return Found(exists=False, pending=0)
    half = candidates(deployment, last.half_made if last else ())
    for line in imports.bring_in(stack, deployment, half, at, look):
        listener.told(f"{stack}: {line}")
    begun = {op["resource"]["urn"] for op in deployment.get("pending_operations") or ()}
    entered = {each.urn for each in half if each.own}
    entries.bring_in(stack, half, at)
    return Found(exists=True, pending=len(begun | entered))


def refuse_locked(stack: str, locks: tuple[Lock, ...]) -> None:
    """Raise for locks whose holder may be alive. Raises: Locked."""
    living = [each for each in locks if not each.dead]
    if not living:
        return
    here = all(each.here for each in living)
    remedy = (
        "Wait for it to end."
        if here
        else f"Wait for it, or ask there; if it is known to be dead: `mto unlock {stack}`."
    )
    raise Locked(f"Another run holds the lock: {'; '.join(map(str, living))}.", Place(stack), remedy)


def _end(stack: str, last: Marker | None, at: Workplace, listener: Listener) -> None:
    if last is None or last.finished:
        return
    if last.alive:
        what = f"`mto {last.verb}` is under way already: process {last.pid}, since {last.started}."
        raise UnderWay(what, Place(stack), "Wait for it to end.")
    if leftovers.of(last.engine, last.token):
        listener.told(
            f"{stack}: the last run (`mto {last.verb}`, {last.started}) was killed; ending what is left of it"
        )
        leftovers.stop(last.engine, last.token, _PATIENCE)
        leftovers.end(last.engine, last.token)
    for events in (at.kept / "logs").glob("*.events"):
        # The stamp before the name holds no dash; a pattern would take `big-corp` for `corp`.
        if events.stem.partition("-")[2] == f"{stack}-{last.verb}":
            events.unlink(missing_ok=True)


def _unlock(stack: str, at: Workplace, listener: Listener, locks: tuple[Lock, ...]) -> None:
    refuse_locked(stack, locks)
    if locks:
        listener.told(f"{stack}: taking away the lock of a run that is dead ({'; '.join(map(str, locks))})")
        cli.cancel(stack, at)
