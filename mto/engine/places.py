"""Where everything lies that is made at set-up: under `.mto` and `.venv` of the clone, nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCKED = Path(__file__).resolve().parent / "locked"
PULUMI_VERSION = "3.259.0"
"""The oldest CLI that this project was tried with, and the one that go.mod pins."""


@dataclass(frozen=True)
class Places:
    """The paths below one clone."""

    root: Path = ROOT

    @property
    def made(self) -> Path:
        """The folder of everything that is made, ignored by git."""
        return self.root / ".mto"

    @property
    def binaries(self) -> Path:
        """The built engine and what it starts: CLI, language host, executor, server of dynamic resources."""
        return self.made / "engine" / "bin"

    @property
    def stamps(self) -> Path:
        """One file for each finished step, holding what it was made from."""
        return self.made / "engine" / "stamps"

    @property
    def environment_file(self) -> Path:
        """The variables that a run on this clone's own state needs, as JSON."""
        return self.made / "engine" / "environment.json"

    @property
    def uv(self) -> Path:
        """The unpacked wheel of uv."""
        return self.made / "uv"

    @property
    def go(self) -> Path:
        """The unpacked wheel of Go, where no Go is installed."""
        return self.made / "go"

    @property
    def cache(self) -> Path:
        """Downloads and build results of uv and Go."""
        return self.made / "cache"

    @property
    def venv(self) -> Path:
        """The Python environment of the product, and of the tests."""
        return self.root / ".venv"

    @property
    def pulumi_home(self) -> Path:
        """What the engine takes for its home: plugins, and nothing of the person's own."""
        return self.made / "pulumi"

    @property
    def state(self) -> Path:
        """The stacks' state of this clone."""
        return self.made / "state"

    @property
    def passphrase(self) -> Path:
        """The passphrase of the secrets in that state."""
        return self.made / "passphrase"

    @property
    def project(self) -> Path:
        """A project file whose stacks stay out of the repository."""
        return self.made / "project"

    @property
    def log(self) -> Path:
        """All that the tools of the set-up said."""
        return self.made / "logs" / "setup.log"
