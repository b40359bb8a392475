"""Findings that do not hold, as blocks: what, seen how, what is lost, who mends it, how, until when."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from mto.checks.finding import Finding, Status
from mto.report.columns import one_line

_INDENT = " " * 10
_ORDER = {Status.MISSING: 0, Status.UNKNOWN: 1, Status.PENDING: 2}


def blocks(stack: str, findings: Iterable[Finding]) -> list[str]:
    """Lines for all findings of a tenant that are not `ok`, the worst first."""
    open_ones = sorted((f for f in findings if f.status is not Status.OK), key=lambda f: _ORDER[f.status])
    return [line for finding in _gathered(open_ones) for line in block(stack, finding)]


def block(stack: str, finding: Finding) -> list[str]:
    """The lines of one finding."""
    seen = f": {one_line(finding.evidence)}" if finding.evidence else ""
    proof = f"    proof: {finding.proof}" if finding.status is Status.MISSING else ""
    head = f"{finding.status:<10}{stack}: {one_line(finding.title)}{seen}{proof}"
    how = " ".join(filter(None, (finding.remedy, finding.link)))
    return [
        head,
        *_details(("what is lost", finding.lost)),
        *_details(("who", finding.owner), ("how", how)),
        *_details(("until", finding.until)),
    ]


def _gathered(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those of looks that failed for one and the same reason told as one."""
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        reason = (finding.evidence, finding.owner, finding.remedy, finding.link)
        alike.setdefault(reason if finding.could_look else (finding.claim,), []).append(finding)
    told = "{} claims could not be looked at"
    return [fs[0] if len(fs) == 1 else replace(fs[0], title=told.format(len(fs))) for fs in alike.values()]


def steps(stack: str, next_steps: Iterable[Mapping[str, Any]], findings: Iterable[Finding]) -> list[str]:
    """Lines for the steps of people that no finding has told already."""
    told = {finding.title for finding in findings}
    lines: list[str] = []
    for step in next_steps:
        if step["what"] in told:
            continue
        lines.append(f"{'next':<10}{stack}: {one_line(step['what'])}")
        lines += _details(("who", step.get("who")), ("how", step.get("how")))
        lines += _details(("until", step.get("until")))
    return lines


def _details(*pairs: tuple[str, str | None]) -> list[str]:
    text = "     ".join(f"{name}: {one_line(value)}" for name, value in pairs if value)
    return [_INDENT + text] if text else []
