import json
from typing import Any

from mto.checks.finding import Finding, Status, to_json
from mto.fleet.outputs import Outputs, read

RAW = {
    "findings": to_json([Finding(claim="a/b", title="t", status=Status.PENDING, gates=True)]),
    "registration": json.dumps({"method": "manual", "states": []}),
    "next_steps": json.dumps([{"what": "x"}]),
    "redeem_links": "[secret]",
}


def test_texts_of_json_within_the_outputs_become_values(engine: Any) -> None:
    engine.put("output", RAW)
    said = read("contoso", engine.at)
    assert (said.findings[0].status, said.registration["method"], said.next_steps) == (
        Status.PENDING,
        "manual",
        ({"what": "x"},),
    )
    assert engine.verbs == ["stack output"]


def test_a_stack_that_never_ran_says_nothing(engine: Any) -> None:
    assert read("contoso", engine.at) == Outputs() == Outputs.of({})


def test_a_secret_output_is_never_kept() -> None:
    assert "secret" not in str(Outputs.of(RAW))
