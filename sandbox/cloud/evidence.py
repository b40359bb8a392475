"""What a behaviour of the sandbox rests on: a document, a measurement, or inference said aloud.

Leaves to the tests: that no route is without evidence, and that the README lists what is inferred.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Behaviour = TypeVar("Behaviour", bound=Callable[..., Any])


@dataclass(frozen=True)
class Evidence:
    """A source, and whether it says the thing itself or lets us infer it."""

    source: str
    inferred: bool = False


def rests_on(source: str, *, inferred: bool = False) -> Callable[[Behaviour], Behaviour]:
    """Name what a behaviour rests on. May be given more than once; the first is the nearest to the function."""

    def mark(behaviour: Behaviour) -> Behaviour:
        known = evidence_of(behaviour)
        behaviour.__dict__["evidence"] = (*known, Evidence(source, inferred))
        return behaviour

    return mark


def evidence_of(behaviour: Callable[..., Any]) -> tuple[Evidence, ...]:
    """Give all that a behaviour rests on, empty if nobody said it."""
    known: tuple[Evidence, ...] = getattr(behaviour, "evidence", ())
    return known
