import json
from collections.abc import Callable
from pathlib import Path

import httpx

from mto.providers.registration import RegistrationProvider
from tests.checks.cloud import FABRIKAM, Cloud
from tests.checks.files import ADA, GRACE
from tests.providers.engine import Props, destroy, up
from tests.providers.registration.conftest import BOTH, ids, states

# Sessions


def test_a_missing_session_is_unknown_and_stops_nobody_else(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(GRACE)
    stored = up(provider, props(operators=BOTH))
    assert (states(stored)["ada"].state, states(stored)["grace"].state) == ("unknown", "registered")
    assert states(stored)["ada"].steps


def test_an_expired_session_is_unknown(
    provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA, hours=-1)
    state = states(up(provider, props()))["ada"]
    assert state.state == "unknown"
    assert "expired" in state.detail


def test_a_session_that_ends_between_read_and_write_is_unknown(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    cloud.fail("PUT", "tenantGroups", httpx.Response(401))
    assert states(up(provider, props()))["ada"].state == "unknown"


def test_a_session_that_comes_later_is_used_by_the_next_up(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    stored = up(provider, props())
    sign_in(ADA)
    stored = up(provider, props(), stored)
    assert stored.steps == ["update"]
    assert states(stored)["ada"].state == "registered"


def test_no_session_at_the_end_leaves_the_entry_and_blocks_nothing(
    cloud: Cloud,
    provider: RegistrationProvider,
    props: Callable[..., Props],
    sign_in: Callable[..., None],
    tmp_path: Path,
) -> None:
    sign_in(ADA)
    stored = up(provider, props())
    (tmp_path / "sessions" / f"{ADA}.json").unlink()
    destroy(provider, stored)
    assert ids(cloud) == [FABRIKAM]


def test_a_session_that_ends_during_the_removal_blocks_nothing(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    """The portal's refusal of the write itself once failed the whole destroy."""
    sign_in(ADA)
    stored = up(provider, props())
    cloud.fail("PUT", "tenantGroups", httpx.Response(401))
    destroy(provider, stored)


def test_a_portal_that_does_not_answer_at_the_end_keeps_nobody_in_the_tenant(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    stored = up(provider, props())
    cloud.fail("GET", "tenantGroups", httpx.ConnectError("down"), times=2)
    destroy(provider, stored)
    assert ids(cloud) == [FABRIKAM], "the entry stayed, and the command tells whose list holds it"


def test_no_session_is_in_state(
    provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    assert "cookie-of" not in json.dumps(up(provider, props()).outputs)
