"""Problems as a person reads them: where, which field, what, and what to do next."""

from collections.abc import Iterable, Sequence
from typing import Any

from mto.inventory.problems import Problem


def lines(problems: Iterable[Problem]) -> list[str]:
    """Each problem as two lines: its place and field, then the sentence and the remedy."""
    shown: list[str] = []
    for problem in problems:
        head = f"{problem.where}  {problem.field}" if problem.field else str(problem.where)
        shown += [head, f"    {problem.what} {problem.remedy}".rstrip()]
    return shown


def closing(problems: Sequence[Problem], *, changed: bool = False) -> str:
    """The line below a list of problems; `changed` where other tenants go on."""
    count = "1 problem." if len(problems) == 1 else f"{len(problems)} problems."
    return count if changed else f"{count} Nothing was changed."


def as_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """The problems for `--json`; line and column are 0 where the place is not in a file."""
    return [
        {
            "where": problem.where.file,
            "line": problem.where.line,
            "column": problem.where.column,
            "field": problem.field,
            "what": problem.what,
            "remedy": problem.remedy,
        }
        for problem in problems
    ]
