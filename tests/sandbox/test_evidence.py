"""Every behaviour names what it rests on, and what is inferred is told to the reader."""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import sandbox.cloud
from sandbox.cloud.control.service import ROUTES as CONTROL
from sandbox.cloud.evidence import Evidence, evidence_of
from sandbox.cloud.pipeline import ROOMS

README = Path(sandbox.cloud.__file__).parents[1] / "README.md"


def behaviours() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every function of the cloud that carries evidence, by its full name."""
    for module in pkgutil.walk_packages(sandbox.cloud.__path__, "sandbox.cloud."):
        if module.name.endswith(".server"):
            continue
        loaded = importlib.import_module(module.name)
        for owner in (loaded, *(v for v in vars(loaded).values() if isinstance(v, type))):
            if getattr(owner, "__module__", module.name) != module.name:
                continue
            for name, value in vars(owner).items():
                if callable(value) and getattr(value, "__module__", "") == module.name and evidence_of(value):
                    yield f"{module.name.removeprefix('sandbox.cloud.')}.{name}", value


def inferred() -> list[tuple[str, Evidence]]:
    return sorted(
        ((n, e) for n, f in behaviours() for e in evidence_of(f) if e.inferred), key=lambda p: (p[0], p[1].source)
    )


def test_every_route_rests_on_something() -> None:
    routes = [route for room in ROOMS.values() for route in room.router.routes]
    assert len(routes) > 50
    assert [f"{r.method} {r.path}" for r in (*routes, *CONTROL) if not evidence_of(r.handler)] == []


def test_every_service_route_needs_a_permission_unless_none_is_asked() -> None:
    open_to_all = {"login", "arm", "portal"}
    for room in ROOMS.values():
        for route in room.router.routes:
            assert route.needs or room.name in open_to_all, route.path


def test_the_readme_lists_all_that_is_inferred() -> None:
    listed = re.findall(r"^- `([\w.]+)`: (.+)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert listed == [(name, evidence.source) for name, evidence in inferred()]
