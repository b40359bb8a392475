from collections.abc import Callable
from typing import Any

import httpx
import pytest

from mto.checks.multitenant_registration import (
    Entry,
    OperatorState,
    from_json,
    look,
    steps,
    to_json,
    waiting,
)
from tests.checks.cloud import FABRIKAM, Cloud
from tests.checks.files import ADA

ENTRY = Entry(FABRIKAM, "Fabrikam", "public")


def test_a_tenant_on_the_list_is_registered(sign_in: Callable[..., None]) -> None:
    sign_in(ADA, "other", FABRIKAM)
    state = look("ada", ADA, ENTRY)
    assert (state.state, state.steps) == ("registered", ())


def test_a_tenant_that_is_not_on_the_list_is_pending_with_exact_steps(sign_in: Callable[..., None]) -> None:
    sign_in(ADA, "other")
    state = look("ada", ADA, ENTRY)
    assert state.state == "pending"
    assert state.steps == (
        f"Sign in as {ADA} at https://mto.security.microsoft.com/mtosettings",
        f"Add tenants, choose Fabrikam ({FABRIKAM}), Add tenant",
    )
    assert state.detail == "the list holds 1 tenants, not this one"


def test_an_operator_who_never_set_it_up_is_pending(sign_in: Callable[..., None]) -> None:
    sign_in(ADA, set_up=False)
    state = look("ada", ADA, ENTRY)
    assert (state.state, state.steps) == ("pending", steps(ADA, ENTRY))


def test_lost_access_is_told_with_the_step_that_mends_it(cloud: Cloud, sign_in: Callable[..., None]) -> None:
    sign_in(ADA, FABRIKAM)
    cloud.lists[ADA][0]["lostAccess"] = True
    state = look("ada", ADA, ENTRY)
    assert state.state == "lost access"
    assert f"?tid={FABRIKAM}" in state.steps[0]


@pytest.mark.parametrize("hours", [None, -1])
def test_no_session_is_unknown_with_the_steps(cloud: Cloud, sign_in: Callable[..., None], hours: float) -> None:
    if hours:
        sign_in(ADA, hours=hours)
    state = look("ada", ADA, ENTRY)
    assert (state.state, state.steps) == ("unknown", steps(ADA, ENTRY))
    assert "session of ada@northwind.example" in state.detail
    assert cloud.asked == []


def test_a_session_that_the_portal_refuses_is_unknown(cloud: Cloud, sign_in: Callable[..., None]) -> None:
    sign_in(ADA)
    del cloud.lists[ADA]
    assert look("ada", ADA, ENTRY).state == "unknown"


def test_a_portal_that_does_not_answer_is_unknown(cloud: Cloud, sign_in: Callable[..., None]) -> None:
    sign_in(ADA, FABRIKAM)
    cloud.fail("GET", "TenantPicker", httpx.Response(500))
    assert look("ada", ADA, ENTRY).state == "unknown"


def test_a_look_writes_nothing(cloud: Cloud, sign_in: Callable[..., None]) -> None:
    sign_in(ADA)
    look("ada", ADA, ENTRY)
    assert cloud.writes == []


def test_nobody_is_asked_to_do_anything_while_a_claim_is_open() -> None:
    open_one = OperatorState(operator="ada", upn=ADA, state="unknown", steps=("do this",))
    state = waiting(open_one, "consent")
    assert (state.state, state.detail, state.steps) == ("pending", "waits for: consent", ())


@pytest.mark.parametrize("state", ["registered", "lost access"])
def test_what_the_list_shows_stays_whatever_claim_is_open(state: Any) -> None:
    shown = OperatorState(operator="ada", upn=ADA, state=state)
    assert waiting(shown, "consent") == shown


def test_states_come_back_equal_from_json() -> None:
    states = (
        OperatorState(
            operator="ada", upn=ADA, state="pending", detail="d", steps=("a", "b"), ours=True, tried="t", since="s"
        ),
        OperatorState(operator="g", upn="g@x", state="registered"),
    )
    assert from_json(to_json("manual", states)) == states


def test_no_state_holds_a_secret_of_the_session(sign_in: Callable[..., None]) -> None:
    sign_in(ADA)
    assert "cookie-of" not in to_json("portal", [look("ada", ADA, ENTRY)])
