"""An inventory that a test may spoil: the example files, copied, and what the loader says of them."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from mto.inventory.inventory import Inventory
from mto.inventory.loader import load
from mto.inventory.problems import FileProblem

EXAMPLES = Path(__file__).parents[1] / "data" / "examples" / "config"
ON = date(2026, 12, 2)


@dataclass(frozen=True)
class Files:
    """A folder of the inventory's files."""

    folder: Path

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a text that stands exactly once in a file."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        """Write a whole file."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def load(self, on: date = ON, home_file: Path | None = None) -> Inventory:
        """The inventory."""
        return load(self.folder, home_file, on)

    def problems(self, on: date = ON) -> list[str]:
        """The problems, each as `file:line:column field: what remedy`."""
        return [self.told(problem) for problem in self.load(on).problems]

    def warnings(self, on: date = ON) -> list[str]:
        """The warnings alike, but for what is not built."""
        return [self.told(w) for w in self.load(on).warnings if "this version does not build" not in w.what]

    def told(self, problem: FileProblem) -> str:
        """One problem in one line, its file within the folder."""
        file = Path(problem.where.file)
        name = file.relative_to(self.folder).as_posix() if file.is_relative_to(self.folder) else file.as_posix()
        place = f"{name}:{problem.where.line}:{problem.where.column}"
        return f"{place} {problem.field}: {problem.what} {problem.remedy}".rstrip()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """The example files, which load without a problem."""
    shutil.copytree(EXAMPLES, tmp_path / "config")
    return Files(tmp_path / "config")


@pytest.fixture
def few(tmp_path: Path) -> Files:
    """Home, people and fabrikam alone."""
    made = Files(tmp_path / "few")
    for file in ("home.yaml", "people.yaml", "tenants/fabrikam.yaml"):
        made.write(file, (EXAMPLES / file).read_text(encoding="utf-8"))
    return made


@pytest.fixture
def guid() -> Callable[[int], str]:
    """Ids that are used nowhere else."""
    return lambda number: f"10000000-0000-4000-8000-{number:012d}"
