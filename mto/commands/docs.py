"""`mto docs`: make the pages and schemas that come from the code. For those who change the project."""

from pathlib import Path

import typer

from mto.fleet.workplace import CLONE
from mto.inventory import schema
from mto.report import permissions, reference


def command() -> None:
    """Make docs/permissions.md, docs/reference.md and config/schema from the code."""
    schema.write()
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
        typer.echo(path.relative_to(CLONE))


def pages(folder: Path = CLONE / "docs") -> dict[Path, str]:
    """The generated pages, by file."""
    return {
        folder / "permissions.md": permissions.page(),
        folder / "reference.md": reference.page({name: schema.schema_of(name) for name in schema.FILES}),
    }
