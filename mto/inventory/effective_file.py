"""A model as the file that would say the same, defaults spelt out, with the place of each value. Reads no file."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from pydantic import BaseModel, RootModel

from mto.inventory.nodes import Spot, join
from mto.inventory.reading_scalars import NULL, NUMBER
from mto.inventory.scalars import spelled

PLAIN = re.compile(r"[A-Za-z0-9][\w.@/()&+ -]*(?<! )")


def as_data(value: Any) -> Any:
    """Plain data as the file writes it; what is unsaid or empty is left out."""
    if isinstance(value, RootModel):
        return as_data(value.root)
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        order = dict.fromkeys((*type(value).__annotations__, *fields))  # what a tenant adds to a profile comes first
        pairs = ((fields[name].alias or name, as_data(getattr(value, name))) for name in order if name in fields)
        return {key: data for key, data in pairs if data not in (None, [], {})}
    if isinstance(value, Mapping):
        return {key: as_data(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [as_data(inner) for inner in value]
    if isinstance(value, timedelta):
        return spelled(value)
    return value.isoformat() if isinstance(value, date) else value


def yaml_lines(data: Any, origins: Mapping[str, Spot] | None = None) -> list[str]:
    """The data as lines of YAML; with `origins`, each value's place as a comment, or `default`."""
    rows = list(_rows(data, "", ""))
    if origins is None:
        return [line for line, _ in rows]
    width = min(max((len(line) for line, _ in rows), default=0), 72)
    return [f"{line:<{width}}  # {origin(path, origins)}" if path else line for line, path in rows]


def origin(path: str, origins: Mapping[str, Spot]) -> str:
    """The place of a value, or `default` where no file says it."""
    return str(origins[path].place) if path in origins else "default"


def leaves(data: Any, path: str = "") -> Iterator[str]:
    """The paths of the single values."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, join(path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from leaves(value, f"{path}[{index}]")
    else:
        yield path


def _rows(data: Any, indent: str, path: str) -> Iterator[tuple[str, str]]:
    """Each line, with the path of the value that it ends with (empty: none)."""
    pairs = (
        [(f"{_scalar(key)}:", join(path, key), value) for key, value in data.items()]
        if isinstance(data, dict)
        else [("-", f"{path}[{index}]", value) for index, value in enumerate(data)]
    )
    for lead, below, value in pairs:
        if not isinstance(value, dict | list) or not value:
            yield f"{indent}{lead} {_scalar(value)}", below
        elif lead == "-":
            first, *rest = _rows(value, f"{indent}  ", below)
            yield f"{indent}- {first[0].lstrip()}", first[1]
            yield from rest
        else:
            yield f"{indent}{lead}", ""
            yield from _rows(value, f"{indent}  ", below)


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        special = value in NULL or value.lower() in {"true", "false"} or NUMBER.fullmatch(value)
        return value if PLAIN.fullmatch(value) and not special else json.dumps(value, ensure_ascii=False)
    return json.dumps(value)
