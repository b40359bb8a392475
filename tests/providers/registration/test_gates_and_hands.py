from collections.abc import Callable

from pulumi.output import UNKNOWN

from mto.providers.registration import RegistrationProvider
from tests.checks.cloud import FABRIKAM, Cloud
from tests.checks.files import ADA
from tests.providers.engine import Props, destroy, preview, up
from tests.providers.registration.conftest import ids, states

# Gates


def test_while_a_claim_is_open_nothing_is_written_and_it_says_what_it_waits_for(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    stored = up(provider, props(gates_hold=False, waits_for="consent"))
    assert cloud.writes == []
    assert (states(stored)["ada"].state, states(stored)["ada"].detail) == ("pending", "waits for: consent")


def test_once_all_claims_hold_it_goes_ahead(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    stored = up(provider, props(gates_hold=False, waits_for="consent"))
    stored = up(provider, props(), stored)
    assert states(stored)["ada"].state == "registered"


def test_once_registered_a_lost_claim_never_takes_it_back(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    stored = up(provider, props())
    stored = up(provider, props(gates_hold=False, waits_for="trust"), stored)
    assert states(stored)["ada"].state == "registered"
    assert states(stored)["ada"].ours is True
    assert ids(cloud) == [FABRIKAM]


def test_gates_that_are_not_known_yet_are_no_change(
    provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    stored = up(provider, props())
    assert not preview(provider, {**props(), "gates_hold": UNKNOWN, "waits_for": UNKNOWN}, stored)


# The method `manual`


def test_by_hand_nothing_is_ever_written(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    stored = up(provider, props("manual"))
    state = states(stored)["ada"]
    assert (state.state, len(state.steps), state.ours) == ("pending", 2, False)
    destroy(provider, stored)
    assert cloud.writes == []


def test_by_hand_a_tenant_that_waits_is_unchanged(
    provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    assert up(provider, props("manual"), up(provider, props("manual"))).steps == []


def test_by_hand_the_next_up_sees_it_done(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    stored = up(provider, props("manual"))
    cloud.lists[ADA] = [{"name": "Fabrikam", "tenantId": FABRIKAM}]
    stored = up(provider, props("manual"), stored)
    assert (stored.steps, states(stored)["ada"].state) == (["update"], "registered")


def test_by_hand_without_sessions_is_unknown_and_unchanged(
    provider: RegistrationProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props("manual"))
    assert states(stored)["ada"].state == "unknown"
    assert up(provider, props("manual"), stored).steps == []
