import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import typer

from mto.commands import main
from mto.inventory.problems import Place, Problem


def app_that(does: Callable[[], None]) -> Callable[[Sequence[str]], typer.Typer]:
    def app_for(args: Sequence[str]) -> typer.Typer:
        app = typer.Typer(pretty_exceptions_enable=False)
        app.callback()(lambda: None)

        @app.command("go")
        def go(as_json: bool = typer.Option(False, "--json")) -> None:
            does()

        return app

    return app_for


def raising(error: BaseException) -> Callable[[], None]:
    def does() -> None:
        raise error

    return does


BAD = Problem("It is locked.", Place("contoso"), "Wait.")


def test_a_problem_is_two_lines_and_exit_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.exit_code(["go"], app_that(raising(BAD))) == 1
    assert capsys.readouterr().err == "contoso\n    It is locked. Wait.\n"


def test_a_problem_is_json_where_json_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.exit_code(["go", "--json"], app_that(raising(BAD))) == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["what"] == "It is locked."


def test_ctrl_c_is_one_line_and_exit_code_130(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.exit_code(["go"], app_that(raising(KeyboardInterrupt()))) == 130
    assert capsys.readouterr().err.strip() == "Interrupted."


def test_a_verbs_exit_code_is_handed_on() -> None:
    assert main.exit_code(["go"], app_that(raising(typer.Exit(7)))) == 7
    assert main.exit_code(["go"], app_that(lambda: None)) == 0


def test_a_fault_of_ours_is_one_line_and_its_trace_a_file_for_the_owner(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.exit_code(["go"], app_that(raising(ZeroDivisionError("at all")))) == 1
    said = capsys.readouterr().err
    assert said.startswith("mto\n    mto itself failed: ZeroDivisionError: at all. Please report it with ")
    assert "Traceback" not in said
    path = Path(said.split(" with ")[1].strip())
    assert "ZeroDivisionError: at all" in path.read_text()
    assert path.stat().st_mode & 0o777 == 0o600
    path.unlink()


@pytest.mark.parametrize("args", [["uo"], ["unlock"], ["unlock", "a", "--nonsense"]])
def test_wrong_use_is_exit_code_2_in_plain_words(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main.exit_code(args) == 2
    said = capsys.readouterr().err
    assert said.startswith("Usage: mto")
    assert "Traceback" not in said


def test_one_verb_imports_no_other() -> None:
    for name in [name for name in sys.modules if name.startswith("mto.commands.") and name != "mto.commands.main"]:
        del sys.modules[name]
    main.app_for(["unlock", "contoso"])
    assert "mto.commands.up" not in sys.modules
    assert "mto.commands.unlock" in sys.modules


def test_every_verb_of_the_help_is_there() -> None:
    for verb in ("up", "preview", "destroy", "verify", "status", "show", "validate", "registration", "unlock"):
        assert [command.name for command in main.app_for([verb]).registered_commands] == [verb]
