"""The engine's part of a dynamic resource's life, as measured: what reaches which method, what state does to values.

State loses nulls in mappings and makes integers floats. `check` gets the inputs that are stored, `diff`, `update` and
`delete` the outputs, and a resource that is unchanged keeps them.
"""

from dataclasses import dataclass, field
from typing import Any

from pulumi.dynamic import ResourceProvider

Props = dict[str, Any]


def through_state(value: Any) -> Any:
    """A value as it comes back from state."""
    if isinstance(value, dict):
        return {name: through_state(part) for name, part in value.items() if part is not None}
    if isinstance(value, list | tuple):
        return [through_state(part) for part in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


@dataclass
class Stored:
    """One resource in state."""

    id: str
    outputs: Props
    steps: list[str]
    """What the last run did: `create`, `update`, `replace`, or nothing."""
    inputs: Props = field(default_factory=dict)


def up(provider: ResourceProvider, inputs: Props, stored: Stored | None = None) -> Stored:
    """Bring the resource to the inputs."""
    checked = provider.check(through_state(stored.inputs) if stored else {}, through_state(inputs))
    assert not checked.failures, [f.reason for f in checked.failures]
    wanted = through_state(checked.inputs)
    if stored is None:
        return _created(provider, wanted, ["create"])
    diff = provider.diff(stored.id, through_state(stored.outputs), wanted)
    if diff.replaces:
        assert diff.delete_before_replace or not hasattr(provider, "noun")
        provider.delete(stored.id, through_state(stored.outputs))
        return _created(provider, wanted, ["replace"])
    if not diff.changes:
        return Stored(stored.id, stored.outputs, [], wanted)
    updated = provider.update(stored.id, through_state(stored.outputs), wanted)
    return Stored(stored.id, through_state(updated.outs), ["update"], wanted)


def preview(provider: ResourceProvider, inputs: Props, stored: Stored) -> bool:
    """Whether a preview shows a change. Values may be unknown."""
    checked = provider.check(through_state(stored.inputs), inputs)
    return bool(provider.diff(stored.id, through_state(stored.outputs), checked.inputs).changes)


def refresh(provider: ResourceProvider, stored: Stored) -> Stored | None:
    """Read the resource again; None: it is gone, and leaves state."""
    read = provider.read(stored.id, through_state(stored.outputs))
    if not read.id:
        return None
    return Stored(str(read.id), through_state(read.outs), [], through_state(read.inputs or {}))


def inputs_read(provider: ResourceProvider, stored: Stored) -> Props:
    """The inputs that a read answers, by which a preview names what drifted."""
    read = provider.read(stored.id, {**through_state(stored.outputs), "__provider": "x"})
    assert read.inputs is not None
    return read.inputs


def destroy(provider: ResourceProvider, stored: Stored) -> None:
    """Remove the resource."""
    provider.delete(stored.id, through_state(stored.outputs))


def _created(provider: ResourceProvider, wanted: Props, steps: list[str]) -> Stored:
    created = provider.create(wanted)
    return Stored(created.id, through_state(created.outs), steps, wanted)
