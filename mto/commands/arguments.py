"""What several verbs let a person say on the command line."""

from pathlib import Path
from typing import Annotated

import typer

Tenants = Annotated[
    list[str] | None,
    typer.Argument(metavar="TENANT", help="Names of tenants' files; `home` is one too. All, unsaid."),
]
Refresh = Annotated[bool, typer.Option("--refresh", help="Look first at what is really there, and repair drift.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", envvar="MTO_ON", help="The day, as 2026-12-02.")]
Config = Annotated[
    Path | None, typer.Option("--config", metavar="DIR", envvar="MTO_CONFIG", help="Folder of the tenants' files.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
