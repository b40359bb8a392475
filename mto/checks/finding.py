"""What a live look showed. Claims say what is looked for; how findings are printed is left to `mto.report`."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self


class Status(StrEnum):
    """What the look showed."""

    OK = "ok"
    PENDING = "pending"
    """Not yet, and nothing is wrong: somebody was asked, or a service takes its time."""
    MISSING = "missing"
    UNKNOWN = "unknown"
    """We could not look."""


class Proof(StrEnum):
    """How much the look proves, weakest first."""

    CONFIGURED = "configured"
    EVALUATED = "evaluated"
    SEEN_IN_USE = "seen in use"
    ANALYST = "the analyst's own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One claim, looked at once."""

    claim: str
    """Stable key within a tenant, `<kind>/<what>`, for example `guest_invitations/ada`."""
    title: str
    """The claim in a person's words, for example `ada is a guest`."""
    status: Status
    gates: bool
    """Whether registration waits for this claim."""
    proof: Proof = Proof.CONFIGURED
    evidence: str = ""
    """What was seen, with the property and its value."""
    lost: str = ""
    """What a team loses while the claim does not hold."""
    owner: str = ""
    """Who can mend it: a role and a tenant, or a person."""
    remedy: str = ""
    """What they do next."""
    link: str = ""
    until: str = ""
    """The day (ISO) on which a pending request lapses, empty if none is known."""
    since: str = ""
    """When this status was first seen (ISO, UTC, seconds)."""
    could_look: bool = False
    """Of an `unknown`: an application could have seen it, but was refused, timed out or could not read the answer."""

    def same_as(self, other: "Finding") -> bool:
        """Whether the two looks showed the same, times aside."""
        return replace(self, since="") == replace(other, since="")

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """A finding as `to_json` wrote it."""
        return cls(**{**data, "status": Status(data["status"]), "proof": Proof(data["proof"])})


def to_json(findings: Iterable[Finding]) -> str:
    """Findings as stable JSON text: state keeps text as it is, while it loses nulls and turns integers into floats."""
    return json.dumps([asdict(f) for f in findings], sort_keys=True)


def from_json(text: str) -> tuple[Finding, ...]:
    """Findings from the text of `to_json`."""
    return tuple(Finding.from_json(item) for item in json.loads(text))


def keep_since(new: Iterable[Finding], old: Iterable[Finding], now: str) -> tuple[Finding, ...]:
    """The new findings, each dated from when its status was first seen."""
    before = {f.claim: f for f in old}
    return tuple(
        replace(f, since=before[f.claim].since)
        if f.claim in before and before[f.claim].status == f.status
        else replace(f, since=now)
        for f in new
    )
