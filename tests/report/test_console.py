import io

import pytest

from mto.report.console import Console


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_off_a_terminal_lines_are_as_they_are() -> None:
    out = io.StringIO()
    console = Console(out)
    console.moving("contoso   working")
    console.line("pending   [bold]x[/bold] " + "y" * 300)
    console.still()
    assert out.getvalue() == "pending   [bold]x[/bold] " + "y" * 300 + "\n"


def test_a_quiet_console_prints_nothing() -> None:
    out = io.StringIO()
    console = Console(out, quiet=True)
    console.lines(["a", "b"])
    assert out.getvalue() == ""


def test_on_a_terminal_no_markup_is_read_from_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    out = Terminal()
    console = Console(out)
    console.moving("contoso   [red]working[/red]")
    console.still()
    console.line("missing   [bold]x[/bold] [/]")
    assert "[bold]x[/bold] [/]" in out.getvalue()
    assert "[red]working[/red]" in out.getvalue()
