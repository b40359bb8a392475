from collections.abc import Callable

from mto.providers.registration import RegistrationProvider
from tests.checks.cloud import FABRIKAM, Cloud
from tests.checks.files import ADA, GRACE
from tests.providers.engine import Props, destroy, up
from tests.providers.registration.conftest import BOTH, ids, states

# The method `portal`


def test_a_tenant_is_put_on_the_list_and_read_back(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA, "other")
    stored = up(provider, props())
    assert ids(cloud) == ["other", FABRIKAM]
    assert (states(stored)["ada"].state, states(stored)["ada"].ours) == ("registered", True)
    assert cloud.asked[-1].url.path.endswith("/TenantPicker")


def test_an_operator_who_never_set_it_up_gets_a_list(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA, set_up=False)
    assert states(up(provider, props()))["ada"].state == "registered"
    assert ids(cloud) == [FABRIKAM]


def test_a_tenant_that_is_on_the_list_already_is_taken_and_stays(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA, FABRIKAM)
    stored = up(provider, props())
    assert (states(stored)["ada"].state, states(stored)["ada"].ours) == ("registered", False)
    destroy(provider, stored)
    assert cloud.writes == []
    assert ids(cloud) == [FABRIKAM]


def test_a_tenant_that_we_put_there_is_taken_off_and_others_stay(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA, "other")
    destroy(provider, up(provider, props()))
    assert ids(cloud) == ["other"]


def test_a_tenant_that_is_off_the_list_already_is_no_error(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    stored = up(provider, props())
    cloud.lists[ADA] = []
    cloud.asked.clear()
    destroy(provider, stored)
    assert cloud.writes == []


def test_an_unchanged_up_asks_nobody(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    stored = up(provider, props())
    cloud.asked.clear()
    assert up(provider, props(), stored).steps == []
    assert cloud.asked == []


def test_every_operator_has_a_list_of_their_own(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    sign_in(GRACE, FABRIKAM)
    stored = up(provider, props(operators=BOTH))
    assert {name: (s.state, s.ours) for name, s in states(stored).items()} == {
        "ada": ("registered", True),
        "grace": ("registered", False),
    }


def test_a_full_list_is_not_written(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA, *[f"tenant-{n}" for n in range(100)])
    state = states(up(provider, props()))["ada"]
    assert state.state == "pending"
    assert "holds 100 tenants" in state.detail
    assert state.steps
    assert cloud.writes == []
