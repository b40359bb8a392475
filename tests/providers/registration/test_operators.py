from collections.abc import Callable
from typing import Any

import pytest

from mto.providers.registration import RegistrationProvider
from tests.checks.cloud import FABRIKAM, Cloud
from tests.checks.files import ADA, GRACE
from tests.providers.engine import Props, destroy, inputs_read, refresh, up
from tests.providers.registration.conftest import BOTH, NEW_ADDRESS, ids, states

# Drift, operators who come and go


def test_a_refresh_sees_an_entry_that_is_gone_and_the_next_up_puts_it_back(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    stored = up(provider, props())
    cloud.lists[ADA] = []
    gone = refresh(provider, stored)
    assert gone is not None
    assert states(gone)["ada"].state == "pending"
    assert states(up(provider, props(), gone))["ada"].state == "registered"


def test_lost_access_is_told_and_not_written_over(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    stored = up(provider, props())
    cloud.lists[ADA][0]["lostAccess"] = True
    writes = len(cloud.writes)
    again = refresh(provider, stored)
    assert again is not None
    stored = up(provider, props(), again)
    assert (states(stored)["ada"].state, states(stored)["ada"].ours) == ("lost access", True)
    assert len(cloud.writes) == writes


def test_a_refresh_where_all_is_as_it_was_shows_nothing(
    provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    stored = up(provider, props())
    again = refresh(provider, stored)
    assert again is not None
    assert again.outputs == stored.outputs


def test_read_answers_inputs_without_outputs(
    provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    stored = up(provider, props())
    assert set(inputs_read(provider, stored)) == set(stored.inputs)


def test_an_operator_who_joins_gets_the_entry(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    sign_in(GRACE)
    stored = up(provider, props(operators=BOTH), up(provider, props()))
    assert states(stored)["grace"].state == "registered"
    assert len(cloud.sent("PUT", "tenantGroups")) == 2


def test_an_operator_who_leaves_loses_the_entry_that_we_gave(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    sign_in(GRACE)
    stored = up(provider, props(), up(provider, props(operators=BOTH)))
    assert ids(cloud, GRACE) == []
    assert ids(cloud, ADA) == [FABRIKAM]
    assert list(states(stored)) == ["ada"]


def test_an_operator_who_leaves_keeps_an_entry_of_their_own(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    sign_in(GRACE, FABRIKAM)
    up(provider, props(), up(provider, props(operators=BOTH)))
    assert ids(cloud, GRACE) == [FABRIKAM]


def test_an_operator_with_a_new_address_keeps_the_list_and_who_put_it_there(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    """By address alone the entry was once taken off and forgotten, though the person stayed."""
    sign_in(ADA)
    stored = up(provider, props())
    sign_in(NEW_ADDRESS, FABRIKAM)
    renamed = up(provider, props(operators=(("ada", NEW_ADDRESS),)), stored)
    state = states(renamed)["ada"]
    assert (state.upn, state.state, state.ours) == (NEW_ADDRESS, "registered", True)
    assert len(cloud.writes) == 1
    destroy(provider, renamed)
    assert ids(cloud, NEW_ADDRESS) == []


@pytest.mark.parametrize("name", ["managed_id", "home_id"])
def test_another_tenant_is_another_entry(
    provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None], name: Any
) -> None:
    sign_in(ADA)
    stored = up(provider, props())
    diff = provider.diff(stored.id, stored.outputs, {**props(), name: "another"})
    assert (diff.changes, diff.replaces) == (True, [name])
