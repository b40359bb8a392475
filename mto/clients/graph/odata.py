"""How values are written in a path and a query of Graph."""

from urllib.parse import quote


def quoted(text: str) -> str:
    """A string literal of a `$filter`: a quote within it is doubled. Rests on: OData 4.01 URL conventions, 5.1.1.14."""
    return "'" + text.replace("'", "''") + "'"


def segment(text: str) -> str:
    """One segment of a path: nothing in it can end the segment, as the # in a guest's name would."""
    return quote(text, safe="")
