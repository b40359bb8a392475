"""A run that is killed, wherever it stands: the next `mto up` completes it, `mto destroy` removes all of it.

Where a run stands is known from the sandbox: a request is held back, or the log shows what was asked last.
"""

import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import psutil
import pytest

from tests.end_to_end.world import DAY, MADE

HOME = "0f3a1c52-6d0e-4b57-9c1e-2a7f5b8d4e10"
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
    "at a guest's deletion": Point({"method": "DELETE", "path": "^/users/"}),
    "after the first entry": Point({"method": "PUT", "path": "/tenantGroups/", "skip": 1}),
}


def find(world, name: str) -> psutil.Process:
    """The process of this world that bears the name."""
    found = [p for p in world.processes() if (line := p.cmdline()) and PROCESSES[name](line)]
    assert found, [p.cmdline() for p in world.processes()]
    return found[0]


def killed(world, process: str, at: str, *command: str) -> str:
    """Kill a process of a run when that stands at a point; what the run then said."""
    point, mark = POINTS[at], world.mark()
    if point.holds:
        world.fault(delay=HELD, **point.holds)
    run = world.start(*(command or ("up",)), "fabrikam", MTO_SANDBOX_WAIT_FACTOR=point.wait_factor)
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


@pytest.mark.parametrize("process", ["engine", "mto"])
def test_a_destroy_that_was_killed_is_ended_by_the_next_one(ready, process):
    before = ready.dumps("home", "fabrikam")
    assert ready.mto("up", "fabrikam").code == 0
    killed(ready, process, "at a guest's deletion", "destroy", "--yes")
    again = ready.mto("destroy", "--yes", "fabrikam")
    assert again.code == 0, again.out
    assert ready.dumps("home", "fabrikam") == before
    assert not ready.state("fabrikam").get("resources")
    assert_nothing_is_left_of_a_run(ready)


@pytest.mark.parametrize("at", ["while a guest arrives", "in registration"])
def test_what_is_a_strangers_outlives_a_killed_run(ready, at):
    """Ada is a guest already and in a group of theirs, our policy was adopted, and she has the tenant on her list."""
    guest = ready.ask("POST", "/tenants/fabrikam/guests", {"address": "ada@northwind.example", "redeemed": True})
    auditors = {"displayName": "Auditors", "mailNickname": "auditors", "_members": [guest["id"]]}
    ready.ask("POST", "/tenants/fabrikam/objects/group", auditors)
    trust = {"isMfaAccepted": False, "isCompliantDeviceAccepted": True, "isHybridAzureADJoinedDeviceAccepted": False}
    ready.ask("POST", "/tenants/fabrikam/objects/crossTenantPartner", {"tenantId": HOME, "inboundTrust": trust})
    ready.edit("tenants/fabrikam.yaml", "permissions:", "trust: {adopt: true}\n\npermissions:")
    ada = next(u["id"] for u in ready.objects("home", "user") if u["userPrincipalName"].startswith("ada@"))
    lists = {owner["userId"]: owner for owner in ready.objects("home", "tenantGroup")}
    entry = {"name": "Fabrikam", "tenantId": FABRIKAM, "tenantAadEnvironment": 1, "addedOn": "2026-01-01T00:00:00Z"}
    path = f"/tenants/home/objects/tenantGroup/{lists[ada]['tenantGroupId']}"
    ready.ask("PATCH", path, {"exposedTargetTenantsInfo": [entry], "allTenantsCount": 1})
    before = ready.dumps("home", "fabrikam")
    killed(ready, "engine", at)
    destroy = ready.mto("destroy", "--yes", "fabrikam")
    assert destroy.code == 0, destroy.out
    assert ready.dumps("home", "fabrikam") == before
    assert_nothing_is_left_of_a_run(ready)


def test_plugins_leave_soon_after_an_engine_that_nobody_watches(ready):
    assert ready.pulumi("stack", "init", "fabrikam").code == 0
    point = POINTS["while a guest arrives"]
    ready.fault(delay=30.0, **point.holds)
    line = [MADE / "engine/bin/pulumi", "up", "--yes", "--skip-preview", "-s", "fabrikam"]
    with subprocess.Popen(line, env=ready.env(MTO_ON=DAY), stdout=subprocess.DEVNULL, start_new_session=True) as engine:
        ready.wait_until(lambda: engine.poll() is not None or point.reached(ready, 0))
        assert len(ready.processes()) > 3, "the engine, the program and the plugins are at work"
        engine.kill()
    ready.wait_until(lambda: not ready.processes(), LEAVES)
    up = ready.mto("up", "fabrikam")
    assert up.code == 0, up.out
    assert_whole(ready)


def test_status_after_a_kill_says_so_and_shows_what_was_known(ready):
    assert ready.mto("up", "fabrikam").code == 0
    ready.fault(delay=HELD, method="GET", path="^/groups$", tenant=FABRIKAM)
    run = ready.start("up", "fabrikam", on="2026-12-02")
    ready.wait_until(lambda: run.poll() is not None or ready.ask("GET", "/faults")["value"][0]["met"] > 0)
    assert ready.mto("status", "fabrikam").out.count("has not ended") == 1
    find(ready, "mto").kill()
    ready.finish(run)
    status = ready.mto("status", "fabrikam")
    assert status.code == 1, status.out
    assert "as of " in status.out
    assert "the run after it (up) was killed" in status.out, status.out
    assert "ada" in status.out, "who holds what is still known"
