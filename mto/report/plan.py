"""What a run would change, resource by resource, as `mto preview` shows it."""

from collections.abc import Iterable
from typing import Protocol

from mto.report.columns import columns, one_line

_SIGNS = {"created": "+", "updated": "~", "replaced": "+-", "deleted": "-"}
_WORDS = {"created": "create", "updated": "update", "replaced": "replace", "deleted": "delete"}


class Change(Protocol):
    """What is needed of a change."""

    @property
    def did(self) -> str:
        """created, updated, replaced, deleted or unchanged."""

    @property
    def type(self) -> str:
        """The resource's type, as the engine writes it."""

    @property
    def name(self) -> str:
        """Its logical name."""

    @property
    def person(self) -> str:
        """Whom it is about, empty where the name says it."""

    @property
    def properties(self) -> tuple[str, ...]:
        """Paths of the properties that differ."""


def plan(changes: Iterable[Change]) -> list[str]:
    """One line a resource that would change: what, its type, its name, the properties that differ."""
    rows = [
        (f"  {_SIGNS[c.did]:<2}", _WORDS[c.did], short(c.type), _named(c), ", ".join(c.properties))
        for c in changes
        if c.did in _SIGNS
    ]
    return columns(rows)


def _named(change: Change) -> str:
    return one_line(f"{change.name} ({change.person})" if change.person else change.name)


def short(kind: str) -> str:
    """A resource's type without what is the same for all: `azuread:Group`, `mto:Before`."""
    head, _, name = kind.rpartition(":")
    return f"{head.removeprefix('pulumi-python:dynamic/').split(':', maxsplit=1)[0].split('/')[0]}:{name}"
