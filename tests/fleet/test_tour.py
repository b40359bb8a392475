from pathlib import Path

from mto.fleet.events import Tally
from mto.fleet.outputs import Outputs
from mto.fleet.run import Listener, Order, Ran, Verb
from mto.fleet.tour import tour
from mto.fleet.turn import Turn
from mto.fleet.workplace import Workplace
from mto.inventory.problems import Place, Problem

AT = Workplace(Path("pulumi"), Path(), {})


def ran(order: Order, interrupted: int = 0) -> Turn:
    return Turn(Ran(order, 0, Tally(), Path("log"), 0.0, interrupted=interrupted), Outputs())


def test_one_tenants_problem_never_stops_another() -> None:
    def taking(order: Order, at: Workplace, listener: Listener) -> Turn:
        if order.stack == "b":
            raise Problem("no", Place("b"))
        return ran(order)

    stops = list(tour([Order(stack, Verb.UP) for stack in "abc"], AT, lambda _: Listener(), taking))
    assert [(stop.stack, stop.turn is not None, len(stop.problems)) for stop in stops] == [
        ("a", True, 0),
        ("b", False, 1),
        ("c", True, 0),
    ]


def test_an_interruption_stops_them_all() -> None:
    def taking(order: Order, at: Workplace, listener: Listener) -> Turn:
        return ran(order, interrupted=int(order.stack == "b"))

    stops = list(tour([Order(stack, Verb.UP) for stack in "abc"], AT, lambda _: Listener(), taking))
    assert [stop.stack for stop in stops] == ["a", "b"]
