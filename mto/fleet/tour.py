"""Several stacks, one after the other. What happens to one never stops another; only Ctrl-C stops them all."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mto.fleet.run import Listener, Order
from mto.fleet.turn import Turn, take
from mto.fleet.workplace import Workplace
from mto.inventory.problems import Problem


@dataclass(frozen=True, slots=True)
class Stop:
    """What came of one stack: its turn, or the problems that kept the engine from running."""

    stack: str
    turn: Turn | None = None
    problems: tuple[Problem, ...] = ()


Taking = Callable[[Order, Workplace, Listener], Turn]


def tour(
    orders: Iterable[Order], at: Workplace, listening: Callable[[str], Listener], taking: Taking = take
) -> Iterator[Stop]:
    """Take each turn when it is asked for. Ends early when a person interrupts one."""
    for order in orders:
        try:
            turn = taking(order, at, listening(order.stack))
        except Problem as problem:
            yield Stop(order.stack, problems=(problem,))
            continue
        yield Stop(order.stack, turn)
        if turn.ran.interrupted:
            return
