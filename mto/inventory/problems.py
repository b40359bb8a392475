"""The one root of every error that a person must act on. How it is rendered is left to `mto.report`."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file of the inventory with line and column, or a tenant, a side, a resource.

    Lines and columns count from 1; 0 means that the place is not in a file.
    """

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass
class Problem(Exception):  # noqa: N818  a problem is data first: it is collected and listed more often than raised
    """What a person must mend: what is wrong, where, and what to do next."""

    what: str
    where: Place
    remedy: str = ""
    field: str = field(default="", kw_only=True)
    """The dotted path of the value within its file, for example `permissions.entra_roles[0].team`."""

    def __str__(self) -> str:
        path = f"  {self.field}" if self.field else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{self.where}{path}: {self.what}{remedy}"


@dataclass
class FileProblem(Problem):
    """A problem of the inventory, and the stacks that it stops."""

    stacks: frozenset[str] | None = field(default=None, kw_only=True)
    """None: every stack, because what it concerns cannot be told or concerns them all."""
