"""A kind is the same in every room: one stem names its model, component and check, and the table knows them all."""

import ast
from pathlib import Path

import pytest

from mto.inventory.kinds import KINDS

CLONE = Path(__file__).parents[1]
BUILT = [kind for kind in KINDS if kind.built]
SPEC_OF_NONE = {"access_verification"}
"""Always there: a file has no field for it."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.stem)
def test_each_kind_of_the_table_has_a_model(kind):
    if kind.stem in SPEC_OF_NONE:
        return
    own = {"view_groups": "multitenant_registration"}.get(kind.stem, kind.stem)
    assert (CLONE / f"mto/inventory/{own}.py").exists()


@pytest.mark.parametrize("kind", BUILT, ids=lambda kind: kind.stem)
@pytest.mark.parametrize("room", ["components", "mto/checks"])
def test_each_built_kind_has_a_component_and_a_check(kind, room):
    assert (CLONE / room / f"{kind.stem}.py").exists()


@pytest.mark.parametrize("kind", BUILT, ids=lambda kind: kind.stem)
def test_each_built_kind_is_declared_in_the_managed_tenant(kind):
    tree = ast.parse((CLONE / "components/managed_tenant.py").read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert f"components.{kind.stem}" in imported


def test_each_component_of_a_kind_is_in_the_table():
    others = {
        "__init__", "program", "sides", "home_tenant", "managed_tenant", "team_groups", "home_groups", "missing",
    }  # fmt: skip
    stems = {path.stem for path in (CLONE / "components").glob("*.py")} - others
    assert stems == {kind.stem for kind in BUILT}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.stem)
def test_each_kind_says_what_it_proves_risks_and_rests_on(kind):
    assert kind.proves
    assert kind.risk
    assert kind.sources
    assert all(permission.why for permission in kind.permissions)
