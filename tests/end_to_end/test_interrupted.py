"""Ctrl-C in the middle of a run: it ends in order, says so in one line, and the next run goes on from there."""

import os
import signal

import pytest

LEAVES = 10.0
"""Seconds within which everything that was started is gone, on a busy machine."""


def start_and_reach(world, method: str, path: str, wait_factor: str = "100"):
    """A run of `mto up fabrikam` that stands at a request, which is held back."""
    world.fault(method=method, path=path, delay=3.0)
    run = world.start("up", "fabrikam", MTO_SANDBOX_WAIT_FACTOR=wait_factor)

    def reached() -> bool:
        (fault,) = world.ask("GET", "/faults")["value"]
        return fault["met"] > 0

    world.wait_until(lambda: run.poll() is not None or reached())
    assert run.poll() is None, world.finish(run).out
    return run


def assert_tidy(world, done) -> None:
    assert done.code == 130, done.out
    assert done.out.count("fabrikam: stopping.") == 1, done.out
    assert len([line for line in done.lines if line.startswith("stopped")]) == 1, done.out
    assert "interrupted; what had begun was brought to its end" in done.out, done.out
    assert "pending_operations" not in world.state("fabrikam")
    world.wait_until(lambda: not world.processes(), LEAVES)
    assert not list((world.folder / "state").glob(".pulumi/locks/**/*.json"))


@pytest.fixture
def ready(world):
    """A world whose home tenant is up."""
    assert world.mto("up", "home").code == 0
    return world


@pytest.mark.parametrize(
    ("method", "path", "wait_factor"),
    [
        ("GET", "^/groups/[^/]+$", "1"),
        ("GET", "^/users$", "100"),
        ("POST", "^/invitations$", "100"),
        ("POST", "/partners$", "100"),
        ("PUT", "/tenantGroups/", "100"),
    ],
)
def test_one_ctrl_c_ends_the_run_in_order_and_the_next_one_completes_it(ready, method, path, wait_factor):
    before = ready.dumps("home", "fabrikam")
    run = start_and_reach(ready, method, path, wait_factor)
    run.send_signal(signal.SIGINT)
    assert_tidy(ready, ready.finish(run))
    up = ready.mto("up", "fabrikam")
    assert up.code == 0, up.out
    assert "settling" not in up.out, up.out
    assert "ended badly" not in up.out, up.out
    assert {s["state"] for s in ready.outputs("fabrikam")["registration"]["states"]} == {"registered"}
    assert ready.mto("destroy", "--yes", "fabrikam").code == 0
    assert ready.dumps("home", "fabrikam") == before


def test_a_terminal_sends_ctrl_c_to_the_whole_group_and_it_is_the_same(ready):
    before = ready.dumps("home", "fabrikam")
    run = start_and_reach(ready, "POST", "^/invitations$")
    os.killpg(run.pid, signal.SIGINT)
    assert_tidy(ready, ready.finish(run))
    assert ready.mto("destroy", "--yes", "fabrikam").code == 0
    assert ready.dumps("home", "fabrikam") == before


def test_a_second_ctrl_c_says_what_happens_and_nothing_is_left_behind(ready):
    before = ready.dumps("home", "fabrikam")
    run = start_and_reach(ready, "POST", "^/invitations$")
    run.send_signal(signal.SIGINT)
    run.send_signal(signal.SIGINT)
    done = ready.finish(run)
    assert done.code == 130, done.out
    ready.wait_until(lambda: not ready.processes(), LEAVES)
    assert ready.mto("destroy", "--yes", "fabrikam").code == 0
    assert ready.dumps("home", "fabrikam") == before
    assert "pending_operations" not in ready.state("fabrikam")
