"""What a claim is: something that a tenant's file promises, by natural keys, and one live look that shows it.

The kinds' claims stand in a module each; `access_verification` gathers them. Nothing here writes.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal

from mto.checks.finding import Finding, Proof, Status
from mto.inventory.problems import Problem

if TYPE_CHECKING:
    from mto.clients.connection import Connection

SideName = Literal["home", "managed"]


@dataclass(frozen=True, slots=True)
class Sides:
    """Both tenants of one relationship, as the run's application reaches them, and what was seen during one look.

    A fresh one is made for each verification, so that nothing seen earlier can prove anything now.
    """

    stack: str
    home: "Connection"
    managed: "Connection"
    known_as: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Addresses under which a person was let in, by object id at home: a guest keeps the one of their invitation."""
    seen: dict[tuple[str, ...], object] = field(default_factory=dict)

    def at(self, side: SideName) -> "Connection":
        """The connection to one side."""
        return self.home if side == "home" else self.managed


@dataclass(frozen=True, kw_only=True)
class Claim(ABC):
    """One promise. Natural keys only: the look finds the ids itself, so that a wrong state cannot prove itself."""

    gates: ClassVar[bool] = True
    """Whether registration waits for it."""
    kind: ClassVar[str]

    @property
    @abstractmethod
    def name(self) -> str:
        """Stable key within the tenant."""

    @property
    def replicates(self) -> bool:
        """Whether a run of ours writes it, so that replication may hide it for a while."""
        return True

    @property
    def key(self) -> str:
        """Stable key among all claims of a tenant."""
        return f"{self.kind}/{self.name}"

    @property
    @abstractmethod
    def title(self) -> str:
        """The promise in a person's words."""

    @abstractmethod
    def look(self, sides: Sides) -> Finding:
        """Look once. Raises a problem where the look is refused or fails; `look_at` turns it into `unknown`."""

    def found(self, status: Status, evidence: str, **more: str | Proof | bool) -> Finding:
        """A finding of this claim."""
        return Finding(
            claim=self.key,
            title=self.title,
            status=status,
            gates=self.gates,
            evidence=evidence,
            **more,  # type: ignore[arg-type]  # the fields of Finding, checked by its constructor
        )


def look_at(claim: Claim, sides: Sides) -> Finding:
    """Look at a claim; a look that was refused or failed is `unknown`, and says that it could have been seen."""
    try:
        return claim.look(sides)
    except Problem as problem:
        return claim.found(
            Status.UNKNOWN, problem.what, remedy=problem.remedy, owner="whoever runs mto", could_look=True
        )
