"""Where lines go: a terminal, with colour and one moving line at the bottom, or anything else, as they are.

Off a terminal nothing moves, wraps or is coloured. No markup is ever read from data.
"""

import re
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console as RichConsole  # 0.1 s that no pipe has to pay
    from rich.status import Status

_COLOURS = {
    "missing": "red",
    "failed": "red",
    "problem": "red",
    "unknown": "yellow",
    "pending": "yellow",
    "next": "cyan",
}
_LEAD = re.compile(r"^(\w+) ")


class Console:
    """Prints lines. Rich is loaded on a terminal only."""

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False) -> None:
        """`quiet` prints nothing: the answer is JSON and goes another way."""
        self._stream = stream or sys.stdout
        self._quiet = quiet
        self._rich: RichConsole | None = _rich(self._stream) if self._stream.isatty() and not quiet else None
        self._moving: Status | None = None

    def line(self, text: str = "") -> None:
        """One line of text, whole."""
        if self._quiet:
            return
        if self._rich is None:
            print(text, file=self._stream, flush=True)
            return
        lead = _LEAD.match(text)
        self._rich.print(
            text, style=_COLOURS.get(lead[1]) if lead else None, markup=False, highlight=False, soft_wrap=True
        )

    def lines(self, texts: Iterable[str]) -> None:
        """Several lines."""
        for text in texts:
            self.line(text)

    def moving(self, text: str) -> None:
        """The line at the bottom that shows what is under way; nothing off a terminal."""
        if self._rich is None:
            return
        from rich.text import Text

        shown = Text(text, no_wrap=True, overflow="ellipsis")
        if self._moving is None:
            self._moving = self._rich.status(shown)
            self._moving.start()
        else:
            self._moving.update(shown)

    def still(self) -> None:
        """Take the moving line away."""
        if self._moving is not None:
            self._moving.stop()
            self._moving = None


def _rich(stream: TextIO) -> "RichConsole":
    from rich.console import Console as RichConsole

    return RichConsole(file=stream)
