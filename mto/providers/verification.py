"""Verification as a resource: what was seen is kept in state, so that a review and `mto status` can read it.

It never raises for what it sees and never waits for a person; it waits, bounded, for replication of what this run
wrote. What a claim means is left to `mto.checks`.

Rests on: the measured life cycle of dynamic resources (a `create` that raises leaves no outputs; `diff` may look).
"""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime

from pulumi import Input, Output, ResourceOptions
from pulumi.dynamic import CreateResult, DiffResult, ReadResult, Resource, UpdateResult

from mto.checks.access_verification import claims_from_json, gates_hold, look_at_all, waits_for
from mto.checks.claim import Claim, Sides
from mto.checks.finding import Finding, Status, from_json, keep_since, to_json
from mto.checks.replication import wait_for
from mto.providers.base import Props, QuietProvider, changed_names
from mto.providers.connections import sides_of

UP, REFRESH = "up", "refresh"
"""Who looked last: a run that writes, or one that only looks."""
REPLICATION_BOUND = 60.0
"""Seconds that a look waits at most for Entra to show what was just written; what takes longer is a finding."""


class VerificationProvider(QuietProvider):
    """Looks at every claim of a tenant and stores the findings."""

    sleep: Callable[[float], None] = staticmethod(time.sleep)

    def create(self, props: Props) -> CreateResult:
        """Look at everything that this run has just written."""
        claims = claims_from_json(props["claims"])
        return CreateResult(props["tenant"], _outs(props, self._look(props, claims, fresh=set(claims)), (), UP))

    def update(self, _id: str, olds: Props, news: Props) -> UpdateResult:
        """Look at everything again, and give what is new, or was repaired, time to replicate."""
        claims, known = claims_from_json(news["claims"]), from_json(olds["findings"])
        fresh = set(claims) - set(claims_from_json(olds["claims"]))
        if olds.get("looked") == REFRESH:
            broken = {finding.claim for finding in known if _is_missing(finding)}
            fresh |= {claim for claim in claims if claim.key in broken}
        return UpdateResult(_outs(news, self._look(news, claims, fresh), known, UP))

    def read(self, id_: str, props: Props) -> ReadResult:
        """Look again: a refresh shows lost trust, and nothing where all is as it was."""
        known = {finding.claim: finding for finding in from_json(props["findings"])}
        findings = look_at_all(claims_from_json(props["claims"]), _sides(props))
        drifted = any(not f.same_as(known[f.claim]) for f in findings if f.claim in known)
        looked = REFRESH if drifted else props.get("looked", UP)
        outs = _outs(props, findings, tuple(known.values()), looked)
        return ReadResult(id_, outs, {n: v for n, v in props.items() if n not in (*_OUTPUTS, "__provider")})

    def diff(self, _id: str, olds: Props, news: Props) -> DiffResult:
        """Changed where a claim changed, or where a claim that did not hold now looks otherwise than stored.

        Also after a refresh that found something broken: the run that follows repairs it, and a look right now may
        still show what was there before.
        """
        broken = olds.get("looked") == REFRESH and any(_is_missing(f) for f in from_json(olds["findings"]))
        if broken or changed_names(olds, news):
            return DiffResult(changes=True)
        stored = {finding.claim: finding for finding in from_json(olds["findings"]) if _may_change(finding)}
        claims = [claim for claim in claims_from_json(olds["claims"]) if claim.key in stored]
        if not claims:
            return DiffResult(changes=False)
        seen = look_at_all(claims, _sides(olds))
        return DiffResult(changes=any(not finding.same_as(stored[finding.claim]) for finding in seen))

    def _look(self, props: Props, claims: tuple[Claim, ...], fresh: set[Claim]) -> tuple[Finding, ...]:
        findings: dict[str, Finding] = {}
        awaited = {claim for claim in fresh if claim.replicates}

        def all_there() -> bool:
            late = [c for c in claims if c.key not in findings or (c in awaited and _is_missing(findings[c.key]))]
            findings.update({finding.claim: finding for finding in look_at_all(late, _sides(props))})
            return not any(_is_missing(findings[c.key]) for c in awaited)

        wait_for(all_there, REPLICATION_BOUND, self.sleep)
        return tuple(findings.values())


class Verification(Resource, module="mto", name="Verification"):
    """Findings of one tenant, with whether those that gate registration hold and for whom it waits otherwise."""

    findings: Output[str]
    gates_hold: Output[bool]
    waits_for: Output[str]

    def __init__(
        self,
        name: str,
        *,
        tenant: str,
        connection: dict[str, str],
        claims: str,
        known_as: Input[str],
        opts: ResourceOptions,
    ) -> None:
        """`known_as`: JSON text of the addresses that each person was let in by, by object id at home."""
        props = {"tenant": tenant, **connection, "claims": claims, "known_as": known_as, **dict.fromkeys(_OUTPUTS)}
        super().__init__(VerificationProvider(), name, props, opts)


_OUTPUTS = ("findings", "gates_hold", "waits_for", "looked")


def _sides(props: Props) -> Sides:
    known = {person: tuple(addresses) for person, addresses in json.loads(props["known_as"]).items()}
    return sides_of(props, known)


def _is_missing(finding: Finding) -> bool:
    return finding.status is Status.MISSING


def _may_change(finding: Finding) -> bool:
    """Not held, and an application can see when it does: what no application sees would be looked at in vain."""
    return finding.status is not Status.OK and (finding.status is not Status.UNKNOWN or finding.could_look)


def _outs(props: Props, new: tuple[Finding, ...], old: tuple[Finding, ...], looked: str) -> Props:
    dated = keep_since(new, old, datetime.now(UTC).isoformat(timespec="seconds"))
    return {
        **props,
        "findings": to_json(dated),
        "gates_hold": gates_hold(dated),
        "waits_for": waits_for(dated),
        "looked": looked,
    }
