import json
from collections.abc import Callable
from typing import Any

import pytest

from mto.checks.before import looks_to_json
from mto.checks.refusals import Refused
from mto.checks.standing import looks_of
from mto.clients.errors import Denied
from mto.inventory.inventory import Inventory
from mto.providers.before import BeforeProvider
from tests.checks.cloud import HOME, Cloud
from tests.checks.files import ADA, ADA_ID, GRACE_ID, PEOPLE
from tests.providers.engine import Props, Stored, destroy, inputs_read, preview, refresh, up

ONE = f"ada: {{upn: {ADA}, id: {ADA_ID}, teams: [tier1]}}\n"


@pytest.fixture
def provider() -> BeforeProvider:
    return BeforeProvider()


@pytest.fixture
def props(connection: dict[str, str], files: Callable[..., Inventory]) -> Callable[..., Props]:
    def make(**changes: Any) -> Any:
        return {**connection, "looks": looks_to_json(looks_of(files(**changes), "fabrikam"))}

    return make


def stood(stored: Stored) -> Any:
    return json.loads(stored.outputs["stood"])


def test_what_stood_is_kept_by_key(cloud: Cloud, provider: BeforeProvider, props: Callable[..., Props]) -> None:
    user_id = cloud.managed.user(ADA)
    kept = stood(up(provider, props()))
    assert kept[f"guest/{ADA_ID}"]["ids"] == [user_id]
    assert kept[f"guest/{GRACE_ID}"] is None
    assert kept["partner_policy/home"] is None


def test_it_writes_to_no_tenant(cloud: Cloud, provider: BeforeProvider, props: Callable[..., Props]) -> None:
    destroy(provider, up(provider, props()))
    assert cloud.writes == []


def test_nulls_survive_state(provider: BeforeProvider, props: Callable[..., Props]) -> None:
    stored = up(provider, props())
    assert None in json.loads(stored.outputs["stood"]).values()


def test_what_is_in_the_way_stops_the_run_before_its_first_write_with_all_reasons(
    cloud: Cloud, provider: BeforeProvider, props: Callable[..., Props]
) -> None:
    cloud.managed.invites_from = "none"
    cloud.managed.group("mto-tier1", "the customer's own")
    cloud.managed.partner(HOME, inboundTrust={"isMfaAccepted": False})
    with pytest.raises(Refused) as refused:
        up(provider, props())
    assert len(str(refused.value).splitlines()) == 3
    assert cloud.writes == []


def test_a_look_that_is_refused_is_no_absence(
    cloud: Cloud, provider: BeforeProvider, props: Callable[..., Props]
) -> None:
    cloud.deny(cloud.managed, "User.Read.All")
    with pytest.raises(Denied):
        up(provider, props())


def test_a_second_up_looks_at_nothing(cloud: Cloud, provider: BeforeProvider, props: Callable[..., Props]) -> None:
    stored = up(provider, props())
    cloud.asked.clear()
    assert up(provider, props(), stored).steps == []
    assert cloud.asked == []


def test_a_joiner_is_added_and_nobody_else_is_looked_at_again(
    cloud: Cloud, provider: BeforeProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props(people=ONE))
    cloud.managed.user(ADA)
    grace = cloud.managed.user("grace@northwind.example")
    cloud.asked.clear()
    joined = up(provider, props(), stored)
    assert joined.steps == ["update"]
    assert stood(joined)[f"guest/{ADA_ID}"] is None
    assert stood(joined)[f"guest/{GRACE_ID}"]["ids"] == [grace]
    assert {r.url.path for r in cloud.asked} == {"/v1.0/users"}


def test_what_we_made_since_is_never_taken_for_what_stood(
    cloud: Cloud, provider: BeforeProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props(people=ONE))
    cloud.managed.partner(HOME)
    cloud.managed.group("mto-tier1", f"Managed by mto for {HOME}: team tier1")
    assert stood(up(provider, props(), stored))["partner_policy/managed"] is None


def test_who_leaves_leaves_here_too_and_is_looked_at_anew_when_back(
    cloud: Cloud, provider: BeforeProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props(people=ONE), up(provider, props()))
    assert f"guest/{GRACE_ID}" not in stood(stored)
    theirs = cloud.managed.user("grace@northwind.example")
    assert stood(up(provider, props(), stored))[f"guest/{GRACE_ID}"]["ids"] == [theirs]


def test_a_new_address_is_no_change(provider: BeforeProvider, props: Callable[..., Props]) -> None:
    stored = up(provider, props())
    renamed = PEOPLE.replace(ADA, "ada.lovelace@northwind.example")
    assert not preview(provider, props(people=renamed), stored)


def test_a_refresh_never_rewrites_what_stood(
    cloud: Cloud, provider: BeforeProvider, props: Callable[..., Props]
) -> None:
    stored = up(provider, props())
    cloud.managed.user(ADA)
    cloud.asked.clear()
    again = refresh(provider, stored)
    assert again is not None
    assert again.outputs == stored.outputs
    assert cloud.asked == []


def test_read_answers_inputs_without_outputs(provider: BeforeProvider, props: Callable[..., Props]) -> None:
    stored = up(provider, props())
    assert set(inputs_read(provider, stored)) == set(props())


@pytest.mark.parametrize("name", ["managed_id", "home_id"])
def test_another_tenant_is_looked_at_from_the_beginning(
    provider: BeforeProvider, props: Callable[..., Props], name: Any
) -> None:
    """What stood in one tenant once decided what was ours in another: its guests would have been deleted."""
    stored = up(provider, props())
    diff = provider.diff(stored.id, stored.outputs, {**props(), name: "another"})
    assert (diff.changes, diff.replaces) == (True, [name])
