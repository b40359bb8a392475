"""Text in columns. Nothing is wrapped or cut: what reads our lines may be a program."""

from collections.abc import Sequence

GAP = "  "


def columns(rows: Sequence[Sequence[str]], gap: str = GAP) -> list[str]:
    """Rows of cells as lines, each column as wide as its widest cell, the last one ragged."""
    widths = [
        max((len(row[i]) for row in rows if i < len(row)), default=0) for i in range(max(map(len, rows), default=0))
    ]
    return [gap.join(cell.ljust(widths[i]) for i, cell in enumerate(row)).rstrip() for row in rows]


def one_line(text: str) -> str:
    """Text from elsewhere on one line, without anything that a terminal would obey."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())
