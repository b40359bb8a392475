"""What the last runs have left: what a tenant's stack says, as of when, and how the run after that ended."""

from collections.abc import Sequence

from mto.checks.finding import Finding


def last_run(verb: str, started: str, finished: str, result: str, as_of: str) -> str:
    """`as of 2026-12-02T06:12:00Z`, with how a later run ended where that one did not succeed.

    A run that has no end, and yet a result, was killed.
    """
    known = f"as of {as_of}" if as_of else ""
    if verb == "up" and result == "succeeded":
        return known
    if verb == "destroy" and result == "succeeded":
        return f"destroyed {finished}"
    how = f"{result} {finished}" if finished else f"{'was killed' if result else 'has not ended'} (began {started})"
    after = "the run after it" if known else "the last run"
    return ", ".join(filter(None, (known, f"{after} ({verb}) {how}")))


def nothing(findings: Sequence[Finding], when: str) -> str:
    """The line's middle for a stack that says nothing of itself."""
    return "" if findings or when else "never deployed from this clone"
