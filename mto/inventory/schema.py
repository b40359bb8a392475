"""JSON Schema of every file of the inventory, for editors, made from the models: `python -m mto.inventory.schema`.

It checks shapes and words; what must hold between values is for `mto validate`. A profile is a tenant of which nothing
is required, since the tenants that use it add the rest.

Rests on: JSON Schema 2020-12.
"""

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from mto.inventory.defender_roles import DefenderRoleDefinition
from mto.inventory.home import Home
from mto.inventory.people import People
from mto.inventory.tenant import Profile, Tenant

FOLDER = Path(__file__).resolve().parents[2] / "config" / "schema"
FILES: dict[str, type[BaseModel]] = {
    "home": Home,
    "people": People,
    "tenant": Tenant,
    "profile": Profile,
    "defender-role": DefenderRoleDefinition,
}


def schema_of(name: str) -> dict[str, Any]:
    """The schema of one kind of file."""
    made = FILES[name].model_json_schema()
    without_null(made)
    if name == "profile":
        _nothing_required(made)
    title = f"{name}.yaml" if name in {"home", "people"} else f"A {name.replace('-', ' ')}"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": title}


def text_of(name: str) -> str:
    """The schema as its file holds it."""
    return json.dumps(schema_of(name), indent=2, ensure_ascii=False) + "\n"


def write(folder: Path = FOLDER) -> None:
    """Write every schema."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (folder / f"{name}.json").write_text(text_of(name), encoding="utf-8")


def without_null(node: Any) -> None:
    """Leave `null` and `default: null` out: a file leaves out the line instead."""
    if isinstance(node, list):
        for item in node:
            without_null(item)
    if not isinstance(node, dict):
        return
    if node.get("default", 0) is None:
        del node["default"]
    options = [option for option in node.get("anyOf", []) if option != {"type": "null"}]
    if len(options) == 1:
        del node["anyOf"]
        node.update({key: value for key, value in options[0].items() if key not in node})
    elif options:
        node["anyOf"] = options
    for value in node.values():
        without_null(value)


def _nothing_required(made: dict[str, Any]) -> None:
    """Drop `required` wherever mappings merge; items of lists add up, so each stays whole."""
    whole = _items(made)
    for name, definition in made["$defs"].items():
        if name not in whole:
            definition.pop("required", None)


def _items(made: dict[str, Any]) -> set[str]:
    """The definitions that lists hold."""
    found: set[str] = set()

    def look(node: Any, *, in_list: bool) -> None:
        if isinstance(node, list):
            for item in node:
                look(item, in_list=in_list)
        elif isinstance(node, dict):
            if in_list and "$ref" in node:
                name = node["$ref"].rsplit("/", 1)[1]
                if name not in found:
                    found.add(name)
                    look(made["$defs"][name], in_list=True)
            for key, value in node.items():
                look(value, in_list=in_list or key in {"items", "prefixItems"})

    look(made, in_list=False)
    return found


if __name__ == "__main__":
    write()
