from collections.abc import Callable
from typing import Any

import httpx
import pytest

from mto.clients.errors import Throttled
from mto.inventory.problems import Problem
from mto.providers.guest import BOUND, GuestProvider
from tests.checks.cloud import Cloud
from tests.checks.files import ADA
from tests.providers.engine import Props, destroy, up

# Killed, and run again


def test_a_guest_of_a_killed_run_is_ours(cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]) -> None:
    """`before` saw nobody, so whoever answers now was invited by the run that was killed."""
    cloud.managed.user(ADA, externalUserState="PendingAcceptance")
    stored = up(provider, props(stood=None))
    assert stored.outputs["made"] is True
    assert cloud.writes == []
    destroy(provider, stored)
    assert cloud.managed.users == {}


def test_a_guest_of_a_killed_run_who_is_not_seen_yet_is_not_doubled(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    user_id = cloud.managed.user(ADA)
    cloud.managed.hidden_until[user_id] = cloud.clock.now + 5
    stored = up(provider, props())
    assert (stored.id, len(cloud.managed.users)) == (user_id, 1)


# Lag, throttling, an unclear write


def test_a_new_account_is_waited_for(cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]) -> None:
    cloud.lag = 20.0
    stored = up(provider, props())
    assert stored.outputs["user_id"] in cloud.managed.users
    assert 20 <= sum(cloud.clock.slept) < 30


def test_an_account_that_never_arrives_is_a_problem_in_time(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    cloud.lag = 10_000.0
    with pytest.raises(Problem, match="was invited and has not arrived"):
        up(provider, props())
    assert sum(cloud.clock.slept) < BOUND + 10


def test_a_busy_service_is_asked_again(cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]) -> None:
    cloud.fail("POST", "/invitations", httpx.Response(429, headers={"Retry-After": "0"}), times=2)
    up(provider, props())
    assert len(cloud.sent("POST", "/invitations")) == 3
    assert len(cloud.managed.users) == 1


def test_a_service_that_stays_busy_is_a_problem_and_leaves_nothing(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    cloud.fail("POST", "/invitations", httpx.Response(429, headers={"Retry-After": "0"}), times=20)
    with pytest.raises(Throttled):
        up(provider, props())
    assert cloud.managed.users == {}


@pytest.mark.parametrize("unclear", [httpx.Response(504), httpx.Response(503), httpx.ReadTimeout("slow")])
def test_an_invitation_whose_outcome_is_unclear_is_never_repeated(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props], unclear: Any
) -> None:
    cloud.fail("POST", "/invitations", unclear)
    with pytest.raises(Problem):
        up(provider, props())
    assert len(cloud.sent("POST", "/invitations")) == 1
