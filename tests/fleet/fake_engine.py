#!/usr/bin/env python3
"""Stands in for the engine's command line: writes what a test has put into files, and notes how it was called.

Beside it lie `calls` (one line a call), `events` (what an update writes to its event log), `wait` (seconds that an
update takes), `codes` (exit codes of updates, one a line), `said` (what an update prints), `export`,
`output`. It leaves `imported` (the last state that it was given).
"""

import json
import os
import signal
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent


def text(name: str) -> str:
    file = HERE / name
    return file.read_text() if file.exists() else ""


def main() -> int:
    args = sys.argv[1:]
    with (HERE / "calls").open("a") as calls:
        call = {"args": args, "pid": os.getpid(), "sid": os.getsid(0), "cwd": str(Path.cwd())}
        calls.write(json.dumps(call) + "\n")
    if args[0] in {"up", "destroy", "preview", "refresh"}:
        return update(args)
    if args[:2] == ["stack", "export"]:
        return give("export")
    if args[:2] == ["stack", "output"]:
        return give("output")
    if args[:2] == ["stack", "import"]:
        (HERE / "imported").write_text(Path(args[args.index("--file") + 1]).read_text())
    return 0


def give(name: str) -> int:
    if not text(name):
        sys.stderr.write("error: no stack named 'x' found\n")
        return 6
    sys.stdout.write(text(name))
    return 0


def update(args: list[str]) -> int:
    got: list[int] = []
    signal.signal(signal.SIGINT, lambda number, frame: got.append(number))
    (HERE / "ready").touch()
    with Path(args[args.index("--event-log") + 1]).open("a") as events:
        for line in text("events").splitlines():
            events.write(line + "\n")
            events.flush()
    sys.stdout.write(text("said"))
    sys.stdout.flush()
    until = time.monotonic() + float(text("wait") or 0)
    while time.monotonic() < until and not got:
        time.sleep(0.02)
    (HERE / "interrupted").write_text(str(len(got)))
    codes = text("codes").split() or ["0"]
    (HERE / "codes").write_text("\n".join(codes[1:]))
    return 8 if got else int(codes[0])


sys.exit(main())
