import os
import socket
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mto.fleet.lock import Lock, age, held, refused
from mto.fleet.recover import Locked, refuse_locked

NOW = datetime.now(UTC)


def a_lock(host: str | None = None, pid: int | None = None, since: datetime = NOW) -> Lock:
    return Lock(host or socket.gethostname(), "ada", pid or os.getpid(), since)


def test_a_lock_in_a_folder_is_read(engine: Any) -> None:
    engine.lock("contoso", pid=7, username="ada", hostname="build-7", timestamp="2026-11-24T08:21:21.123456789Z")
    (found,) = held("contoso", engine.at) or ()
    assert (found.host, found.user, found.pid) == ("build-7", "ada", 7)
    assert found.since == datetime(2026, 11, 24, 8, 21, 21, 123456, UTC)
    assert held("fabrikam", engine.at) == ()


def test_elsewhere_only_a_refusal_tells(engine: Any) -> None:
    at = engine.at.under(PULUMI_BACKEND_URL="azblob://state")
    assert held("contoso", at) is None
    said = [
        "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete it.",
        "  azblob://state/.pulumi/locks/x.json: created by ada@build-7 (pid 42) at 2026-11-24T08:21:21Z",
    ]
    (found,) = refused(said)
    assert (found.host, found.pid, found.dead) == ("build-7", 42, False)
    assert refused(["created by ada@build-7 (pid 42) at 2026-11-24T08:21:21Z"]) == ()


def test_a_process_of_this_host_that_is_gone_is_dead() -> None:
    assert a_lock(pid=2**22 + 1).dead
    assert not a_lock().dead


def test_a_process_number_given_away_again_is_no_holder() -> None:
    assert a_lock(since=NOW - timedelta(days=3650)).dead


def test_a_lock_of_another_host_is_never_dead_for_us() -> None:
    assert not a_lock(host="elsewhere", pid=2**22 + 1).dead


def test_a_living_holder_is_named_with_host_process_and_age() -> None:
    with pytest.raises(Locked, match=r"ada@elsewhere, process 7, for 3 h.*mto unlock contoso"):
        refuse_locked("contoso", (a_lock(host="elsewhere", pid=7, since=datetime.now(UTC) - timedelta(hours=3)),))
    refuse_locked("contoso", (a_lock(pid=2**22 + 1),))


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0 s"), (119, "119 s"), (7199, "119 min"), (7200, "2 h"), (172800, "2 d")]
)
def test_ages_are_in_the_largest_unit_that_says_something(seconds: int, text: str) -> None:
    assert age(NOW, NOW + timedelta(seconds=seconds)) == text
