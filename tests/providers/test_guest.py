import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from pulumi.output import UNKNOWN

from mto.clients.errors import Denied, Throttled
from mto.inventory.problems import Problem
from mto.providers.guest import BOUND, GuestProvider
from tests.checks.cloud import FABRIKAM, REDEEM, Cloud
from tests.checks.files import ADA, ADA_ID, GRACE_ID
from tests.providers.engine import Props, destroy, inputs_read, preview, refresh, up

KEY = f"guest/{ADA_ID}"
NEW_ADDRESS = "ada.lovelace@northwind.example"


@pytest.fixture
def provider() -> GuestProvider:
    return GuestProvider()


@pytest.fixture
def props(connection: dict[str, str]) -> Callable[..., Props]:
    def make(stood: Any = None, **changes: Any) -> Any:
        before = json.dumps({KEY: stood})
        return {**connection, "person": "ada", "person_id": ADA_ID, "upn": ADA, "before": before, **changes}

    return make


@pytest.fixture
def theirs(cloud: Cloud, props: Callable[..., Props]) -> Any:
    """A guest who was there before us, and the inputs of a run that has seen it."""
    user_id = cloud.managed.user(ADA)
    return user_id, props(stood={"ids": [user_id], "names": ["ada"]})


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
    cloud.managed.group("everybody", "the customer's", (stored.id,))
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
