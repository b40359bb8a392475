from collections.abc import Callable
from typing import Any

import httpx
import pytest

from mto.providers.registration import READ_BACK_SECONDS, RegistrationProvider
from tests.checks.cloud import FABRIKAM, Cloud
from tests.checks.files import ADA, GRACE
from tests.providers.engine import Props, destroy, refresh, up
from tests.providers.registration.conftest import BOTH, ids, states

# A write that is unclear, or not shown


def test_a_write_that_no_read_shows_is_pending_with_steps_and_never_repeated(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    cloud.portal_shows_writes = False
    stored = up(provider, props())
    state = states(stored)["ada"]
    assert (state.state, state.tried) == ("pending", "written, but the portal does not show it")
    assert state.steps
    assert READ_BACK_SECONDS <= sum(cloud.clock.slept) < READ_BACK_SECONDS + 10
    for _ in range(3):
        again = refresh(provider, stored)
        assert again is not None
        stored = up(provider, props(), again)
    assert len(cloud.writes) == 1


@pytest.mark.parametrize("unclear", [httpx.Response(504), httpx.Response(503), httpx.ReadTimeout("slow")])
def test_a_write_whose_outcome_is_unclear_is_never_repeated(
    cloud: Cloud,
    provider: RegistrationProvider,
    props: Callable[..., Props],
    sign_in: Callable[..., None],
    unclear: Any,
) -> None:
    sign_in(ADA)
    cloud.fail("PUT", "tenantGroups", unclear)
    stored = up(provider, props())
    assert states(stored)["ada"].tried.startswith("the portal did not take it")
    stored = up(provider, props(), stored)
    assert len(cloud.writes) == 1


def test_a_write_that_was_done_though_its_answer_was_lost_is_read_back(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    """It was once taken for not done, so that the entry stayed on the list for good."""
    sign_in(ADA)
    cloud.lost.append(("PUT", "tenantGroups"))
    stored = up(provider, props())
    assert (states(stored)["ada"].state, states(stored)["ada"].ours) == ("registered", True)
    assert len(cloud.writes) == 1


def test_a_write_that_the_portal_refuses_is_not_repeated(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    cloud.fail("PUT", "tenantGroups", httpx.Response(412))
    stored = up(provider, props())
    state = states(stored)["ada"]
    assert (state.state, state.ours) == ("pending", False)
    assert state.tried.startswith("the portal did not take it")
    up(provider, props(), stored)
    assert len(cloud.writes) == 1


def test_a_list_that_could_not_be_read_was_not_written_and_is_tried_again(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    """A failed read once counted as a write that must not be repeated."""
    sign_in(ADA)
    cloud.fail("GET", "tenantGroups", httpx.Response(500))
    stored = up(provider, props())
    assert (states(stored)["ada"].state, states(stored)["ada"].tried) == ("pending", "")
    stored = up(provider, props(), stored)
    assert states(stored)["ada"].state == "registered"


def test_an_unclear_write_that_a_later_read_shows_is_registered_and_ours(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    cloud.fail("PUT", "tenantGroups", httpx.ReadTimeout("slow"))
    stored = up(provider, props())
    cloud.lists[ADA] = [{"name": "Fabrikam", "tenantId": FABRIKAM, "tenantAadEnvironment": 1}]
    stored = up(provider, props(), stored)
    assert (states(stored)["ada"].state, states(stored)["ada"].tried) == ("registered", "")
    destroy(provider, stored)
    assert ids(cloud) == []


def test_a_lagging_portal_is_read_back_until_it_shows_the_write(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    cloud.portal_shows_writes = False
    cloud.clock.later(3, lambda: cloud.lists.update({ADA: [{"name": "F", "tenantId": FABRIKAM}]}))
    state = states(up(provider, props()))["ada"]
    assert (state.state, state.ours, state.tried) == ("registered", True, "")


def test_a_portal_that_fails_stops_nobody_else(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    sign_in(GRACE)
    cloud.portal_fails_for.add(ADA)
    stored = up(provider, props(operators=BOTH))
    assert (states(stored)["ada"].state, states(stored)["grace"].state) == ("unknown", "registered")
