"""The sandbox's command: `python -m sandbox.run start|stop|status|env`, or `… -- COMMAND` with one of its own."""

import argparse
import json
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from sandbox import environment, instance

LAG = 0.3  # seconds
PLUGINS_FILE = environment.ENGINE_FILE.with_name("plugins.json")


def main(arguments: list[str]) -> int:
    """Do what the command line says and give the exit code."""
    command: list[str] = []
    if "--" in arguments:
        place = arguments.index("--")
        arguments, command = arguments[:place], arguments[place + 1 :]
    parser = argparse.ArgumentParser(prog="python -m sandbox.run", description=__doc__)
    parser.add_argument("verb", nargs="?", choices=("start", "stop", "status", "env"))
    parser.add_argument("--dir", type=Path, help="where everything of this instance lives (default .mto/sandbox)")
    parser.add_argument("--wait-factor", type=int, default=20, help="stand-ins divide the real plugins' waits by this")
    parser.add_argument("--no-lag", action="store_true", help="readers see every change at once")
    asked = parser.parse_args(arguments)
    if bool(asked.verb) == bool(command):
        parser.error("say start, stop, status or env, or -- COMMAND")
    lag = 0.0 if asked.no_lag else LAG
    try:
        if command:
            return _private(asked.dir, asked.wait_factor, lag, command)
        folder = (asked.dir or environment.DEFAULT_FOLDER).resolve()
        return _VERBS[asked.verb](folder, asked.wait_factor, lag)
    except instance.InstanceError as error:
        print(error, file=sys.stderr)
        return 1


def _start(folder: Path, wait_factor: int, lag: float) -> int:
    running = instance.start(folder, lag=lag)
    environment.write_file(running, wait_factor)
    _show(running)
    return 0


def _stop(folder: Path, _wait_factor: int, _lag: float) -> int:
    print("Sandbox   stopped" if instance.stop(folder) else "Sandbox   was not running")
    return 0


def _status(folder: Path, _wait_factor: int, _lag: float) -> int:
    running = instance.find(folder)
    if running is None:
        print("Sandbox   not running")
        return 1
    _show(running)
    return 0


def _env(folder: Path, wait_factor: int, _lag: float) -> int:
    running = instance.find(folder)
    if running is None:
        print("Sandbox   not running", file=sys.stderr)
        return 1
    print(environment.write_file(running, wait_factor))
    return 0


_VERBS = {"start": _start, "stop": _stop, "status": _status, "env": _env}


def _show(running: instance.Instance) -> None:
    tenants = len(running.ask("GET", "/status")["tenants"])
    print(f"Sandbox              1 home tenant and {tenants - 1} customers, on 127.0.0.1:{running.proxy}")
    missing = _stand_ins()
    if missing:
        are = "a stand-in" if len(missing) == 1 else "stand-ins"
        why = 'the real plugins are not installed; README, "Real plugins"'
        print(f"{' ' * 21}{', '.join(missing)}: {are} ({why})")


def _stand_ins() -> list[str]:
    """Give the plugins that are stand-ins, as the engine's set-up has noted; before it has run, nobody knows."""
    try:
        noted = json.loads(PLUGINS_FILE.read_text())
    except FileNotFoundError:
        return []
    return [name for name, what in noted.items() if what == "stand-in"]


def _private(folder: Path | None, wait_factor: int, lag: float, command: list[str]) -> int:
    """Run a command in a sandbox of its own and give the command's exit code."""
    made = Path(tempfile.mkdtemp(prefix="mto-sandbox-")) if folder is None else None
    place = made or (folder or Path()).resolve()
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the command's; we stay to clean up
    try:
        running = instance.start(place, lag=lag, bound_to_us=True)
        child = subprocess.Popen(
            command,
            env=environment.for_child(running, wait_factor),
            preexec_fn=lambda: signal.signal(signal.SIGINT, previous),  # noqa: PLW1509 - single-threaded here
        )
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        code = child.wait()
        return code if code >= 0 else 128 - code
    finally:
        instance.stop(place)
        if made:
            shutil.rmtree(made, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
