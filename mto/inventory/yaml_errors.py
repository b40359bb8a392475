"""Errors of the YAML parser in our words. The parser's own texts are matched, never shown."""

from mto.inventory.problems import Place
from mto.inventory.source import position

WORDS = (
    ("'\\t' that cannot start", "A tab stands where YAML wants blanks.", "Indent with blanks."),
    (
        "that cannot start any token",
        "A value cannot begin with this character.",
        "Put the value in quotes.",
    ),
    (
        "mapping values are not allowed",
        "A colon stands where no key can be.",
        "Mend the indentation, or put a value that holds `: ` in quotes.",
    ),
    ("sequence entries are not allowed", "A dash stands where no list can begin.", "Begin the list on its own line."),
    ("could not find expected ':'", "A key has no colon behind it.", "Write `key: value`."),
    ("unexpected end of stream", "A quote is opened here and never closed.", "Close it."),
    ("unexpected document separator", "A quote is opened before this line and never closed.", "Close it."),
    ("unknown escape", "A backslash in double quotes means nothing here.", "Use single quotes, or double it."),
    (
        "expected escape sequence",
        "A backslash in double quotes means nothing here.",
        "Use single quotes, or double it.",
    ),
    ("expected ',' or ']'", "A list that is opened with `[` is not closed properly.", "Check commas and the `]`."),
    ("expected ',' or '}'", "A mapping that is opened with `{` is not closed properly.", "Check commas and the `}`."),
    (
        "expected <block end>",
        "This line does not continue what stands above it.",
        "Indent it like the lines that it belongs to.",
    ),
    ("expected the node content", "A value is missing here.", "Write it, or remove what stands around it."),
    ("expected '<document start>'", "Something stands here that belongs to nothing.", "Remove it."),
    ("alphabetic or numeric character", "`&` and `*` begin an anchor or alias.", "Put the value in quotes."),
    ("indentation indicators", "Behind `|` or `>` the line must end.", "Begin the text on the next line."),
)
FALLBACK = ("This line is no YAML.", "Check its indentation, quotes and brackets.")
OPENED = ("unexpected end of stream", "expected ',' or")
"""What is told where the quote or the bracket was opened, not where it was missed."""


def explained(error: Exception, text: str, last: Place) -> tuple[Place, str, str]:
    """The place within the file, what is wrong, and the remedy; `last` is the last place that was understood."""
    problem = str(getattr(error, "problem", "") or "")
    mark = getattr(error, "problem_mark", None)
    if any(words in problem for words in OPENED):
        mark = getattr(error, "context_mark", None) or mark
    place = Place(last.file, mark.line + 1, mark.column + 1) if mark else last
    what, remedy = next((words[1:] for words in WORDS if words[0] in problem), FALLBACK)
    return min(place, position(last.file, text, len(text.rstrip()))), what, remedy
