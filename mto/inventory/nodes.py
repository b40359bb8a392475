"""What a YAML file holds before it means anything: texts, lists and mappings, each with its place and dotted path."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mto.inventory.problems import Place


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something stands: the place, and the dotted path within that file."""

    place: Place
    field: str = ""


@dataclass(frozen=True, slots=True)
class TextNode:
    """A scalar, as it is written. `plain`: without quotes, so that YAML might read it as a number or a boolean."""

    spot: Spot
    text: str
    plain: bool


@dataclass(frozen=True, slots=True)
class ListNode:
    """A sequence. Its spot is that of its key, if it has one."""

    spot: Spot
    items: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class MapNode:
    """A mapping without repeated keys. Its spot is that of its key, if it has one."""

    spot: Spot
    entries: "Mapping[str, Node]"
    keys: Mapping[str, Spot] = field(default_factory=dict)
    """Where each key stands."""

    def __iter__(self) -> "Iterator[tuple[str, Node]]":
        return iter(self.entries.items())


Node = TextNode | ListNode | MapNode


def clean(text: str) -> str:
    """A value of a file as a terminal may show it: in one line, no control characters, not endless."""
    plain = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text[:120])
    return f"{plain}{'…' if len(text) > 120 else ''}"


def shown(text: str) -> str:
    """A value of a file as a sentence shows it."""
    return f"`{clean(text)}`"


def at(node: Node | None, *keys: str) -> Node | None:
    """The node below some keys, None where there is none."""
    for key in keys:
        if not isinstance(node, MapNode):
            return None
        node = node.entries.get(key)
    return node


def texts(node: Node | None) -> tuple[TextNode, ...]:
    """The texts of a list, whatever else stands in it."""
    return tuple(item for item in node.items if isinstance(item, TextNode)) if isinstance(node, ListNode) else ()


def moved(node: Node, path: str) -> Node:
    """The same values below another path: what an alias stands for. Places stay where the values are written."""
    match node:
        case TextNode():
            return TextNode(Spot(node.spot.place, path), node.text, node.plain)
        case ListNode():
            items = tuple(moved(item, f"{path}[{index}]") for index, item in enumerate(node.items))
            return ListNode(Spot(node.spot.place, path), items)
        case MapNode():
            entries = {key: moved(value, join(path, key)) for key, value in node}
            keys = {key: Spot(spot.place, join(path, key)) for key, spot in node.keys.items()}
            return MapNode(Spot(node.spot.place, path), entries, keys)


def size(node: Node) -> tuple[int, int]:
    """How many values a node holds, and how deeply they are nested."""
    match node:
        case TextNode():
            return 1, 1
        case ListNode():
            inner = [size(item) for item in node.items]
        case MapNode():
            inner = [size(value) for _, value in node]
    return 1 + sum(count for count, _ in inner), 1 + max((depth for _, depth in inner), default=0)


def join(path: str, key: str) -> str:
    """A dotted path one key deeper."""
    return f"{path}.{clean(key)}" if path else clean(key)
