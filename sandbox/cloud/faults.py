"""Faults that a test injects: which requests they meet, what happens instead, how often."""

import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.cloud.call import Answer, Call, Json, Refusal


@dataclass
class Fault:
    """One fault. Empty expressions meet everything; `count` None means for good; `status` 0 lets the call go on.

    `skip` lets that many matching requests pass first. `delay` is in seconds. `after` lets the call do its work and
    spoils only the answer, as a connection does that breaks late.
    """

    id: int
    method: str = ""
    host: str = ""
    path: str = ""
    tenant: str = ""
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: Any = None
    delay: float = 0.0
    drop: bool = False
    after: bool = False
    skip: int = 0
    count: int | None = 1
    met: int = 0

    def meets(self, call: Call) -> bool:
        """Tell whether the fault concerns a call, counting it if so."""
        tenant = call.caller.tenant_id if call.caller else ""
        if self.count is not None and self.met >= self.count + self.skip:
            return False
        hit = (
            _fits(self.method, call.method)
            and _fits(self.host, call.host)
            and _fits(self.path, call.path)
            and (not self.tenant or self.tenant == tenant)
        )
        self.met += hit
        return hit and self.met > self.skip

    def answer(self) -> Answer | None:
        """Give what the caller gets instead, None if the fault is a delay alone."""
        if self.drop:
            return Answer(0, drop=True)
        return Answer(self.status, self.body, dict(self.headers)) if self.status else None


class Faults:
    """The faults in force, oldest first; the first that meets a call is the one that happens."""

    def __init__(self) -> None:
        self._faults: dict[int, Fault] = {}
        self._next = 1

    def add(self, wanted: Json) -> Fault:
        """Add a fault from its description. Unknown names are refused."""
        unknown = set(wanted) - (set(Fault.__dataclass_fields__) - {"id", "met"})
        if unknown:
            raise Refusal(400, "bad_fault", f"A fault has no {', '.join(sorted(unknown))}.")
        fault = Fault(self._next, **wanted)
        self._faults[fault.id] = fault
        self._next += 1
        return fault

    def meeting(self, call: Call) -> Fault | None:
        """Give the fault that happens to a call."""
        return next((fault for fault in self._faults.values() if fault.meets(call)), None)

    def all(self) -> list[Fault]:
        """Give all faults, spent ones too."""
        return list(self._faults.values())

    def remove(self, key: int | None = None) -> None:
        """Remove one fault, or all."""
        if key is None:
            self._faults.clear()
        else:
            self._faults.pop(key, None)


def _fits(expression: str, text: str) -> bool:
    return not expression or re.search(expression, text, re.IGNORECASE) is not None
