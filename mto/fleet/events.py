"""What the engine did, read from its event log while it runs.

Counted are the things that somebody asked for: resources that a plugin keeps. The stack, components and plugins
themselves are the engine's bookkeeping and are left out, so the counts are smaller than the engine's own.

Rests on: pulumi sdk/v3 go/common/apitype/events.go (EngineEvent, one JSON object a line), history.go (OpType).
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mto.fleet.diagnostics import clean

_DID = {
    "create": "created",
    "import": "created",
    "update": "updated",
    "delete": "deleted",
    "replace": "replaced",
    "create-replacement": "replaced",
    "delete-replaced": "replaced",
    "same": "unchanged",
}
_STACK = "pulumi:pulumi:Stack"
_WORDS = ("created", "updated", "replaced", "deleted", "unchanged")


@dataclass(frozen=True, slots=True)
class Change:
    """One resource and what happened, or would happen, to it."""

    urn: str
    did: str
    """created, updated, replaced, deleted or unchanged."""
    properties: tuple[str, ...] = ()
    """Paths of the properties that differ."""
    id: str = ""
    old: Mapping[str, Any] = field(default_factory=dict)
    """Outputs before; secrets are blinded by the engine."""
    person: str = ""
    """Whom it is about, where its logical name is an id."""

    @property
    def type(self) -> str:
        """The resource's own type, without its parents'."""
        return self.urn.split("::")[2].rsplit("$", 1)[-1]

    @property
    def name(self) -> str:
        """The resource's logical name."""
        return self.urn.split("::", 3)[3]


@dataclass(slots=True)
class Tally:
    """What is known of a run so far."""

    changes: dict[str, Change] = field(default_factory=dict)
    under_way: dict[str, str] = field(default_factory=dict)
    """Resources that the engine works on at this moment, with the operation."""
    errors: list[str] = field(default_factory=list)
    """Errors as a person reads them, each once, in order."""
    warnings: list[str] = field(default_factory=list)
    failed: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """By URN: states (type, parent, provider, inputs) of resources whose creation failed; it may have half happened."""
    reasons: dict[str, str] = field(default_factory=dict)
    """By URN: the last error that the engine gave for a resource."""
    outputs: Mapping[str, Any] = field(default_factory=dict)
    """Of the stack, once the program has declared them all; secret ones are blinded by the engine."""
    result: str = ""
    """succeeded, failed or canceled; empty while the engine has not said so."""

    def take(self, event: Mapping[str, Any]) -> None:
        """Add one event of the engine's log."""
        if "resourcePreEvent" in event:
            step = event["resourcePreEvent"]["metadata"]
            if _is_a_thing(step) and step["op"] != "same":
                self.under_way[step["urn"]] = step["op"]
        elif "resOutputsEvent" in event:
            self._done(event["resOutputsEvent"]["metadata"])
        elif "resOpFailedEvent" in event:
            self._failed(event["resOpFailedEvent"]["metadata"])
        elif "diagnosticEvent" in event:
            self._told(event["diagnosticEvent"])
        elif "summaryEvent" in event:
            self.result = event["summaryEvent"].get("result", "")

    def count(self) -> Counter[str]:
        """How many resources were created, updated, replaced, deleted, unchanged."""
        return Counter(change.did for change in self.changes.values())

    def counted(self, *, planned: bool = False) -> str:
        """The counts as text: `3 created, 1 updated`, or `9 unchanged` where nothing else happened.

        What is only planned reads `3 to create, 1 to update`.
        """
        counts = self.count()
        words = {word: f"to {word.removesuffix('d')}" if planned else word for word in _WORDS[:-1]}
        changed = [f"{counts[word]} {words[word]}" for word in words if counts[word]]
        return ", ".join(changed) or f"{counts['unchanged']} unchanged"

    @property
    def changed(self) -> bool:
        """Whether anything is other than before."""
        return any(change.did != "unchanged" for change in self.changes.values())

    def _done(self, step: Mapping[str, Any]) -> None:
        self.under_way.pop(step["urn"], None)
        if step["type"] == _STACK:
            self.outputs = (step.get("new") or {}).get("outputs") or {}
        did = _DID.get(step["op"])
        if did is None or not _is_a_thing(step):
            return
        known = self.changes.get(step["urn"])
        if known is not None and known.did == "replaced":
            return
        properties = _properties(step) if did in {"updated", "replaced"} else ()
        old = step.get("old") or {}
        state = step.get("new") or old
        person = str((state.get("inputs") or {}).get("person") or "")
        outputs = old.get("outputs") or {}
        self.changes[step["urn"]] = Change(step["urn"], did, properties, state.get("id", ""), outputs, person)

    def _failed(self, step: Mapping[str, Any]) -> None:
        self.under_way.pop(step["urn"], None)
        if step["op"] in {"create", "create-replacement"} and _is_a_thing(step):
            self.failed[step["urn"]] = step["new"]

    def _told(self, diagnostic: Mapping[str, Any]) -> None:
        told = {"error": self.errors, "warning": self.warnings}.get(diagnostic["severity"])
        text = clean(diagnostic["message"])
        if told is None or not text:
            return
        if text not in told:
            told.append(text)
        if diagnostic["severity"] == "error":
            self.reasons[diagnostic.get("urn", "")] = text


class Tail:
    """Reads a file that somebody else still writes, one complete line at a time."""

    def __init__(self, path: Path) -> None:
        """`path` may be absent for now."""
        self._path = path
        self._at = 0

    def events(self) -> Iterator[Mapping[str, Any]]:
        """The events written since the last call. A line that is not complete yet waits for the next call."""
        try:
            with self._path.open("rb") as file:
                file.seek(self._at)
                data = file.read()
        except FileNotFoundError:
            return
        whole = data[: data.rfind(b"\n") + 1]
        self._at += len(whole)
        for line in whole.splitlines():
            yield json.loads(line)


def _properties(step: Mapping[str, Any]) -> tuple[str, ...]:
    """What differs; a dynamic resource gives no detail, so that its inputs are compared."""
    said = step.get("detailedDiff") or step.get("diffs")
    if said:
        return tuple(sorted(said))
    old, new = ((step.get(state) or {}).get("inputs") or {} for state in ("old", "new"))
    names = {name for name in (*old, *new) if old.get(name) != new.get(name)}
    return tuple(sorted(names - {"__provider"}))


def _is_a_thing(step: Mapping[str, Any]) -> bool:
    state = step.get("new") or step.get("old") or {}
    return bool(state.get("custom")) and not str(step["type"]).startswith("pulumi:")
