"""The life cycle that every provider of ours shares: ours, theirs, adopted; what is gone; unknowns at preview.

A subclass says only what differs: how its object is found, made, changed and ended. What stood before us comes from
`before`; which property means what is left to `mto.checks`, and every call to `mto.clients`.

Rests on: the life cycle of Pulumi's dynamic providers (docs, "Dynamic resource providers"), as measured: a `create`
that raises leaves nothing in state, properties lose nulls, unknowns reach `diff` as objects.
"""

import json
import os
import sys
from abc import abstractmethod
from dataclasses import dataclass, field
from typing import Any, ClassVar

from pulumi.dynamic import (
    CheckFailure,
    CheckResult,
    ConfigureRequest,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
)
from pulumi.output import Unknown

from mto.inventory.problems import Place, Problem
from mto.providers.orphan import leave_with_the_engine

Props = dict[str, Any]


class Different(Problem):
    """Something of somebody else stands where the file wants something else; taking it over needs `adopt: true`."""


@dataclass(frozen=True)
class Live:
    """An object as it stands in its tenant: its id, and its values for the properties that a file may ask for."""

    id: str
    seen: Props = field(default_factory=dict)
    outputs: Props = field(default_factory=dict)
    """What its maker alone learns and others need, such as a redeem link."""


class QuietProvider(ResourceProvider):
    """Settings of every provider of ours: stored by reference, and one clear line instead of a traceback."""

    serialize_as_secret_always = False

    def configure(self, req: ConfigureRequest) -> None:  # noqa: ARG002  the engine's signature
        """Read the environment once; an error then shows its message alone (the engine prints whole tracebacks)."""
        sys.tracebacklimit = int(os.environ.get("MTO_TRACEBACK", "0"))
        leave_with_the_engine()


class ObjectProvider(QuietProvider):
    """One object of a tenant, found by its natural key before anything is made."""

    noun: ClassVar[str]
    """What a person calls the object."""
    required: ClassVar[tuple[str, ...]] = ("tenant", "home_id", "home_cloud", "managed_id", "managed_cloud")
    wanted: ClassVar[tuple[str, ...]]
    """Properties that are compared with the live object."""
    replaced_by: ClassVar[tuple[str, ...]] = ("home_id", "managed_id")
    ignored: ClassVar[tuple[str, ...]] = ("before", "tenant", "adopt")
    """Properties whose change alone is no change of the object."""

    @abstractmethod
    def key(self, props: Props) -> str:
        """The object's key in what `before` saw."""

    @abstractmethod
    def find(self, props: Props) -> Live | None:
        """The object by its natural key, or nothing. Raises a problem where the look is refused: that is no absence."""

    @abstractmethod
    def make(self, props: Props) -> Live:
        """Make the object; called only after `find` saw none."""

    @abstractmethod
    def change(self, live: Live, props: Props) -> Live:
        """Give the object the values of the file, and touch nothing that the file does not name."""

    @abstractmethod
    def end(self, live: Live, props: Props) -> None:
        """Remove an object that we made. An object that is gone already is no error."""

    @abstractmethod
    def set_back(self, live: Live, stood: Any, props: Props) -> None:
        """Give an adopted object the values back that `before` holds."""

    def check(self, _olds: Props, news: Props) -> CheckResult:
        """Refuse inputs that lack what finds the object."""
        missing = [name for name in self.required if name not in news]
        return CheckResult(news, [CheckFailure(name, f"{self.noun}: `{name}` is missing") for name in missing])

    def diff(self, _id: str, olds: Props, news: Props) -> DiffResult:
        """Compare what the file wants with what state holds; what is not known yet is no change."""
        changed = [*changed_names(olds, news, self.ignored), *self._withdrawn(olds, news)]
        replaces = [name for name in self.replaced_by if name in changed]
        return DiffResult(changes=bool(changed), replaces=replaces, stables=["made"], delete_before_replace=True)

    def create(self, props: Props) -> CreateResult:
        """Find first: take what equals the file, make what is absent, change what is ours or is to be adopted."""
        live, stood = self.find(props), stood_before(props, self.key(props))
        made = live is None or stood is None
        changed = live is None or bool(self.differences(live, props)) or adopted(props, made=made)
        live = self._settle(live, props, ours=made)
        return CreateResult(live.id, self._outs(props, live, made=made, changed=changed))

    def read(self, id_: str, props: Props) -> ReadResult:  # noqa: ARG002  the natural key finds it, not the id
        """Look again, and answer what is there as inputs too, so that a preview names the property that drifted."""
        live = self.find(props)
        if live is None:
            return ReadResult("", {})
        made = self.ours(live, props)
        outs = {**props, **live.seen, **live.outputs, "made": made}
        if cut_off(props):
            outs = {**dict.fromkeys(self.output_names, ""), **outs, "changed": made or adopted(props, made=made)}
        outputs_only = {"made", "changed", "__provider", *self.output_names}
        return ReadResult(live.id, outs, {name: value for name, value in outs.items() if name not in outputs_only})

    def update(self, _id: str, olds: Props, news: Props) -> UpdateResult:
        """Bring the object to the file; one that vanished behind our back is made again."""
        live = self.find(news)
        made = live is None or self.ours(live, olds)
        withdrawn = self._withdrawn(olds, news)
        if live and withdrawn and (made or olds.get("changed")):
            self.withdraw(live, withdrawn, olds)
            live = self.find(news)
        changed = bool(olds.get("changed")) or live is None or bool(self.differences(live, news))
        changed = changed or adopted(news, made=made)
        kept = {name: olds[name] for name in self.output_names if name in olds}
        live = self._settle(live, news, ours=made)
        return UpdateResult(self._outs({**kept, **news}, live, made=made, changed=changed))

    def delete(self, _id: str, props: Props) -> None:
        """Remove what we made, set back what we adopted, leave what we only found."""
        live = self.find(props)
        if live is None:
            return
        if self.ours(live, props):
            self.end(live, props)
        elif props.get("changed"):
            self.set_back(live, stood_before(props, self.key(props)), props)

    output_names: ClassVar[tuple[str, ...]] = ()
    """Names of `Live.outputs`, kept through updates."""

    def ours(self, live: Live, props: Props) -> bool:  # noqa: ARG002  a subclass may know objects apart
        """Whether what stands was made by us, as state says; of a creation that was cut off `before` tells."""
        return stood_before(props, self.key(props)) is None if cut_off(props) else bool(props["made"])

    def withdraw(self, live: Live, names: list[str], olds: Props) -> None:
        """Take back what the file named once and names no longer; called only for what we have written."""
        raise NotImplementedError

    def _withdrawn(self, olds: Props, news: Props) -> list[str]:
        return [name for name in self.wanted if name in olds and name not in news]

    def differences(self, live: Live, props: Props) -> list[str]:
        """Names of wanted properties whose live value is another."""
        return [name for name in self.wanted if name in props and live.seen.get(name) != props[name]]

    def _settle(self, live: Live | None, props: Props, *, ours: bool) -> Live:
        if live is None:
            return self.make(props)
        differences = self.differences(live, props)
        if not differences:
            return live
        if not ours and not props.get("adopt"):
            raise self.different(live, props, differences)
        return self.change(live, props)

    def different(self, live: Live, props: Props, names: list[str]) -> Problem:
        """The problem of an object that is somebody else's and not as the file wants it."""
        has = ", ".join(f"{name} is {live.seen.get(name)}" for name in names)
        wants = ", ".join(f"{name} {props[name]}" for name in names)
        return Different(
            f"exists already and is not ours: {has}; the file wants {wants}.",
            Place(f"{props['tenant']}, {self.noun}"),
            "Set `adopt: true` there to take it over, or have it changed by its owner.",
        )

    def _outs(self, props: Props, live: Live, *, made: bool, changed: bool) -> Props:
        unsaid = dict.fromkeys(self.output_names, "")
        return {**unsaid, **props, **live.seen, **live.outputs, "made": made, "changed": changed}


def adopted(props: Props, *, made: bool) -> bool:
    """Whether something of somebody else is taken over: a run that was killed after its write cannot tell from it."""
    return not made and bool(props.get("adopt"))


def cut_off(props: Props) -> bool:
    """Whether state holds only what was asked for: the run was killed while it made the object."""
    return "made" not in props


def changed_names(olds: Props, news: Props, ignored: tuple[str, ...] = ()) -> list[str]:
    """Names of inputs that are known and differ from state. Integers that came back as floats are equal."""
    return [
        name
        for name, value in news.items()
        if name not in ignored and name != "__provider" and not isinstance(value, Unknown) and olds.get(name) != value
    ]


def stood_before(props: Props, key: str) -> Any:
    """What `before` saw under this key; None if nothing stood there.

    Raises KeyError where `before` never looked: then nothing may be taken for ours.
    """
    return json.loads(props["before"])[key]
