"""From nodes to a model: every value is read by what the model says of it, and no wrong one hides another.

A wrong or missing value is told as a problem, and a stand-in takes its place, so that the rules can judge the rest.
Which names exist, what excludes what and which ranges hold is left to `rules`.
"""

import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, Union, get_args, get_origin

from annotated_types import MinLen
from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from mto.inventory.annotations import absent, alternative, empty, plain
from mto.inventory.ledger import Ledger, Stacks
from mto.inventory.nearest import nearest
from mto.inventory.nodes import ListNode, MapNode, Node, Spot, TextNode, clean, join, shown
from mto.inventory.reading_scalars import Scalar, stand_in
from mto.inventory.scalars import Refers, Wrong

Kind = TypeVar("Kind", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Reference:
    """A name in a file that must exist elsewhere."""

    to: str
    name: str
    spot: Spot
    path: str
    """Where it stands in the effective file."""


@dataclass
class Reading:
    """One file, or one tenant's effective file, while it is read and after."""

    ledger: Ledger
    stacks: Stacks
    partial: bool = False
    """A profile: what is missing is for the tenants to say."""
    instead: Spot | None = None
    """Where a missing value is told when only a profile holds the mapping around it: the tenant's own line."""
    file: str = ""
    spots: dict[str, Spot] = field(default_factory=dict)
    """Where the value at each path of the effective file stands."""
    references: list[Reference] = field(default_factory=list)

    def root(self, kind: type[Kind], node: Node) -> Kind:
        """A whole file, with stand-ins for what is wrong."""
        try:
            value: Kind = self._model(kind, node, "")
        except _Unusable:
            value = empty(kind)
        return value

    def _model(self, kind: type[BaseModel], node: Node, path: str) -> Any:
        self.spots[path] = node.spot
        if issubclass(kind, RootModel):
            info = kind.model_fields["root"]
            return kind.model_construct(self._value(info.annotation, info.metadata, node, path))
        if not isinstance(node, MapNode):
            self._wrong_shape(node, "a mapping")
            return empty(kind)
        fields = {info.alias or name: (name, info) for name, info in kind.model_fields.items()}
        mistaken = self._unknown_keys(node, tuple(fields))
        values: dict[str, Any] = {}
        for key, (name, info) in fields.items():
            if (inner := node.entries.get(key)) is not None:
                values[name] = self._field(info, inner, join(path, key))
            elif info.is_required():
                values[name] = absent(info)
                if not self.partial and key not in mistaken:
                    self._missing(node, key)
        return kind.model_construct(**values)

    def _value(self, annotation: Any, metadata: list[Any], node: Node, path: str) -> Any:
        """One value by its annotation. Raises: _Unusable where nothing can take its place but the default."""
        annotation, metadata = plain(annotation, metadata)
        self.spots[path] = node.spot
        origin = get_origin(annotation)
        if origin in {Union, types.UnionType}:
            return self._value(alternative(annotation, node), [], node, path)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return self._model(annotation, node, path)
        if origin is tuple:
            return self._list(get_args(annotation)[0], metadata, node, path)
        if origin in {dict, Mapping}:
            key, item = get_args(annotation)
            return self._mapping(key, item, node, path)
        return self._text(Scalar(annotation, tuple(metadata)), node, path)

    def _field(self, info: FieldInfo, node: Node, path: str) -> Any:
        try:
            return self._value(info.annotation, info.metadata, node, path)
        except _Unusable:
            return absent(info) if info.is_required() else info.get_default(call_default_factory=True)

    def _list(self, item: Any, metadata: list[Any], node: Node, path: str) -> tuple[Any, ...]:
        if not isinstance(node, ListNode):
            self._wrong_shape(node, "a list")
            raise _Unusable
        least = max((m.min_length for m in metadata if isinstance(m, MinLen)), default=0)
        if len(node.items) < least and not self.partial:
            self._problem(node.spot, "The list is empty.", "Name at least one, or leave out what it belongs to.")
        values = []
        for index, inner in enumerate(node.items):
            reader = self if not self.partial else self._whole()
            try:
                values.append(reader._value(item, [], inner, f"{path}[{index}]"))
            except _Unusable:
                continue
        return tuple(values)

    def _mapping(self, key: Any, item: Any, node: Node, path: str) -> dict[str, Any]:
        if not isinstance(node, MapNode):
            self._wrong_shape(node, "a mapping")
            raise _Unusable
        key_type, key_metadata = plain(key, [])
        values = {}
        for name, inner in node:
            self._text(
                Scalar(key_type, tuple(key_metadata)), TextNode(node.keys.get(name, inner.spot), name, plain=False), ""
            )
            try:
                values[clean(name)] = self._value(item, [], inner, join(path, name))
            except _Unusable:
                continue
        return values

    def _text(self, scalar: Scalar, node: Node, path: str) -> Any:
        if not isinstance(node, TextNode):
            self._wrong_shape(node, scalar.wanted)
            raise _Unusable
        try:
            value = scalar.read(node)
        except Wrong as wrong:
            self._problem(node.spot, wrong.what, wrong.remedy)
            if scalar.has_stand_in:
                return stand_in(scalar)
            raise _Unusable from None
        self.references += (
            Reference(m.to, node.text, node.spot, path) for m in scalar.metadata if isinstance(m, Refers)
        )
        return value

    def _unknown_keys(self, node: MapNode, known: tuple[str, ...]) -> set[str]:
        """Tell the unknown keys; the known ones that they probably mean are not told as missing too."""
        meant = set()
        for key in node.entries:
            if key not in known:
                near = nearest(key, [k for k in known if k not in node.entries])
                hint = f" Did you mean `{near}`?" if near else ""
                keys = f"Known here: {', '.join(known)}."
                self._problem(node.keys.get(key, node.spot), f"{shown(key)} is unknown.", keys + hint)
                meant.add(near)
        return meant

    def _missing(self, node: MapNode, key: str) -> None:
        spot = Spot(node.spot.place, join(node.spot.field, key))
        if self.instead and node.spot.place.file != self.file:
            what = f"`{key}` is missing: the profile asks for `{node.spot.field}` and leaves it to the tenant."
            spot = Spot(self.instead.place, spot.field)
        else:
            what = f"`{key}` is missing."
        self._problem(spot, what, f"Write `{key}: …`.")

    def _wrong_shape(self, node: Node, wanted: str) -> None:
        match node:
            case TextNode() if node.plain and node.text in {"", "~", "null"}:
                what = "The value is empty."
            case TextNode():
                what = f"{shown(node.text)} stands here."
            case ListNode():
                what = "A list stands here."
            case MapNode():
                what = "A mapping stands here."
        self._problem(node.spot, what, f"Write {wanted}.")

    def _problem(self, spot: Spot, what: str, remedy: str) -> None:
        self.ledger.problem(spot, what, remedy, stacks=self.stacks)

    def _whole(self) -> "Reading":
        """For the items of a profile's lists: they add up and do not merge, so each must be complete."""
        return Reading(self.ledger, self.stacks, file=self.file, spots=self.spots, references=self.references)


class _Unusable(Exception):  # noqa: N818  a signal within this module: the value cannot be read, its default must do
    pass
