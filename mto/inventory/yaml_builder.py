"""Nodes from the parser's events: repeated keys, keys that are no words, tags and aliases that explode are problems."""

from dataclasses import dataclass, field

from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from mto.inventory.ledger import Ledger, Stacks
from mto.inventory.nodes import ListNode, MapNode, Node, Spot, TextNode, join, moved, shown, size
from mto.inventory.problems import Place

DEEPEST = 24
LARGEST = 50_000
"""Values of one file, what aliases stand for counted each time. A hundred tenants need far less."""


class TooMuchError(Exception):
    """Nested too deeply, or exploding."""


@dataclass
class _Open:
    """A list or mapping whose end has not come yet."""

    spot: Spot
    is_map: bool
    anchor: str | None
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Spot] = field(default_factory=dict)
    key: tuple[str, Spot] | None = None
    """The key whose value comes next."""
    skip: int = 0
    """How many nodes to come are dropped, since they have no usable key."""

    @property
    def wants_key(self) -> bool:
        """Whether the next node is a key."""
        return self.is_map and self.key is None and not self.skip


class Builder:
    """Takes the events of one file, in order; `root` is there at the end."""

    def __init__(self, file: str, ledger: Ledger, stacks: Stacks) -> None:
        self.root: Node | None = None
        self.place = Place(file, 1, 1)
        """Where the event that was taken last begins."""
        self._ledger = ledger
        self._stacks = stacks
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._documents = 0
        self._count = 0

    def take(self, event: Event) -> None:
        """One event. Raises: TooMuchError."""
        self.place = Place(self.place.file, event.start_mark.line + 1, event.start_mark.column + 1)
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents == 2:
                self._problem("A second document begins.", "One file holds one document: remove `---` and `...`.")
            if event.version not in (None, (1, 2)):
                self._problem("The file asks for an older YAML.", "Remove the line that begins with %YAML.")
        if self._documents != 1:
            return
        if isinstance(event, ScalarEvent | CollectionStartEvent):
            self._tag(event)
        if isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, AliasEvent):
            self._alias(event)
        elif isinstance(event, CollectionStartEvent):
            self._start(event)
        elif isinstance(event, CollectionEndEvent):
            self._end()

    def _scalar(self, event: ScalarEvent) -> None:
        if self._open and self._open[-1].wants_key:
            self._key(self._open[-1], event.value)
        else:
            spot = self._spot()
            key = self._open[-1].key if self._open else None
            if key and not event.value and event.style is None:
                spot = key[1]  # the parser places an empty value where the next line begins
            self._put(TextNode(spot, event.value, event.style is None), event.anchor)

    def _alias(self, event: AliasEvent) -> None:
        if self._open and self._open[-1].wants_key:
            self._key_is_no_word(nodes=1)
            return
        node = self._anchors.get(event.anchor)
        if node is None:
            self._problem(f"{shown('*' + event.anchor)} stands for nothing.", "Write the value itself.")
            node = TextNode(self._spot(), "", plain=True)
        count, depth = size(node)
        if depth + len(self._open) > DEEPEST:
            raise TooMuchError
        self._count += count
        self._put(moved(node, self._spot().field), None)

    def _start(self, event: CollectionStartEvent) -> None:
        if self._open and self._open[-1].wants_key:
            self._key_is_no_word(nodes=2)
        if len(self._open) >= DEEPEST:
            raise TooMuchError
        key = self._open[-1].key if self._open else None
        self._open.append(_Open(key[1] if key else self._spot(), isinstance(event, MappingStartEvent), event.anchor))

    def _end(self) -> None:
        done = self._open.pop()
        if done.is_map:
            self._put(MapNode(done.spot, done.entries, done.keys), done.anchor)
        else:
            self._put(ListNode(done.spot, tuple(done.items)), done.anchor)

    def _put(self, node: Node, anchor: str | None) -> None:
        self._count += 1
        if self._count > LARGEST:
            raise TooMuchError
        if anchor is not None:
            self._anchors[anchor] = node
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if not parent.is_map:
            parent.items.append(node)
        elif parent.skip:
            parent.skip -= 1
        elif parent.key is not None:
            parent.entries[parent.key[0]] = node
            parent.keys[parent.key[0]] = parent.key[1]
            parent.key = None

    def _key(self, parent: _Open, key: str) -> None:
        spot = Spot(self.place, join(parent.spot.field, key))
        if key in parent.entries:
            first = parent.keys[key].place
            self._problem(f"{shown(key)} stands here twice.", f"It is in line {first.line} already.", spot)
            parent.skip = 1
        elif key == "<<":
            self._problem("`<<` merges nothing: YAML 1.2 does not know it.", "What tenants share is a profile.", spot)
            parent.skip = 1
        else:
            parent.key = (key, spot)

    def _key_is_no_word(self, *, nodes: int) -> None:
        self._problem("A key is no plain word here.", "Write `name: value`.")
        self._open[-1].skip = nodes

    def _spot(self) -> Spot:
        """Where the value that begins here stands, with its path."""
        if not self._open:
            return Spot(self.place)
        parent = self._open[-1]
        if not parent.is_map:
            return Spot(self.place, f"{parent.spot.field}[{len(parent.items)}]")
        return Spot(self.place, parent.key[1].field if parent.key else parent.spot.field)

    def _tag(self, event: NodeEvent) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None:
            name = str(tag).replace("tag:yaml.org,2002:", "!!")
            self._problem(f"{shown(name)} is a tag.", "Values carry no tags: remove it.")

    def _problem(self, what: str, remedy: str, spot: Spot | None = None) -> None:
        self._ledger.problem(spot or self._spot(), what, remedy, stacks=self._stacks)
