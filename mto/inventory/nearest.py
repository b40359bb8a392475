"""The known name that a person probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str]) -> str:
    """The closest known name, however it is capitalised; empty if none is close."""
    folded = {candidate.casefold(): candidate for candidate in sorted(known, reverse=True)}
    found = get_close_matches(name[:200].casefold(), folded, n=1)
    return folded[found[0]] if found else ""


def hint(name: str, known: Iterable[str]) -> str:
    """` Did you mean …?` with a blank before it, empty if no name is close."""
    near = nearest(name, known)
    return f" Did you mean `{near}`?" if near else ""
