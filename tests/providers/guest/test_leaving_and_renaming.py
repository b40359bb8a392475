from collections.abc import Callable
from typing import Any

import pytest

from mto.inventory.problems import Problem
from mto.providers.guest import BOUND, GuestProvider
from tests.checks.cloud import Cloud
from tests.checks.files import ADA
from tests.providers.engine import Props, destroy, refresh, up
from tests.providers.guest.conftest import NEW_ADDRESS

# Somebody leaves


def test_the_account_of_a_leaver_waits_until_the_membership_is_read_back_as_gone(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    group = cloud.managed.group("mto-tier1", "mark", (stored.id,))
    cloud.clock.later(12, cloud.managed.members[group].clear)
    cloud.asked.clear()
    destroy(provider, stored)
    assert cloud.managed.users == {}
    assert sum(cloud.clock.slept) >= 12
    paths = [(r.method, r.url.path.rpartition("/")[2]) for r in cloud.asked]
    assert paths[-2:] == [("GET", "memberOf"), ("DELETE", stored.id)]


def test_the_account_of_somebody_who_stays_in_a_group_of_ours_is_not_deleted(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    cloud.managed.group("mto-tier1", "mark", (stored.id,))
    with pytest.raises(Problem, match="is still in a group of ours"):
        destroy(provider, stored)
    assert stored.id in cloud.managed.users
    assert sum(cloud.clock.slept) < BOUND + 10


def test_groups_of_the_customer_keep_no_leaver(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    cloud.managed.group("everybody", "the customer's", (stored.id,), name="Everybody")
    cloud.managed.group("mto-drivers", "the customer's", (stored.id,), name="Motor transport office")
    destroy(provider, stored)
    assert cloud.managed.users == {}


# A new address


def test_a_new_address_is_no_new_person(cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]) -> None:
    stored = up(provider, props())
    renamed = up(provider, props(upn=NEW_ADDRESS), stored)
    assert (renamed.steps, renamed.outputs) == ([], stored.outputs)
    assert len(cloud.sent("POST", "/invitations")) == 1


def test_after_a_new_address_the_guest_is_found_and_deleted_by_the_old_one(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    renamed = up(provider, props(upn=NEW_ADDRESS, managed_cloud="gcc"), up(provider, props()))
    assert renamed.steps == ["update"]
    assert renamed.outputs["addresses"] == [ADA, NEW_ADDRESS]
    again = refresh(provider, renamed)
    assert again is not None
    destroy(provider, again)
    assert cloud.managed.users == {}


def test_an_update_keeps_the_redeem_link(provider: GuestProvider, props: Callable[..., Props]) -> None:
    stored = up(provider, props())
    updated = up(provider, props(managed_cloud="gcc"), stored)
    assert (updated.steps, updated.outputs["redeem_link"]) == (["update"], stored.outputs["redeem_link"])


def test_a_new_address_of_somebody_who_was_there_makes_them_not_ours(
    cloud: Cloud, provider: GuestProvider, theirs: Any
) -> None:
    user_id, inputs = theirs
    renamed = up(provider, {**inputs, "upn": NEW_ADDRESS}, up(provider, inputs))
    destroy(provider, renamed)
    assert user_id in cloud.managed.users
