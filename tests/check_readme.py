"""Runs a document's commands as a new user would: the `$ ` lines of its ```console blocks, in order, in one shell.

The first command that fails ends it. A block below a line `<!-- not run: REASON -->` is passed over.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NOT_RUN = re.compile(r"<!-- not run: \S.*-->")


@dataclass(frozen=True)
class Command:
    """One command and the line of the document where it begins."""

    line: int
    text: str


def commands(document: str) -> Iterator[Command]:
    """Give the commands of a document; one whose line ends with a backslash goes on in the next."""
    inside = skipped = False
    open_command: Command | None = None
    before = ""
    for number, line in enumerate(document.splitlines(), 1):
        if line.strip().startswith("```"):
            inside = not inside and line.strip() == "```console"
            skipped = NOT_RUN.fullmatch(before.strip()) is not None
        elif inside and not skipped:
            if open_command:
                open_command = Command(open_command.line, f"{open_command.text}\n{line}")
            elif line.startswith("$ "):
                open_command = Command(number, line.removeprefix("$ "))
            if open_command and not line.endswith("\\"):
                yield open_command
                open_command = None
        if line.strip():
            before = line


def script(wanted: list[Command], name: str) -> str:
    """Write the shell script that shows each command, runs it, and ends at the first that fails."""
    lines = []
    for command in wanted:
        shown = "'" + f"$ {command.text}".replace("'", "'\\''") + "'"
        lines += [
            f"printf '%s\\n' {shown}",
            command.text,
            f'code=$?; [ $code -eq 0 ] || {{ echo "{name}:{command.line}: exit code $code" >&2; exit 1; }}',
        ]
    return "\n".join([*lines, ""])


def main(path: Path) -> int:
    """Run a document's commands where it lies and give the exit code."""
    wanted = list(commands(path.read_text(encoding="utf-8")))
    if not wanted:
        print(f"{path.name} has no command to run.", file=sys.stderr)  # noqa: T201 - a command's output
        return 1
    shell = ["bash", "-c", script(wanted, path.name)]
    return subprocess.run(shell, cwd=path.resolve().parent, stdin=subprocess.DEVNULL, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
