"""How Graph writes values in a query."""


def quoted(text: str) -> str:
    """A string literal of a `$filter`: a quote within it is doubled. Rests on: OData 4.01 URL conventions, 5.1.1.14."""
    return "'" + text.replace("'", "''") + "'"
