import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from mto.clients.errors import Denied
from mto.inventory.problems import Problem
from mto.providers.guest import GuestProvider
from tests.checks.cloud import FABRIKAM, Cloud
from tests.checks.files import ADA
from tests.providers.engine import Props, destroy, up


def test_somebody_new_is_invited_without_a_mail(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    (sent,) = cloud.sent("POST", "/invitations")
    assert sent["invitedUserEmailAddress"] == ADA
    assert sent["sendInvitationMessage"] is False
    assert sent["inviteRedirectUrl"] == f"https://security.microsoft.com/?tid={FABRIKAM}"
    assert stored.outputs["user_id"] in cloud.managed.users
    assert stored.outputs["addresses"] == [ADA]


def test_somebody_who_is_there_already_is_taken(cloud: Cloud, provider: GuestProvider, theirs: Any) -> None:
    user_id, inputs = theirs
    stored = up(provider, inputs)
    assert cloud.writes == []
    assert (stored.id, stored.outputs["made"], stored.outputs["redeem_link"]) == (user_id, False, "")


def test_somebody_who_was_taken_stays_after_us(cloud: Cloud, provider: GuestProvider, theirs: Any) -> None:
    user_id, inputs = theirs
    destroy(provider, up(provider, inputs))
    assert user_id in cloud.managed.users
    assert cloud.writes == []


def test_a_second_up_changes_nothing(cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]) -> None:
    stored = up(provider, props())
    cloud.asked.clear()
    assert up(provider, props(), stored).steps == []
    assert cloud.asked == []


def test_somebody_whom_we_invited_is_deleted(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    destroy(provider, up(provider, props()))
    assert cloud.managed.users == {}


def test_somebody_who_is_gone_already_is_no_error(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    cloud.managed.users.clear()
    destroy(provider, stored)


def test_somebody_who_goes_while_we_look_is_no_error(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    cloud.fail("DELETE", "/users/", httpx.Response(404, json={"error": {"code": "Request_ResourceNotFound"}}))
    destroy(provider, stored)


def test_a_look_that_is_refused_is_no_absence(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    cloud.deny(cloud.managed, "User.Read.All")
    with pytest.raises(Denied):
        up(provider, props())
    assert cloud.writes == []


def test_a_refused_look_at_the_end_deletes_nothing(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    cloud.fail("GET", "/users$", httpx.Response(403, json={"error": {"code": "Authorization_RequestDenied"}}))
    with pytest.raises(Denied):
        destroy(provider, stored)
    assert cloud.managed.users


def test_two_guests_of_one_person_are_a_problem(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    cloud.managed.user(ADA)
    cloud.managed.user(ADA)
    with pytest.raises(Problem, match=r"fabrikam, managed side, guest ada: 2 guests answer to"):
        up(provider, props())
    assert cloud.writes == []


def test_where_before_never_looked_nothing_is_taken_for_ours(
    cloud: Cloud, provider: GuestProvider, props: Callable[..., Props]
) -> None:
    cloud.managed.user(ADA)
    with pytest.raises(KeyError):
        up(provider, {**props(), "before": json.dumps({})})
