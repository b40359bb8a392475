"""Names that Microsoft defines, as dated data that is read offline. Entra's roles have a module of their own."""

from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent


@cache
def azure_roles() -> tuple[str, ...]:
    """The built-in Azure roles that work with Sentinel's data can need."""
    return tuple(lines("azure_roles.txt"))


@cache
def defender_permissions() -> dict[str, tuple[str, ...]]:
    """The permissions of unified RBAC by the portal's group."""
    return _sections("defender_permissions.txt")


@cache
def short_names() -> dict[str, tuple[str, ...]]:
    """Data sources, connectors and regions by the heading of `names.txt`."""
    return _sections("names.txt")


def lines(file: str) -> list[str]:
    """The lines of a data file, comments and empty ones aside."""
    text = (FOLDER / file).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _sections(file: str) -> dict[str, tuple[str, ...]]:
    sections: dict[str, list[str]] = {}
    heading = ""
    for line in lines(file):
        if line.startswith("["):
            heading = line.strip("[]")
        else:
            sections.setdefault(heading, []).append(line)
    return {name: tuple(found) for name, found in sections.items()}
