"""JSON Schema for editors: fresh, and of one mind with the loader about the examples."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from mto.inventory import schema
from mto.inventory.ledger import Ledger
from mto.inventory.nodes import ListNode, MapNode, Node, TextNode
from mto.inventory.yaml_tree import parse

CLONE = Path(__file__).parents[2]
FILES = sorted([*(CLONE / "tests/data/examples/config").rglob("*.yaml"), *(CLONE / "config").rglob("*.yaml")])
KINDS = {"tenants": "tenant", "profiles": "profile", "defender_roles": "defender-role"}


@pytest.mark.parametrize("name", schema.FILES)
def test_the_file_is_what_the_models_say(name: str) -> None:
    path = schema.FOLDER / f"{name}.json"
    assert path.read_text(encoding="utf-8") == schema.text_of(name), "run python -m mto.inventory.schema"
    Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(CLONE)))
def test_the_examples_and_the_projects_files_satisfy_it(path: Path) -> None:
    name = KINDS.get(path.parent.name, path.stem)
    node = parse(path.read_text(encoding="utf-8"), path.name, Ledger(), None)
    assert node is not None
    assert [error.message for error in Draft202012Validator(schema.schema_of(name)).iter_errors(plain(node))] == []
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=")


@pytest.mark.parametrize(
    "wrong",
    [
        {"tenant": {"name": "x", "id": "b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d"}},
        {"tenant": {"name": "x", "id": "B5", "domain": "x.example"}},
        {"tenant": {"name": "x", "id": "b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d", "domain": "x.example"}, "trus": {}},
        {
            "tenant": {"name": "x", "id": "b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d", "domain": "x.example"},
            "permissions": {"entra_roles": [{"team": "tier1", "role": "Wizard"}]},
        },
        {
            "tenant": {"name": "x", "id": "b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d", "domain": "x.example"},
            "identity": None,
        },
    ],
)
def test_what_is_wrong_in_shape_is_refused(wrong: dict[str, object]) -> None:
    assert list(Draft202012Validator(schema.schema_of("tenant")).iter_errors(wrong))


def test_nothing_is_required_of_a_profile_but_of_the_items_of_its_lists() -> None:
    check = Draft202012Validator(schema.schema_of("profile"))
    assert not list(check.iter_errors({"sentinel": {"retention_days": 90}}))
    assert list(check.iter_errors({"permissions": {"entra_roles": [{"team": "tier1"}]}}))


def plain(node: Node) -> object:
    """The data as an editor's YAML 1.2 sees it."""
    match node:
        case MapNode():
            return {key: plain(value) for key, value in node}
        case ListNode():
            return [plain(item) for item in node.items]
        case TextNode():
            if node.plain and node.text in {"true", "false"}:
                return node.text == "true"
            return int(node.text) if node.plain and node.text.isdigit() else node.text
