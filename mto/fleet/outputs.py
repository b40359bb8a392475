"""A stack's outputs as values: what the last run that succeeded has found and done."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from mto.checks.finding import Finding, from_json
from mto.fleet import cli
from mto.fleet.workplace import Workplace


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """What a tenant's stack says about itself. Empty where the stack has never run to its end."""

    findings: tuple[Finding, ...] = ()
    registration: Mapping[str, Any] = field(default_factory=dict)
    next_steps: tuple[Mapping[str, Any], ...] = ()
    holders: tuple[Mapping[str, Any], ...] = ()
    summary: Mapping[str, Any] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    """Of the home stack: object ids of the teams' groups."""
    addresses: str = "{}"
    """JSON text: the addresses that each person was let in by, by object id at home."""

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Self:
        """The outputs from the engine's JSON, be it of `stack output` or of an event; texts of JSON are read too."""
        return cls(
            findings=from_json(raw.get("findings") or "[]"),
            registration=json.loads(raw.get("registration") or "{}"),
            next_steps=tuple(json.loads(raw.get("next_steps") or "[]")),
            holders=tuple(json.loads(raw.get("holders") or "[]")),
            summary=json.loads(raw.get("summary") or "{}"),
            teams=raw.get("teams") or {},
            addresses=raw.get("addresses") or "{}",
        )


def read(stack: str, at: Workplace) -> Outputs:
    """The outputs of a stack, in one call of the engine; empty where there is no such stack.

    Raises: EngineRefused.
    """
    try:
        return Outputs.of(cli.outputs(stack, at))
    except cli.NoStack:
        return Outputs()
