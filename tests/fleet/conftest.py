import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mto.fleet.workplace import Workplace


class Engine:
    """A fake command line of the engine in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cli = folder / "pulumi"
        shutil.copy(Path(__file__).with_name("fake_engine.py"), self.cli)
        lines = self.cli.read_text().splitlines()
        self.cli.write_text("\n".join([f"#!{sys.executable}", *lines[1:]]) + "\n")
        self.cli.chmod(0o755)
        (folder / "Pulumi.yaml").write_text("name: mto\nruntime: python\n")
        state = folder / "state"
        environment = {"PATH": "/usr/bin:/bin", "PULUMI_BACKEND_URL": f"file://{state}"}
        self.at = Workplace(self.cli, folder, environment, folder / "kept")

    def put(self, name: str, text: object) -> None:
        (self.folder / name).write_text(text if isinstance(text, str) else json.dumps(text))

    def events(self, *events: dict[str, Any]) -> None:
        self.put("events", "".join(json.dumps(event) + "\n" for event in events))

    @property
    def calls(self) -> list[list[str]]:
        file = self.folder / "calls"
        return [json.loads(line)["args"] for line in file.read_text().splitlines()] if file.exists() else []

    @property
    def verbs(self) -> list[str]:
        return [" ".join(a for a in args[:2] if not a.startswith("-")) for args in self.calls]

    def lock(self, stack: str, **content: object) -> Path:
        folder = self.folder / "state" / ".pulumi" / "locks" / "organization" / "mto" / stack
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "1.json"
        file.write_text(json.dumps(content))
        return file


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return Engine(tmp_path)


URN = "urn:pulumi:contoso::mto::mto:components:ManagedTenant$azuread:index/group:Group::tier1"


@pytest.fixture
def step() -> Callable[..., dict[str, Any]]:
    """One event of a step, as the engine writes it."""

    def make(op: str, name: str = "tier1", kind: str = "azuread:index/group:Group", **more: Any) -> dict[str, Any]:
        urn = f"urn:pulumi:contoso::mto::mto:components:ManagedTenant${kind}::{name}"
        state = {"type": kind, "urn": urn, "custom": True, "id": f"id-{name}", "inputs": {}, **more.pop("state", {})}
        metadata = {"op": op, "urn": urn, "type": kind, "old": state, "new": None if op == "delete" else state, **more}
        return {"resOutputsEvent": {"metadata": metadata}}

    return make
