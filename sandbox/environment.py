"""The variables that make a program run in the sandbox, and the file that a shell reads them from.

Leaves the engine's own variables to its set-up, which may leave them in `.mto/engine/environment.json`:
{"path": [folders], "variables": {name: value}}.
"""

import json
import os
import shlex
from pathlib import Path

from sandbox.instance import ROOT, Instance

DEFAULT_FOLDER = ROOT / ".mto" / "sandbox"
ENGINE_FILE = ROOT / ".mto" / "engine" / "environment.json"
DEPLOY_APP = "7b1d2c44-90aa-4f0b-8a53-1e6c0d9f2b77"


def variables(instance: Instance, wait_factor: int) -> dict[str, str]:
    """Give the variables of the sandbox itself."""
    secrets = json.loads((instance.folder / "secrets.json").read_text())
    proxy, authority = f"http://127.0.0.1:{instance.proxy}", str(instance.folder / "ca.pem")
    loopback = "127.0.0.1,localhost"
    return {
        "HTTPS_PROXY": proxy,
        "https_proxy": proxy,
        "NO_PROXY": loopback,
        "no_proxy": loopback,
        "SSL_CERT_FILE": authority,
        "REQUESTS_CA_BUNDLE": authority,
        "ARM_CLIENT_ID": DEPLOY_APP,
        "ARM_CLIENT_SECRET": secrets[DEPLOY_APP],
        "MTO_HOME_FILE": str(ROOT / "sandbox" / "home.yaml"),
        "MTO_PORTAL_SESSIONS": str(instance.folder / "sessions"),
        "MTO_SANDBOX": instance.address,
        "MTO_SANDBOX_WAIT_FACTOR": str(wait_factor),
    }


def engine() -> tuple[list[str], dict[str, str]]:
    """Give the engine's folders for PATH and its variables, empty if it is not set up."""
    try:
        known = json.loads(ENGINE_FILE.read_text())
    except FileNotFoundError:
        return [], {}
    return [str(p) for p in known.get("path", [])], {k: str(v) for k, v in known.get("variables", {}).items()}


def for_child(instance: Instance, wait_factor: int) -> dict[str, str]:
    """Give a whole environment for a command: ours, the engine's, the sandbox's, the last one winning."""
    folders, engine_variables = engine()
    path = os.pathsep.join([*folders, os.environ.get("PATH", "")])
    return {**os.environ, **engine_variables, "PATH": path, **variables(instance, wait_factor)}


def write_file(instance: Instance, wait_factor: int) -> Path:
    """Write the file for `. .mto/env`, readable by its owner alone; it holds a secret of the sandbox."""
    path = ROOT / ".mto" / "env" if instance.folder == DEFAULT_FOLDER else instance.folder / "env"
    folders, engine_variables = engine()
    lines = ["# Written by `python -m sandbox.run start`: . this file, and programs run in the sandbox."]
    for folder in reversed(folders):
        quoted = shlex.quote(folder)
        lines.append(f'case ":$PATH:" in *:{quoted}:*) ;; *) PATH={quoted}:"$PATH" ;; esac')
    lines.append("export PATH")
    lines += [
        f"export {k}={shlex.quote(v)}" for k, v in {**engine_variables, **variables(instance, wait_factor)}.items()
    ]
    draft = path.with_name(path.name + ".draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write("\n".join(lines) + "\n")
    draft.replace(path)
    return path
