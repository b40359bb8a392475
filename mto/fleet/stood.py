"""What `before` holds in a stack's state: by key, what stood in the tenants before us, None where nothing did."""

import json
from collections.abc import Mapping
from typing import Any

from mto.checks.before import Stood
from mto.fleet import cli
from mto.fleet.workplace import Workplace

_BEFORE = ":Before"


def of(deployment: Mapping[str, Any]) -> Stood:
    """From a stack's exported deployment; empty where `before` has not been made."""
    stood: Stood = {}
    for resource in deployment.get("resources") or ():
        if str(resource["type"]).endswith(_BEFORE):
            stood |= json.loads((resource.get("outputs") or {}).get("stood") or "{}")
    return stood


def read(stack: str, at: Workplace) -> Stood:
    """From the engine's state of a stack; empty where there is no such stack.

    Raises: EngineRefused.
    """
    try:
        return of(cli.export(stack, at).get("deployment") or {})
    except cli.NoStack:
        return {}
