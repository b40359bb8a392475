"""The resource plugins of the SDKs that the lock names: real ones that the person has installed, else stand-ins.

They lie in the clone's own Pulumi home, so that a run on the clone's own state never fetches one and never starts
another. Which is which is written to `plugins.json` for whoever tells the person.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mto.engine import build
from mto.engine.children import Children
from mto.engine.places import Places
from mto.engine.progress import Row
from mto.engine.stamps import write_whole

NOT_PLUGINS = frozenset({"policy"})


@dataclass(frozen=True)
class Plugin:
    """A resource plugin in the version that its locked SDK asks for."""

    name: str
    version: str

    @property
    def folder(self) -> str:
        """The name of its folder, by which the engine finds it."""
        return f"resource-{self.name}-v{self.version}"

    @property
    def binary(self) -> str:
        """The name of its program."""
        return f"pulumi-resource-{self.name}"


def asked(places: Places) -> Iterator[Plugin]:
    """Give the plugins of the SDKs that the lock names."""
    lock = (places.root / "requirements.lock").read_text(encoding="utf-8")
    for name, version in re.findall(r"^pulumi-([a-z0-9-]+)==(\S+)", lock, re.MULTILINE):
        if name not in NOT_PLUGINS:
            yield Plugin(name, version)


def install(places: Places, children: Children, row: Row, stand_ins: Path | None) -> bool:
    """Link the real plugins and build stand-ins for the others; say whether anything was built.

    Raises: EngineProblem.
    """
    home = places.pulumi_home / "plugins"
    home.mkdir(parents=True, exist_ok=True)
    kinds: dict[str, str] = {}
    wanted: list[build.Program] = []
    for plugin in asked(places):
        real = real_home(places) / plugin.folder
        sources = sorted((stand_ins / plugin.name).rglob("*")) if stand_ins else []
        if (real / plugin.binary).exists() and not real.with_name(f"{plugin.folder}.partial").exists():
            _link(real, home / plugin.folder)
            kinds[plugin.name] = "real"
        elif stand_ins and any(source.suffix == ".go" for source in sources):
            kinds[plugin.name] = "stand-in"
            wanted.append(_stand_in(places, stand_ins, plugin, sources))
        else:
            kinds[plugin.name] = "missing"
    write_whole(places.environment_file.with_name("plugins.json"), json.dumps(kinds, indent=2) + "\n")
    return build.build(places, children, row, wanted)


def _stand_in(places: Places, stand_ins: Path, plugin: Plugin, sources: list[Path]) -> build.Program:
    """Say how a stand-in is built, and make room for it where a real plugin was linked before."""
    folder = places.pulumi_home / "plugins" / plugin.folder
    target = folder / plugin.binary
    if target.is_symlink():
        shutil.rmtree(folder)
    package = f"./{os.path.relpath(stand_ins / plugin.name, places.root)}"
    return build.Program(package, target, build.go_sources(sources))


def real_home(places: Places) -> Path:
    """Give the folder of the plugins that the person has installed, never the clone's own."""
    named = Path(os.environ.get("PULUMI_HOME", ""))
    own = Path.home() / ".pulumi"
    return (own if named in {Path(), places.pulumi_home} else named) / "plugins"


def _link(real: Path, here: Path) -> None:
    """Link each file of a real plugin into a folder of ours: the engine passes over a folder that is a link."""
    if all((here / file.name).resolve() == file.resolve() for file in real.iterdir()):
        return
    draft = here.with_name(f".{here.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    for file in real.iterdir():
        (draft / file.name).symlink_to(file)
    shutil.rmtree(here, ignore_errors=True)
    draft.rename(here)
