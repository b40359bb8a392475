"""Whether what was found is something that a person must mend now: the rule behind the exit codes."""

from collections.abc import Iterable

from mto.checks.finding import Finding, Status


def is_wrong(findings: Iterable[Finding]) -> bool:
    """Whether a claim does not hold, or could have been looked at and was not. Pending is nobody's fault."""
    return any(
        finding.status is Status.MISSING or (finding.status is Status.UNKNOWN and finding.could_look)
        for finding in findings
    )
