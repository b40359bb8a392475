import json
from pathlib import Path
from typing import Any

from mto.fleet import entries
from mto.fleet.half_made import GROUP, HalfMade, candidates

GUEST = {"urn": "u::ada", "type": "pulumi-python:dynamic/mto:Guest", "inputs": {"person": "ada"}, "parent": "u::p"}
POLICY = {**GUEST, "urn": "u::policy", "type": "pulumi-python:dynamic/mto:PartnerPolicy", "custom": True}
PENDING = [
    {"type": "creating", "resource": {**POLICY, "dependencies": ["u::before"]}},
    {"type": "creating", "resource": {"urn": "u::group", "type": GROUP, "inputs": {}}},
]


def test_what_was_pending_or_noted_becomes_an_entry_without_outputs_of_its_own(engine: Any, tmp_path: Path) -> None:
    resources = [{"urn": "u::before"}]
    state: dict[str, Any] = {"version": 3, "deployment": {"resources": resources, "pending_operations": PENDING}}
    engine.put("export", state)
    half = candidates(state["deployment"], [HalfMade.of(GUEST).as_data()])
    entries.bring_in("contoso", half, engine.at)
    assert engine.verbs == ["stack export", "stack import"]
    deployment = json.loads((engine.folder / "imported").read_text())["deployment"]
    assert [op["resource"]["urn"] for op in deployment["pending_operations"]] == ["u::group"]
    before, policy, guest = deployment["resources"]
    assert before == {"urn": "u::before"}
    assert (policy["dependencies"], policy["outputs"]) == (["u::before"], {"person": "ada"})
    assert (guest["urn"], guest["custom"], guest["outputs"], bool(guest["id"])) == (
        "u::ada",
        True,
        {"person": "ada"},
        True,
    )


def test_nothing_of_our_kinds_leaves_the_state_alone(engine: Any) -> None:
    entries.bring_in("contoso", [HalfMade.of({"urn": "u::group", "type": GROUP})], engine.at)
    assert engine.calls == []
