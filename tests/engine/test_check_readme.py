"""Which lines of a document are run, and that the first failure ends it."""

from pathlib import Path

import pytest

from tests.check_readme import commands, main

DOCUMENT = """
```console
$ echo one   # a comment
output
$ cd / && \\
    pwd
```
```sh
$ echo never
```
<!-- not run: it needs a tenant -->
```console
$ echo never
```
"""


def test_only_commands_of_console_blocks_are_run() -> None:
    assert [(command.line, command.text) for command in commands(DOCUMENT)] == [
        (3, "echo one   # a comment"),
        (5, "cd / && \\\n    pwd"),
    ]


def test_commands_share_one_shell(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("```console\n$ here=shared # so\n$ echo is $here\n```\n")
    assert main(tmp_path / "README.md") == 0
    assert "is shared\n" in capfd.readouterr().out


def test_first_failure_ends_it_and_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("```console\n$ false # it's so\n$ echo after\n```\n")
    assert main(tmp_path / "README.md") == 1
    said = capfd.readouterr()
    assert "README.md:2: exit code 1" in said.err
    assert "after" not in said.out


def test_document_without_commands_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Nothing\n")
    assert main(tmp_path / "README.md") == 1
