import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from pulumi.output import UNKNOWN

from mto.clients.errors import Denied
from mto.inventory.problems import Problem
from mto.providers.guest import GuestProvider
from tests.checks.cloud import Cloud
from tests.checks.files import ADA, GRACE_ID
from tests.checks.routes import REDEEM
from tests.providers.engine import Props, destroy, inputs_read, preview, refresh, up
from tests.providers.guest.conftest import KEY

# Read, drift, replaced


def test_read_shows_nothing_where_nothing_changed(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    again = refresh(provider, stored)
    assert again is not None
    assert again.outputs == stored.outputs
    assert up(provider, props(), again).steps == []


def test_read_answers_inputs_without_outputs(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    assert set(inputs_read(provider, stored)) == set(props())


def test_somebody_who_was_deleted_is_read_as_gone_and_invited_again(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    cloud.managed.users.clear()
    assert refresh(provider, stored) is None
    assert up(provider, props()).outputs["made"] is True


def test_a_refused_read_is_not_gone(cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]) -> None:
    stored = up(provider, props())
    cloud.fail("GET", "/users$", httpx.Response(403, json={"error": {"code": "Authorization_RequestDenied"}}))
    with pytest.raises(Denied):
        refresh(provider, stored)


def test_a_guest_whom_the_customer_made_anew_is_seen_by_read_and_not_ours(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    """The account of before was once kept as output, so the group never got the new one, and destroy deleted it."""
    stored = up(provider, props())
    cloud.managed.users.clear()
    theirs = cloud.managed.user(ADA, id="theirs")
    again = refresh(provider, stored)
    assert again is not None
    assert again.outputs["user_id"] == theirs
    destroy(provider, again)
    assert theirs in cloud.managed.users


def test_a_guest_whom_the_customer_made_anew_is_not_deleted_without_a_read_either(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    cloud.managed.users.clear()
    theirs = cloud.managed.user(ADA, id="theirs")
    destroy(provider, stored)
    assert theirs in cloud.managed.users


def test_a_guest_whom_the_customer_made_anew_is_not_ours_after_an_update(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    cloud.managed.users.clear()
    theirs = cloud.managed.user(ADA, id="theirs")
    updated = up(provider, props(managed_cloud="gcc"), stored)
    destroy(provider, updated)
    assert theirs in cloud.managed.users


def test_a_guest_who_vanished_is_invited_again_by_an_update_and_is_ours(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    cloud.managed.users.clear()
    updated = up(provider, props(managed_cloud="gcc"), stored)
    assert updated.outputs["user_id"] in cloud.managed.users
    destroy(provider, updated)
    assert cloud.managed.users == {}


@pytest.mark.parametrize("change", [{"person_id": GRACE_ID}, {"managed_id": "another"}, {"home_id": "another"}])
def test_another_person_or_tenant_is_another_guest(
    provider: GuestProvider, props: Callable[..., Props], change: Any
) -> None:
    diff = provider.diff("id", props(), props(**change))
    assert (diff.changes, diff.replaces, diff.delete_before_replace) == (True, list(change), True)


def test_a_person_who_is_called_otherwise_in_the_files_is_no_change(
    provider: GuestProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    assert not preview(provider, props(person="ada-lovelace"), stored)


def test_what_is_not_known_yet_is_no_change(provider: GuestProvider, props: Callable[..., Props]) -> None:
    stored = up(provider, props())
    assert not preview(provider, props(before=UNKNOWN), stored)
    assert not preview(provider, props(upn=UNKNOWN), stored)


def test_a_joiner_does_not_touch_those_who_are_there(provider: GuestProvider, props: Callable[..., Props]) -> None:
    """`before` gets a key for the joiner, and everybody takes its output."""
    stored = up(provider, props())
    more = props(before=json.dumps({KEY: None, f"guest/{GRACE_ID}": None}))
    assert up(provider, more, stored).steps == []


def test_inputs_that_find_nobody_are_refused(provider: GuestProvider, props: Callable[..., Props]) -> None:
    inputs = props()
    del inputs["person_id"]
    (failure,) = provider.check({}, inputs).failures
    assert (failure.property, failure.reason) == ("person_id", "guest: `person_id` is missing")


# The redeem link


def test_the_redeem_link_is_an_output_alone(provider: GuestProvider, props: Callable[..., Props]) -> None:
    stored = up(provider, props())
    holding = [name for name, value in stored.outputs.items() if REDEEM in str(value)]
    assert holding == ["redeem_link"]


def test_the_redeem_link_is_in_no_problem(cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]) -> None:
    cloud.lag = 10_000.0
    with pytest.raises(Problem) as problem:
        up(provider, props())
    assert REDEEM not in str(problem.value) + repr(problem.value)


def test_no_credential_is_in_state(provider: GuestProvider, props: Callable[..., Props]) -> None:
    assert "a-very-secret-value" not in json.dumps(up(provider, props()).outputs)
