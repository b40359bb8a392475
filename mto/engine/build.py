"""Builds Go programs of this module: the engine's CLI with our language host beside it, and plugins from sources."""

from __future__ import annotations

import functools
import platform
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mto.engine import golang
from mto.engine.children import Children
from mto.engine.places import PULUMI_VERSION, Places
from mto.engine.progress import Row
from mto.engine.stamps import Stamp, fingerprint

STEP = "Pulumi engine"
CLI = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
SDK = "github.com/pulumi/pulumi/sdk/v3"
STALE = "{{if .Stale}}package {{.ImportPath}}{{end}}"
SCRIPTS = ("python/cmd/pulumi-language-python-exec", "python/dist/pulumi-resource-pulumi-python")
"""What the SDK's module carries for a Python program, started by the engine by name."""


@dataclass(frozen=True)
class Program:
    """One program to build: a package of the module, the file that it becomes, and our sources that it is made from."""

    package: str
    target: Path
    sources: tuple[Path, ...] = ()

    def made_from(self, places: Places) -> str:
        """Digest all that decides what the program is."""
        module = (places.root / "go.mod", places.root / "go.sum")
        return fingerprint([self.package, platform.machine(), *golang.FLAGS], [*module, *self.sources])

    def stamp(self, places: Places) -> Stamp:
        """Give the record that this program is built."""
        return Stamp(places.stamps, f"built-{self.target.name}")

    def is_built(self, places: Places) -> bool:
        """Say whether the program is there, made from what the clone holds now."""
        return self.target.exists() and self.stamp(places).read() == self.made_from(places)


def go_sources(files: Iterable[Path]) -> tuple[Path, ...]:
    """Pick what decides on a program from the files of its folder: all but its tests."""
    return tuple(file for file in sorted(files) if file.is_file() and not file.name.endswith("_test.go"))


def programs(places: Places) -> list[Program]:
    """Give the engine's own programs."""
    host = (places.root / "mto" / "engine" / "languagehost").glob("*.go")
    return [
        Program(CLI, places.binaries / "pulumi"),
        Program("./mto/engine/languagehost", places.binaries / "pulumi-language-python", go_sources(host)),
    ]


def build(places: Places, children: Children, row: Row, wanted: Sequence[Program]) -> bool:
    """Build what is not built yet; say whether there was anything to do.

    Raises: EngineProblem.
    """
    todo = [program for program in wanted if not program.is_built(places)]
    if not todo:
        return False
    go = golang.ready(places, children, row)
    run = functools.partial(children.run, STEP, directory=places.root, variables=golang.variables(places))
    row.says("looking at what to build")
    arrived = Counter(row, "fetching Go modules, {} so far")
    stale = run(
        [go, "list", "-deps", "-f", STALE, *golang.FLAGS, *(program.package for program in todo)],
        heard=arrived.hear,
    )
    total = sum(line.startswith("package ") for line in stale)
    names = (
        PULUMI_VERSION if any(program.package == CLI for program in todo) else ", ".join(p.target.name for p in todo)
    )
    built = Counter(row, f"building {names}: {{}} of {total} packages", skip="go: ")
    for program in todo:
        program.target.parent.mkdir(parents=True, exist_ok=True)
        draft = program.target.with_name(f".{program.target.name}.new")
        run([go, "build", "-v", *golang.FLAGS, "-o", draft, program.package], heard=built.hear)
        draft.replace(program.target)
        program.stamp(places).write(program.made_from(places))
    return True


def copy_scripts(places: Places, children: Children, row: Row) -> None:
    """Put what the SDK's module carries for Python beside the CLI, executable.

    Raises: EngineProblem.
    """
    made_from = fingerprint(SCRIPTS, [places.root / "go.sum"])
    stamp = Stamp(places.stamps, "scripts")
    targets = [places.binaries / Path(script).name for script in SCRIPTS]
    if stamp.read() == made_from and all(target.exists() for target in targets):
        return
    go = golang.ready(places, children, row)
    command: list[str | Path] = [go, "list", "-m", "-f", "{{.Dir}}", SDK]
    module = Path(children.run(STEP, command, directory=places.root, variables=golang.variables(places))[-1])
    for script, target in zip(SCRIPTS, targets, strict=True):
        draft = target.with_name(f".{target.name}.new")
        shutil.copyfile(module / script, draft)
        draft.chmod(0o755)
        draft.replace(target)
    stamp.write(made_from)


class Counter:
    """Counts the lines that a Go command prints and says so on a row."""

    def __init__(self, row: Row, text: str, skip: str = "package ") -> None:
        self._row = row
        self._text = text
        self._skip = skip
        self._count = 0

    def hear(self, line: str) -> None:
        """Take one line."""
        if line and not line.startswith(self._skip):
            self._count += 1
            self._row.says(self._text.format(self._count))
