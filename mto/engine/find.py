"""Which Pulumi CLI a run uses, and the variables that it needs to find its own parts.

A CLI on PATH that is recent enough and whole goes first; else the one that this clone has built. Nothing is built here.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from pathlib import Path

from mto.engine.places import PULUMI_VERSION, Places
from mto.engine.problems import EngineProblem
from mto.engine.versions import version_in

PARTS = ("pulumi-language-python", "pulumi-language-python-exec", "pulumi-resource-pulumi-python")
"""What a CLI needs beside it, or on PATH, to run a Python program with dynamic resources."""


class NoEngine(EngineProblem):
    """No Pulumi CLI that can run this project is there."""


@functools.cache
def pulumi() -> Path:
    """Give the path of the CLI to use.

    Raises: NoEngine, which says what is there instead and what to do.
    """
    found, lacking = on_path()
    built = Places().binaries / "pulumi"
    if found:
        return found
    if built.exists():
        return built
    raise NoEngine(
        f"There is no Pulumi engine to run with ({lacking}), and this clone has built none.",
        f"Run `make up`, which builds one, or install Pulumi {PULUMI_VERSION} or later.",
    )


def on_path() -> tuple[Path | None, str]:
    """Give the CLI of PATH if it can run this project, else None and why not. The one built here is none of PATH's."""
    own = Places().binaries.resolve()
    folders = [folder for folder in os.get_exec_path() if Path(folder).resolve() != own]
    found = shutil.which("pulumi", path=os.pathsep.join(folders))
    if found is None:
        return None, "none on PATH"
    lacking = what_lacks(Path(found))
    return (Path(found), "") if lacking is None else (None, lacking)


def environment() -> dict[str, str]:
    """Give the variables to add to a run of the CLI: its own folder first on PATH, and no search for updates.

    Raises: NoEngine.
    """
    folder = str(pulumi().parent)
    return {
        "PATH": os.pathsep.join([folder, os.environ.get("PATH", os.defpath)]),
        "PULUMI_SKIP_UPDATE_CHECK": os.environ.get("PULUMI_SKIP_UPDATE_CHECK", "true"),
    }


def what_lacks(cli: Path) -> str | None:
    """Say why a CLI cannot run this project, None if it can."""
    try:
        said = subprocess.run(
            [cli, "version"],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
            env={**os.environ, "PULUMI_SKIP_UPDATE_CHECK": "true"},
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return f"{cli} does not answer `pulumi version`"
    if version_in(said) < version_in(PULUMI_VERSION):
        return f"{cli} is {said.strip()}, older than {PULUMI_VERSION}"
    around = os.pathsep.join([str(cli.resolve().parent), str(cli.parent), os.environ.get("PATH", "")])
    missing = [part for part in PARTS if shutil.which(part, path=around) is None]
    return f"{cli} comes without {missing[0]}" if missing else None
