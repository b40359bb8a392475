"""Tells each claim that does not hold as one error line of the run.

Telling is all: an exception from an apply would end the run before its deletions, and a leaver would keep access while
something else is missing (measured).
"""

import pulumi

from mto.checks.finding import Status, from_json


def tell_what_is_missing(findings: pulumi.Output[str]) -> None:
    """Log one line a finding that is `missing`; an up alone, since a preview's look may be older."""
    if not pulumi.runtime.is_dry_run():
        findings.apply(_tell)


def _tell(text: str) -> None:
    for finding in from_json(text):
        if finding.status is Status.MISSING:
            pulumi.log.error(f"missing: {finding.title}: {finding.evidence}")
