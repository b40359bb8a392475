import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from pulumi.output import UNKNOWN

from mto.checks.multitenant_registration import from_json
from mto.clients.errors import Unreachable
from mto.providers.registration import READ_BACK_SECONDS, RegistrationProvider
from tests.checks.cloud import FABRIKAM, Cloud
from tests.checks.files import ADA, GRACE
from tests.providers.engine import Props, Stored, destroy, inputs_read, preview, refresh, up

NEW_ADDRESS = "ada.lovelace@northwind.example"


@pytest.fixture
def provider() -> RegistrationProvider:
    return RegistrationProvider()


@pytest.fixture
def props(connection: dict[str, str]) -> Callable[..., Props]:
    def make(
        method: str = "portal", operators: Any = (("ada", ADA),), *, gates_hold: bool = True, waits_for: Any = ""
    ) -> Any:
        return {
            **connection,
            "display_name": "Fabrikam",
            "method": method,
            "operators": json.dumps([{"operator": name, "upn": upn} for name, upn in operators]),
            "gates_hold": gates_hold,
            "waits_for": waits_for,
        }

    return make


BOTH = (("ada", ADA), ("grace", GRACE))


def states(stored: Stored) -> Any:
    return {state.operator: state for state in from_json(stored.outputs["states"])}


def ids(cloud: Cloud, upn: str = ADA) -> Any:
    return [entry["tenantId"] for entry in cloud.lists[upn]]


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
    cloud.fail("GET", "TenantPicker", httpx.Response(500))
    stored = up(provider, props(operators=BOTH))
    assert (states(stored)["ada"].state, states(stored)["grace"].state) == ("unknown", "registered")


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


def test_a_portal_that_does_not_answer_at_the_end_is_told_and_forgets_nothing(
    cloud: Cloud, provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    stored = up(provider, props())
    cloud.fail("GET", "tenantGroups", httpx.ConnectError("down"), times=2)
    with pytest.raises(Unreachable):
        destroy(provider, stored)


def test_no_session_is_in_state(
    provider: RegistrationProvider, props: Callable[..., Props], sign_in: Callable[..., None]
) -> None:
    sign_in(ADA)
    assert "cookie-of" not in json.dumps(up(provider, props()).outputs)


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
    assert set(inputs_read(provider, stored)) == set(props())


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
