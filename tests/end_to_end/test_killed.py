"""A run that is killed, wherever it stands: the next `mto up` completes it, `mto destroy` removes all of it.

Where a run stands is known from the sandbox: a request is held back, or the log shows what was asked last.
"""

import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import psutil
import pytest

FABRIKAM = "b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d"
HELD = 4.0
"""Seconds for which the request that marks a point is held back."""
LEAVES = 10.0
"""Seconds within which what has lost its parent is gone, on a busy machine."""

PROCESSES: dict[str, Callable[[list[str]], bool]] = {
    "engine": lambda line: line[0].endswith("/pulumi"),
    "mto": lambda line: any(word.endswith("/bin/mto") for word in line[:2]),
    "dynamic provider": lambda line: "pulumi.dynamic" in line,
    "its script": lambda line: any(word.endswith("pulumi-resource-pulumi-python") for word in line[:2]),
    "azuread plugin": lambda line: line[0].endswith("pulumi-resource-azuread"),
}


@dataclass(frozen=True)
class Point:
    """A place in a run: a request that is held back there, or what the log shows when it is reached."""

    holds: dict[str, Any] = field(default_factory=dict)
    shows: str = ""
    wait_factor: str = "100"

    def reached(self, world, mark) -> bool:
        if self.holds:
            (fault,) = world.ask("GET", "/faults")["value"]
            return fault["met"] > fault["skip"]
        return any(f"{r['method']} {r['path']}".startswith(self.shows) for r in world.requests(mark))

    def passed(self, world, mark) -> bool:
        """Whether the request that was held back has been answered, if to nobody."""
        return not self.holds or any(r["fault"] for r in world.requests(mark))


POINTS = {
    "in before": Point({"method": "GET", "path": "^/groups$", "tenant": FABRIKAM}),
    "after the first guest": Point({"method": "POST", "path": "^/invitations$", "skip": 1}),
    "while a guest arrives": Point({"method": "GET", "path": "^/users/", "tenant": FABRIKAM}),
    "at the policy": Point({"method": "POST", "path": "/partners$", "skip": 1}),
    "in the group's wait": Point(shows="GET /beta/groups/", wait_factor="1"),
    "at the role": Point({"method": "GET", "path": "/roleAssignments/"}),
    "after the role": Point({"method": "GET", "path": "/security/incidents"}),
    "in registration": Point({"method": "PUT", "path": "/tenantGroups/"}),
    "after the first entry": Point({"method": "PUT", "path": "/tenantGroups/", "skip": 1}),
}


def find(world, name: str) -> psutil.Process:
    """The process of this world that bears the name."""
    found = [p for p in world.processes() if (line := p.cmdline()) and PROCESSES[name](line)]
    assert found, [p.cmdline() for p in world.processes()]
    return found[0]


def killed(world, process: str, at: str, verb: str = "up") -> str:
    """Kill a process of a run when that stands at a point; what the run then said."""
    point, mark = POINTS[at], world.mark()
    if point.holds:
        world.fault(delay=HELD, **point.holds)
    run = world.start(verb, "fabrikam", MTO_SANDBOX_WAIT_FACTOR=point.wait_factor)
    world.wait_until(lambda: run.poll() is not None or point.reached(world, mark))
    assert run.poll() is None, world.finish(run).out
    find(world, process).send_signal(signal.SIGKILL)
    done = world.finish(run)
    assert done.code != 0, done.out
    world.wait_until(lambda: point.passed(world, mark))
    world.ask("DELETE", "/faults")
    return done.out


@pytest.fixture
def ready(world):
    """A world whose home tenant is up, with what every one of its tenants held before."""
    assert world.mto("up", "home").code == 0
    return world


def assert_nothing_is_left_of_a_run(world) -> None:
    world.wait_until(lambda: not world.processes(), LEAVES)
    assert not list((world.folder / "state").glob(".pulumi/locks/**/*.json"))


def assert_whole(world) -> None:
    """Everything is there once, and the engine knows all of it."""
    assert "pending_operations" not in world.state("fabrikam")
    states = [s["state"] for s in world.outputs("fabrikam")["registration"]["states"]]
    assert states == ["registered", "registered"]
    groups = [g["mailNickname"] for g in world.objects("fabrikam", "group")]
    assert sorted(groups) == ["mto-tier1", "mto-tier1-roles"]
    members = [len(g["_members"]) for g in world.objects("fabrikam", "group")]
    assert members == [2, 2]
    guests = [u["mail"] for u in world.objects("fabrikam", "user") if u["userType"] == "Guest"]
    assert sorted(guests) == ["ada@northwind.example", "grace@northwind.example"]
    assert len(world.objects("fabrikam", "roleAssignment")) == 1


@pytest.mark.parametrize(
    ("process", "at"),
    [
        ("engine", "in the group's wait"),
        ("azuread plugin", "in the group's wait"),
        ("mto", "in the group's wait"),
        ("dynamic provider", "in before"),
        ("engine", "in before"),
        ("mto", "after the first guest"),
        ("its script", "while a guest arrives"),
        ("engine", "at the policy"),
        ("azuread plugin", "at the role"),
        ("engine", "after the role"),
        ("mto", "in registration"),
        ("engine", "after the first entry"),
    ],
)
def test_what_was_killed_is_completed_by_the_next_up_and_removed_by_destroy(ready, process, at):
    before = ready.dumps("home", "fabrikam")
    killed(ready, process, at)
    up = ready.mto("up", "fabrikam")
    assert up.code == 0, up.out
    assert_whole(ready)
    assert_nothing_is_left_of_a_run(ready)
    destroy = ready.mto("destroy", "--yes", "fabrikam")
    assert destroy.code == 0, destroy.out
    assert ready.dumps("home", "fabrikam") == before
    assert not ready.state("fabrikam").get("resources")
    assert "pending_operations" not in ready.state("fabrikam")
    assert_nothing_is_left_of_a_run(ready)


@pytest.mark.parametrize(
    ("process", "at"),
    [
        ("mto", "in the group's wait"),
        ("dynamic provider", "after the first guest"),
        ("engine", "while a guest arrives"),
        ("engine", "at the policy"),
        ("mto", "at the role"),
        ("dynamic provider", "in registration"),
        ("engine", "after the first entry"),
    ],
)
def test_what_was_killed_is_removed_by_destroy_alone(ready, process, at):
    before = ready.dumps("home", "fabrikam")
    killed(ready, process, at)
    destroy = ready.mto("destroy", "--yes", "fabrikam")
    assert destroy.code == 0, destroy.out
    assert ready.dumps("home", "fabrikam") == before
    assert not ready.state("fabrikam").get("resources")
    assert "pending_operations" not in ready.state("fabrikam")
    assert_nothing_is_left_of_a_run(ready)
