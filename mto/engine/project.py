"""A project of this clone's own beside the one for real tenants: state, passphrase and stacks stay in `.mto`.

The variables that lead the engine there are written to `environment.json`; whoever starts a run adds them to its own.
"""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from urllib.parse import quote

from mto.engine import find
from mto.engine.places import Places
from mto.engine.problems import EngineProblem
from mto.engine.stamps import write_whole


def prepare(places: Places) -> None:
    """Write the project, its state's folder and passphrase, and the variables that lead there.

    Raises: EngineProblem.
    """
    places.state.mkdir(parents=True, exist_ok=True, mode=0o700)
    places.state.chmod(0o700)
    (places.project / "stacks").mkdir(parents=True, exist_ok=True)
    if not places.passphrase.exists():
        if any(places.state.rglob("*.json")):
            raise EngineProblem(
                f"The state in {places.state} has lost its passphrase ({places.passphrase}).",
                "Bring the file back, or run `make clean`, which forgets that state.",
            )
        write_whole(places.passphrase, secrets.token_urlsafe(32) + "\n", mode=0o600)
    _write_if_other(places.project / "Pulumi.yaml", _project_file(places))
    _write_if_other(places.environment_file, json.dumps(environment(places), indent=2) + "\n")


def environment(places: Places) -> dict[str, list[str] | dict[str, str]]:
    """Give what a run on this clone's own state needs: `path`, folders to go before PATH, and `variables`.

    Raises: NoEngine.
    """
    return {
        "path": [str(find.pulumi().parent), str(places.venv / "bin")],
        "variables": {
            "PULUMI_HOME": str(places.pulumi_home),
            "PULUMI_BACKEND_URL": "file://" + quote(str(places.state)),
            "PULUMI_CONFIG_PASSPHRASE_FILE": str(places.passphrase),
            "PULUMI_OPTION_CWD": str(places.project),
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        },
    }


def _project_file(places: Places) -> str:
    options = {"toolchain": "pip", "virtualenv": str(places.venv)}
    return (
        "# Generated at set-up. The project for real tenants is Pulumi.yaml of the clone.\n"
        "name: mto\n"
        "main: ../..\n"
        f"runtime: {json.dumps({'name': 'python', 'options': options})}\n"
        "stackConfigDir: stacks\n"
    )


def _write_if_other(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        write_whole(path, text)
