"""What a person sees while steps run: one moving line a step on a terminal, plain lines elsewhere."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from types import TracebackType
from typing import TextIO

NAME_WIDTH = 20
TEXT_WIDTH = 60
FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
REDRAW = 0.1
"""Seconds between two pictures on a terminal."""
PATIENCE = 2.0
"""Seconds after which a plain line says that a step is at work."""
REMINDER = 30.0
"""Seconds between two plain lines of one step."""


def minutes(seconds: float) -> str:
    """Write a duration as `3:14`."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


class Row:
    """One step: its name, what it is doing now, and how it ended."""

    def __init__(self, board: Board, name: str) -> None:
        self._board = board
        self.name = name
        self.started = time.monotonic()
        self.next_plain = self.started + PATIENCE
        self.text = ""

    def says(self, text: str) -> None:
        """Say what the step is doing now."""
        self.text = text

    def done(self, text: str) -> None:
        """Say what the step made; the line stays."""
        self._board.settle(self, text)

    def line(self, text: str) -> str:
        """Lay out the step's line: name, text, and the time it has taken where that is a second or more."""
        taken = time.monotonic() - self.started
        return f"{self.name:<{NAME_WIDTH}} {text:<{TEXT_WIDTH}} {minutes(taken) if taken >= 1 else ''}".rstrip()


class Board:
    """All steps under way. Use it as a context: leaving it takes moving lines away and keeps the settled ones."""

    def __init__(self, out: TextIO = sys.stdout) -> None:
        self._out = out
        self._moves = out.isatty()
        self._rows: list[Row] = []
        self._drawn = 0
        self._frame = 0
        self._guard = threading.Lock()
        self._over = threading.Event()
        self._painter = threading.Thread(target=self._paint, daemon=True)

    def row(self, name: str) -> Row:
        """Begin a step."""
        row = Row(self, name)
        with self._guard:
            self._rows.append(row)
        return row

    def settle(self, row: Row, text: str) -> None:
        """End a step with the line that stays."""
        with self._guard:
            self._rows.remove(row)
            self._clear()
            self._out.write(row.line(text) + "\n")
            self._draw()

    def __enter__(self) -> Board:
        """Begin to paint."""
        self._painter.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop painting."""
        self._over.set()
        self._painter.join()
        with self._guard:
            self._clear()
            self._out.flush()

    def _paint(self) -> None:
        while not self._over.wait(REDRAW):
            with self._guard:
                if self._moves:
                    self._clear()
                    self._draw()
                else:
                    self._remind()

    def _clear(self) -> None:
        if self._drawn:
            self._out.write(f"\x1b[{self._drawn}A\x1b[J")
            self._drawn = 0

    def _draw(self) -> None:
        if self._moves:
            self._frame += 1
            width = shutil.get_terminal_size().columns - 1
            for row in self._rows:
                spinner = FRAMES[self._frame % len(FRAMES)]
                self._out.write(row.line(f"{spinner} {row.text}")[:width] + "\n")
            self._drawn = len(self._rows)
        self._out.flush()

    def _remind(self) -> None:
        now = time.monotonic()
        for row in self._rows:
            if row.text and now >= row.next_plain:
                row.next_plain = now + REMINDER
                self._out.write(row.line(f"{row.text} …") + "\n")
        self._out.flush()
