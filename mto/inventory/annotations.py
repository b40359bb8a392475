"""What a model's annotations say of a value, and what stands in for a missing one. Reading is left to `reading`."""

import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from mto.inventory.nodes import Node, TextNode
from mto.inventory.reading_scalars import Scalar, stand_in

Kind = TypeVar("Kind", bound=BaseModel)


def plain(annotation: Any, metadata: list[Any]) -> tuple[Any, list[Any]]:
    """An annotation without `Annotated` and without `None`, and all that was said beside it."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation, *inner = get_args(annotation)
            metadata = [*inner, *metadata]
            continue
        if get_origin(annotation) in {Union, types.UnionType}:
            kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
            if len(kinds) == 1:
                annotation = kinds[0]
                continue
        return annotation, metadata


def alternative(annotation: Any, node: Node | None) -> Any:
    """Of two ways to write a value, a word and a list or mapping, the one that stands here; the word for None."""
    kinds = [kind for kind in get_args(annotation) if kind is not type(None)]
    texts = [kind for kind in kinds if kind is bool or get_origin(kind) is Literal]
    return texts[0] if node is None or isinstance(node, TextNode) else next(kind for kind in kinds if kind not in texts)


def absent(info: FieldInfo) -> Any:
    """A stand-in for a required value that is missing or unusable."""
    annotation, metadata = plain(info.annotation, info.metadata)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return empty(annotation)
    origin = get_origin(annotation)
    if origin is tuple:
        return ()
    if origin in {dict, Mapping}:
        return {}
    if origin in {Union, types.UnionType}:
        return stand_in(Scalar(alternative(annotation, None), ()))
    return stand_in(Scalar(annotation, tuple(metadata)))


@cache
def empty(kind: type[Kind]) -> Kind:
    """A model of stand-ins alone."""
    if issubclass(kind, RootModel):
        root: Any = kind.model_construct(absent(kind.model_fields["root"]))
        value: Kind = root
        return value
    required = {name: absent(info) for name, info in kind.model_fields.items() if info.is_required()}
    return kind.model_construct(**required)
