"""The reference of the configuration language, from the schemas that editors use: one table a file."""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
_NAMED = 12
"""A longer list of names is counted, not printed."""
_FILES = {
    "home": "config/home.yaml",
    "people": "config/people.yaml",
    "tenant": "config/tenants/<stack>.yaml",
    "profile": "config/profiles/<name>.yaml",
    "defender-role": "config/defender_roles/<name>.yaml",
}


def page(schemas: Mapping[str, Schema]) -> str:
    """The page `docs/reference.md`, from schemas by name."""
    parts = [
        "# Reference of the files",
        "",
        "Made by `mto docs` from the models; `config/schema/` has the same for editors.",
    ]
    for name, schema in schemas.items():
        parts += ["", f"## {_FILES[name]}", "", "| field | value | meaning |", "|---|---|---|"]
        parts += [f"| `{path}` | {value} | {meaning} |" for path, value, meaning in _fields(schema, schema, "")]
    return "\n".join(parts) + "\n"


def _fields(node: Schema, root: Schema, path: str) -> Iterator[tuple[str, str, str]]:
    """Each field below a node: dotted path, what may stand there, meaning."""
    node = _resolved(node, root)
    required = set(node.get("required", ()))
    for name, field in node.get("properties", {}).items():
        at = f"{path}.{name}" if path else name
        meaning = str(field.get("description") or _resolved(field, root).get("description", ""))
        told = _told(field, root) + (", required" if name in required else "") + _default(field)
        yield at, told, " ".join(meaning.split()).replace("|", "\\|")
        yield from _below(field, root, at)
    for named in (*node.get("patternProperties", {}).values(), node.get("additionalProperties")):
        if isinstance(named, Mapping):
            yield from _fields(named, root, f"{path}.<name>" if path else "<name>")


def _below(field: Schema, root: Schema, path: str) -> Iterator[tuple[str, str, str]]:
    for option in _options(field, root):
        if option.get("type") == "object":
            yield from _fields(option, root, path)
        elif option.get("type") == "array":
            for item in _options(option.get("items", {}), root):
                if item.get("type") == "object":
                    yield from _fields(item, root, f"{path}[]")


def _told(field: Schema, root: Schema) -> str:
    return " or ".join(dict.fromkeys(_kind(option, root) for option in _options(field, root)))


def _kind(option: Schema, root: Schema) -> str:
    if len(option.get("enum", ())) > _NAMED:
        return f"one of the catalogue's {len(option['enum'])} names"
    if "enum" in option:
        return ", ".join(f"`{value}`" for value in option["enum"])
    if "const" in option:
        return f"`{option['const']}`"
    if option.get("type") == "array":
        return f"list of {_told(option.get('items', {}), root)}"
    return {"object": "mapping", "string": "text", "boolean": "`true` or `false`", "integer": "whole number"}.get(
        str(option.get("type")), "value"
    )


def _default(field: Schema) -> str:
    value = field.get("default")
    simple = isinstance(value, str | int | float) and not isinstance(value, bool)
    return (
        f", default `{str(value).lower() if isinstance(value, bool) else value}`"
        if simple or value in (True, False)
        else ""
    )


def _options(field: Schema, root: Schema) -> list[Schema]:
    """What may stand in a field, references followed."""
    field = _resolved(field, root)
    choices = field.get("anyOf") or field.get("oneOf") or [field]
    return [_resolved(choice, root) for choice in choices]


def _resolved(node: Schema, root: Schema) -> Schema:
    while "$ref" in node:
        node = root["$defs"][node["$ref"].rpartition("/")[2]]
    return node
