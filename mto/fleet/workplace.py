"""Where a run takes place: the engine, the project, the environment, and the clone's folder of what a run leaves."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Self

from mto.engine import find
from mto.engine.problems import EngineProblem
from mto.inventory.problems import Place, Problem

CLONE = Path(__file__).resolve().parents[2]
KEPT = CLONE / ".mto"
"""Everything that a run leaves behind lies below this folder, which git ignores; MTO_KEPT names another one."""
TOKEN = "MTO_RUN"  # noqa: S105  the name of a variable
"""In the environment of everything that a run starts: tells our own processes from strangers."""
_NAME = re.compile(r"^name:\s*[\"']?([\w.-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Workplace:
    """What every call of the engine needs."""

    pulumi: Path
    project: Path
    """The folder the engine runs in. With PULUMI_OPTION_CWD in the environment the engine goes on to that one."""
    environment: Mapping[str, str]
    kept: Path = KEPT

    @classmethod
    def of(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """The workplace of this clone.

        Raises: Problem, if there is no engine.
        """
        pulumi, chosen = _engine()
        environment = {
            **environ,
            **chosen,
            "PULUMI_DEBUG_COMMANDS": "true",  # the engine knows --event-log only then
        }
        return cls(pulumi, CLONE, environment, Path(environ.get("MTO_KEPT") or KEPT))

    def under(self, **variables: str | None) -> Self:
        """The same workplace with more in its environment; what is None stays as it is."""
        return replace(self, environment={**self.environment, **{k: v for k, v in variables.items() if v is not None}})

    @property
    def runs(self) -> Path:
        """The folder of the last runs' markers: one for each place where state is kept, since stacks share names."""
        backend = self.environment.get("PULUMI_BACKEND_URL", "")
        return self.kept / "runs" / sha256(backend.encode()).hexdigest()[:8]

    @property
    def project_name(self) -> str:
        """The name in Pulumi.yaml, part of the path of a stack's state; empty if it is not written plainly there."""
        folder = self.project / self.environment.get("PULUMI_OPTION_CWD", "")
        file = folder / "Pulumi.yaml"
        found = _NAME.search(file.read_text(encoding="utf-8")) if file.exists() else None
        return found[1] if found else ""


def _engine() -> tuple[Path, Mapping[str, str]]:
    try:
        return Path(find.pulumi()), find.environment()
    except EngineProblem as problem:
        raise Problem(problem.what, Place("engine"), problem.remedy) from None
