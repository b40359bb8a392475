import json
from collections.abc import Sequence
from typing import Any

import pytest

from mto.fleet import imports
from mto.fleet.half_made import GROUP, ROLE, HalfMade, candidates
from mto.inventory.problems import Problem

PARENT = "urn:pulumi:contoso::mto::mto:components:ManagedTenant$mto:components:TeamGroups::tier1-groups"
PROVIDER = "urn:pulumi:contoso::mto::mto:components:ManagedTenant$pulumi:providers:azuread::managed"
URN = f"{PARENT.rpartition('::')[0]}$azuread:index/group:Group::tier1"
MARK = "Managed by mto for home: team tier1"
STATE = {
    "urn": URN,
    "type": GROUP,
    "custom": True,
    "parent": PARENT,
    "provider": f"{PROVIDER}::some-id",
    "inputs": {"mailNickname": "mto-tier1", "description": MARK},
}


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


def bring_in(engine: Any, state: dict[str, Any], *there: str) -> list[str]:
    asked: list[tuple[str, str, str]] = []

    def look(half: HalfMade, tenant: str, cloud: str) -> tuple[str, ...]:
        asked.append((half.urn, tenant, cloud))
        return there

    done = imports.bring_in("contoso", state, candidates(state, ()), engine.at, look)
    assert {(tenant, cloud) for _, tenant, cloud in asked} <= {("the-tenant", "public")}
    return done


def test_a_group_made_by_a_killed_run_is_imported_where_it_belongs(engine: Any) -> None:
    assert bring_in(engine, deployment(), "g1")
    (call,) = engine.calls
    assert call[:4] == ["import", GROUP, "tier1", "/groups/g1"]
    assert call[call.index("--parent") + 1] == f"tier1-groups={PARENT}"
    assert call[call.index("--provider") + 1] == f"managed={PROVIDER}"
    assert {"--generate-code=false", "--protect=false", "--skip-preview", "--yes"} <= set(call)


def test_a_role_of_a_killed_run_is_imported_by_its_path(engine: Any) -> None:
    state = deployment()
    role = {"urn": f"{PARENT}-role", "type": ROLE, "provider": f"{PROVIDER}::some-id", "inputs": {"roleId": "r"}}
    state["pending_operations"] = [{"type": "creating", "resource": role}]
    assert bring_in(engine, state, "a1") == [
        "role tier1-groups-role was made by a run that ended badly; the engine knows it again"
    ]
    (call,) = engine.calls
    assert call[:4] == ["import", ROLE, "tier1-groups-role", "/roleManagement/directory/roleAssignments/a1"]


def test_what_is_not_there_is_not_imported(engine: Any) -> None:
    assert bring_in(engine, deployment()) == []
    assert engine.calls == []


def test_a_group_that_stood_before_us_is_not_taken(engine: Any) -> None:
    assert bring_in(engine, deployment(stood={"id": "g1"}), "g1") == []
    assert engine.calls == []


def test_a_group_that_the_state_knows_is_not_looked_for(engine: Any) -> None:
    assert candidates(deployment(resources=[STATE]), ()) == ()


def test_two_groups_of_ours_are_for_a_person_to_sort_out(engine: Any) -> None:
    with pytest.raises(Problem, match="g1, g2"):
        bring_in(engine, deployment(), "g1", "g2")
