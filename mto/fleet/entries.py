"""Objects of our own kinds that a killed run may have made: entered into the engine's state, for a refresh to settle.

The engine can import no resource of a dynamic provider. An entry that holds what was asked for, and none of what only a
creation that ended would add, tells the provider's `read` that the creation was cut off: it then finds the object and
says whose it is, or says that it is gone.

Rests on: measured runs (a written entry is taken by `stack import`, and a refresh reads it).
"""

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mto.fleet import cli
from mto.fleet.half_made import HalfMade
from mto.fleet.workplace import Workplace

_ID = "unknown"
"""An id that the refresh replaces; the engine takes no resource without one."""


def bring_in(stack: str, half: Iterable[HalfMade], at: Workplace) -> None:
    """Enter each object of a kind of ours. Raises: EngineRefused."""
    own = {each.urn: each for each in half if each.own}
    if not own:
        return
    state = cli.export(stack, at)
    deployment = state["deployment"]
    operations = deployment.get("pending_operations") or []
    pending = {op["resource"]["urn"]: op["resource"] for op in operations if op["type"] == "creating"}
    deployment["pending_operations"] = [op for op in operations if op["resource"]["urn"] not in own]
    deployment["resources"] += [_entry(pending.get(urn) or _state(each)) for urn, each in own.items()]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "state.json"
        file.write_text(json.dumps(state), encoding="utf-8")
        cli.call(at, stack, "stack", "import", "--stack", stack, "--file", str(file))


def _entry(state: dict[str, Any]) -> dict[str, Any]:
    return {**state, "id": _ID, "outputs": state["inputs"]}


def _state(each: HalfMade) -> dict[str, Any]:
    return {"custom": True, **each.as_data()}
