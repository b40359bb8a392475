import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mto.fleet.events import Tail, Tally

Step = Callable[..., dict[str, Any]]


def told(severity: str, message: str, urn: str = "") -> dict[str, Any]:
    return {"diagnosticEvent": {"severity": severity, "message": message, "urn": urn, "color": "never"}}


def tally(*events: dict[str, Any]) -> Tally:
    made = Tally()
    for event in events:
        made.take(event)
    return made


def test_only_things_that_a_plugin_keeps_are_counted(step: Step) -> None:
    seen = tally(
        step("create"),
        step("create", "c", "mto:components:GuestInvitations", state={"custom": False}),
        step("create", "default", "pulumi:providers:azuread"),
    )
    assert seen.counted() == "1 created"


def test_a_replacement_is_one_change(step: Step) -> None:
    seen = tally(step("create-replacement"), step("replace"), step("delete-replaced"))
    assert seen.counted() == "1 replaced"


def test_unchanged_is_said_only_where_nothing_else_happened(step: Step) -> None:
    assert tally(step("same", "a"), step("same", "b")).counted() == "2 unchanged"
    assert tally(step("same", "a"), step("update", "b"), step("delete", "c")).counted() == "1 updated, 1 deleted"


def test_a_preview_speaks_of_what_is_to_come(step: Step) -> None:
    assert tally(step("create", "a"), step("update", "b")).counted(planned=True) == "1 to create, 1 to update"


def test_a_refresh_is_no_change_by_itself(step: Step) -> None:
    assert tally(step("refresh")).counted() == "0 unchanged"


def test_an_error_that_the_engine_says_twice_is_told_once() -> None:
    urn = "urn:pulumi:a::b::c::d"
    seen = tally(told("error", "no\n", urn), told("error", "no", urn), told("error", "update failed", ""))
    assert seen.errors == ["no"]
    assert seen.reasons == {urn: "no"}


def test_the_changed_inputs_of_a_dynamic_resource_are_named(step: Step) -> None:
    old = {"type": "pulumi-python:dynamic/mto:Before", "custom": True, "inputs": {"looks": "a", "__provider": "x"}}
    new = {**old, "inputs": {"looks": "b", "__provider": "y"}}
    event = step("update", "before", "pulumi-python:dynamic/mto:Before", old=old, new=new)
    (change,) = tally(event).changes.values()
    assert change.properties == ("looks",)
    assert (change.type, change.name) == ("pulumi-python:dynamic/mto:Before", "before")


def test_what_is_under_way_is_known_until_it_is_done(step: Step) -> None:
    done = step("create")
    seen = tally({"resourcePreEvent": done["resOutputsEvent"]})
    assert list(seen.under_way.values()) == ["create"]
    seen.take(done)
    assert not seen.under_way


def test_a_failed_creation_is_kept_since_it_may_have_happened(step: Step) -> None:
    failed = step("create")["resOutputsEvent"]
    seen = tally({"resOpFailedEvent": failed})
    assert list(seen.failed) == [failed["metadata"]["urn"]]


@pytest.mark.parametrize("result", ["succeeded", "failed", "canceled"])
def test_the_engines_own_word_on_the_result_is_kept(result: str) -> None:
    assert tally({"summaryEvent": {"result": result}}).result == result


def test_half_a_line_waits_for_its_other_half(tmp_path: Path) -> None:
    file = tmp_path / "events"
    tail = Tail(file)
    assert list(tail.events()) == []
    line = json.dumps({"sequence": 1})
    file.write_text(line + "\n" + line[:5])
    assert [event["sequence"] for event in tail.events()] == [1]
    with file.open("a") as more:
        more.write(line[5:] + "\n")
    assert [event["sequence"] for event in tail.events()] == [1]
