"""One instance of the sandbox from outside: start it, find it, stop it. Its own process is `sandbox.cloud.server`."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PATIENCE = 20.0  # seconds for a start on a loaded machine


class InstanceError(Exception):
    """An instance that does not start, or does not stop."""


@dataclass(frozen=True)
class Instance:
    """Where an instance lives and answers."""

    folder: Path
    pid: int
    proxy: int
    control: int

    @property
    def address(self) -> str:
        """The control interface."""
        return f"http://127.0.0.1:{self.control}"

    def ask(self, method: str, path: str) -> Any:
        """Call the control interface, past any proxy."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        request = urllib.request.Request(self.address + path, method=method)  # noqa: S310 - always http on loopback
        with opener.open(request, timeout=5) as answer:
            return json.loads(answer.read() or b"null")

    def answers(self) -> bool:
        """Tell whether the instance is there, by asking it."""
        try:
            self.ask("GET", "/status")
        except (OSError, ValueError):
            return False
        return True


def find(folder: Path) -> Instance | None:
    """Find the running instance of a directory."""
    try:
        known = json.loads((folder / "server.json").read_text())
        instance = Instance(folder, known["pid"], known["proxy"], known["control"])
    except (OSError, ValueError, KeyError):
        return None
    return instance if instance.answers() else None


def start(folder: Path, *, lag: float | None = None, bound_to_us: bool = False) -> Instance:
    """Start an instance, or give the one that runs. Bound to us, it leaves when we do, however we end."""
    running = find(folder)
    if running:
        return running
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "sandbox.cloud.server", "--dir", str(folder)]
    command += ["--lag", str(lag)] if lag is not None else []
    command += ["--parent", str(os.getpid())] if bound_to_us else []
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        instance = find(folder)
        if instance and instance.pid == process.pid:
            return instance
        if process.poll() is not None:
            break
        time.sleep(0.02)
    raise InstanceError(f"the sandbox did not start; see {folder / 'server.log'}")


def stop(folder: Path) -> bool:
    """Stop the instance of a directory; False if none ran."""
    instance = find(folder)
    if instance is None:
        return False
    instance.ask("POST", "/stop")
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if not _alive(instance.pid):
            return True
        time.sleep(0.02)
    os.kill(instance.pid, signal.SIGKILL)
    return True


def _alive(pid: int) -> bool:
    try:
        finished, _ = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        finished = 0
    if finished:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
