import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from mto.fleet import groups
from mto.fleet.events import Tally
from mto.inventory.problems import Problem

PARENT = "urn:pulumi:contoso::mto::mto:components:ManagedTenant$mto:components:TeamGroups::tier1-groups"
PROVIDER = "urn:pulumi:contoso::mto::mto:components:ManagedTenant$pulumi:providers:azuread::managed"
URN = f"{PARENT.rpartition('::')[0]}$azuread:index/group:Group::tier1"
MARK = "Managed by mto for home: team tier1"
STATE = {
    "urn": URN,
    "type": groups.GROUP,
    "custom": True,
    "parent": PARENT,
    "provider": f"{PROVIDER}::some-id",
    "inputs": {"mailNickname": "mto-tier1", "description": MARK},
}


@dataclass(frozen=True)
class There:
    id: str
    description: str


def deployment(stood: Any = None, resources: Sequence[dict[str, Any]] = (), pending: bool = True) -> dict[str, Any]:
    before = {
        "urn": "urn:pulumi:contoso::mto::pulumi-python:dynamic/mto:Before::before",
        "type": "pulumi-python:dynamic/mto:Before",
        "outputs": {"stood": json.dumps({"group/mto-tier1": stood})},
    }
    provider = {"urn": PROVIDER, "type": "pulumi:providers:azuread", "inputs": {"tenantId": "the-tenant"}}
    return {
        "manifest": {"time": "2020-01-01T00:00:00Z"},
        "resources": [before, provider, *resources],
        "pending_operations": [{"type": "creating", "resource": STATE}] if pending else [],
    }


def bring_in(engine: Any, state: dict[str, Any], *there: There) -> list[str]:
    asked: list[tuple[str, str, str]] = []

    def look(tenant: str, cloud: str, nickname: str) -> list[There]:
        asked.append((tenant, cloud, nickname))
        return list(there)

    done = groups.bring_in("contoso", state, groups.candidates(state, ()), engine.at, look)
    assert asked in ([], [("the-tenant", "public", "mto-tier1")])
    return done


def test_a_group_made_by_a_killed_run_is_imported_where_it_belongs(engine: Any) -> None:
    assert bring_in(engine, deployment(), There("g1", MARK))
    (call,) = engine.calls
    assert call[:4] == ["import", groups.GROUP, "tier1", "/groups/g1"]
    assert call[call.index("--parent") + 1] == f"tier1-groups={PARENT}"
    assert call[call.index("--provider") + 1] == f"managed={PROVIDER}"
    assert {"--generate-code=false", "--protect=false", "--skip-preview", "--yes"} <= set(call)


def test_a_group_without_our_mark_is_somebody_elses(engine: Any) -> None:
    assert bring_in(engine, deployment(), There("g1", "theirs")) == []
    assert engine.calls == []


def test_a_group_that_stood_before_us_is_not_taken(engine: Any) -> None:
    assert bring_in(engine, deployment(stood={"id": "g1"}), There("g1", MARK)) == []
    assert engine.calls == []


def test_a_group_that_the_state_knows_is_not_looked_for(engine: Any) -> None:
    assert groups.candidates(deployment(resources=[STATE]), ()) == ()


def test_two_groups_of_ours_are_for_a_person_to_sort_out(engine: Any) -> None:
    with pytest.raises(Problem, match="g1, g2"):
        bring_in(engine, deployment(), There("g1", MARK), There("g2", MARK))


@pytest.mark.parametrize(
    ("reason", "unclear"),
    [
        ("error reading from server: EOF", True),
        ("rpc error: code = Unavailable desc = transport is closing", True),
        ("A resource with the ID already exists, needs to be imported", True),
        ("Authorization_RequestDenied: Insufficient privileges", False),
    ],
)
def test_only_a_creation_that_may_have_happened_is_noted(reason: str, unclear: bool) -> None:
    tally = Tally(failed={URN: STATE}, reasons={URN: reason})
    assert len(groups.half_made(tally)) == int(unclear)


def test_what_a_run_noted_is_a_candidate_without_a_pending_operation() -> None:
    (noted,) = groups.half_made(Tally(failed={URN: STATE}, reasons={URN: "EOF"}))
    assert groups.candidates(deployment(pending=False), [noted.as_data()]) == (noted,)
