"""Where a run takes place: the engine, the project, the environment, and the clone's folder of what a run leaves."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Self

from mto.inventory.problems import Place, Problem

CLONE = Path(__file__).resolve().parents[2]
KEPT = CLONE / ".mto"
"""Everything that a run leaves behind lies below this folder, which git ignores."""


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
        """The workplace of this clone. What stands in the environment wins over what set-up has chosen.

        Raises: Problem, if there is no engine.
        """
        pulumi, chosen = _engine()
        environment = {
            **chosen,
            **environ,
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_DEBUG_COMMANDS": "true",  # the engine knows --event-log only then
        }
        return cls(pulumi, CLONE, environment)

    def under(self, day: str | None = None, config: Path | None = None, app: str | None = None) -> Self:
        """The same workplace with the day, the folder of the inventory and the application that this run uses."""
        more = {"MTO_ON": day, "MTO_CONFIG": str(config.resolve()) if config else None, "ARM_CLIENT_ID": app}
        return replace(self, environment={**self.environment, **{k: v for k, v in more.items() if v}})


def _engine() -> tuple[Path, Mapping[str, str]]:
    if find_spec("mto.engine.find") is not None:
        from mto.engine import find  # noqa: PLC0415

        return Path(find.pulumi()), find.environment()
    found = shutil.which("pulumi")
    if found is None:
        raise Problem("There is no Pulumi engine on PATH.", Place("pulumi"), "Run `make up`, which builds one.")
    return Path(found), {}
