"""Where problems and warnings are collected while an inventory is read: each once, with the stacks that it stops."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from mto.inventory.nodes import Spot
from mto.inventory.problems import FileProblem

Stacks = frozenset[str] | None
"""The stacks that a problem stops; None: every one."""


@dataclass
class Ledger:
    """What was found so far. A value of a profile is seen once a tenant, and told once."""

    _problems: dict[tuple[object, ...], FileProblem] = field(default_factory=dict)
    _warnings: dict[tuple[object, ...], FileProblem] = field(default_factory=dict)

    def problem(self, spot: Spot, what: str, remedy: str = "", *, stacks: Stacks) -> None:
        """Something that a person must mend before the stacks are touched."""
        _add(self._problems, spot, what, remedy, stacks)

    def warning(self, spot: Spot, what: str, remedy: str = "", *, stacks: Stacks) -> None:
        """Something that is probably not meant."""
        _add(self._warnings, spot, what, remedy, stacks)

    def stops(self, stack: str) -> bool:
        """Whether a problem stops the stack."""
        return any(p.stacks is None or stack in p.stacks for p in self._problems.values())

    def narrow(self, concerns: Callable[[FileProblem], Stacks]) -> None:
        """Ask again of each problem that stops every stack which ones it stops."""
        for key, problem in self._problems.items():
            if problem.stacks is None:
                self._problems[key] = replace(problem, stacks=concerns(problem))

    @property
    def problems(self) -> tuple[FileProblem, ...]:
        """The problems by file, line and column."""
        return _sorted(self._problems.values())

    @property
    def warnings(self) -> tuple[FileProblem, ...]:
        """The warnings by file, line and column."""
        return _sorted(self._warnings.values())


def _add(found: dict[tuple[object, ...], FileProblem], spot: Spot, what: str, remedy: str, stacks: Stacks) -> None:
    key = (spot.place, spot.field, what)
    if (old := found.get(key)) is None:
        found[key] = FileProblem(what, spot.place, remedy, field=spot.field, stacks=stacks)
    else:
        both = None if old.stacks is None or stacks is None else old.stacks | stacks
        found[key] = replace(old, stacks=both)


def _sorted(problems: Iterable[FileProblem]) -> tuple[FileProblem, ...]:
    return tuple(sorted(problems, key=lambda p: (p.where.file, p.where.line, p.where.column, p.field, p.what)))
