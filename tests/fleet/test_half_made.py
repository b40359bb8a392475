from collections.abc import Mapping
from typing import Any

import pytest

from mto.fleet.events import Tally
from mto.fleet.half_made import GROUP, HalfMade, candidates, half_made

STATE: dict[str, Any] = {"urn": "u::group", "type": GROUP, "inputs": {"mailNickname": "mto-tier1"}}


def own(kind: str) -> dict[str, Any]:
    return {"urn": f"u::{kind}", "type": f"pulumi-python:dynamic/mto:{kind}", "inputs": {"person": "ada"}}


@pytest.mark.parametrize(
    ("reason", "unclear"),
    [
        ("error reading from server: EOF", True),
        ("rpc error: code = Unavailable desc = transport is closing", True),
        ("A resource with the ID already exists, needs to be imported", True),
        ("Request_BadRequest: A conflicting object with one or more of the specified property values is present", True),
        ("Authorization_RequestDenied: Insufficient privileges", False),
    ],
)
def test_only_a_creation_that_may_have_happened_is_noted(reason: str, unclear: bool) -> None:
    tally = Tally(failed={"u::group": STATE}, reasons={"u::group": reason})
    assert len(half_made(tally)) == int(unclear)


def test_of_our_own_kinds_each_that_writes_is_noted() -> None:
    failed: dict[str, Mapping[str, Any]] = {
        f"u::{kind}": own(kind) for kind in ("Before", "Guest", "PartnerPolicy", "Registration", "Verification")
    }
    assert [each.urn for each in half_made(Tally(failed=failed))] == ["u::Guest", "u::PartnerPolicy", "u::Registration"]


def test_what_a_run_noted_is_a_candidate_without_a_pending_operation() -> None:
    (noted,) = half_made(Tally(failed={"u::Guest": own("Guest")}))
    assert candidates({}, [noted.as_data()]) == (noted,)


def test_what_the_state_knows_is_no_candidate() -> None:
    pending = [{"type": "creating", "resource": STATE}]
    assert candidates({"pending_operations": pending}, ()) == (HalfMade.of(STATE),)
    assert candidates({"pending_operations": pending, "resources": [STATE]}, ()) == ()
