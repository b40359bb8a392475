"""Ways into a tenant: which exclude each other, what Microsoft allows of each, and trust.

Rests on: Defender documentation, multitenant management requirements (2026-07-02); Entra, tenant governance FAQ
(2026-03-17): no governance relationship beside a partner's GDAP; Graph v1.0, delegatedAdminRelationship: P1D to P2Y, no
Global Administrator.
"""

from datetime import timedelta

from mto.inventory.cross_tenant_trust import MfaOff
from mto.inventory.draft import Draft, Part
from mto.inventory.nodes import shown
from mto.inventory.scalars import spelled
from mto.inventory.tenant import Tenant
from mto.inventory.ways_in import guest_teams, teams_let_in

GLOBAL_ADMINISTRATOR = "Global Administrator"


def check(draft: Draft) -> None:
    """Tell what cannot be asked for together, and what is more than Microsoft allows."""
    for part in draft.tenants.values():
        _ways(draft, part)
        _invited(draft, part)
        _gdap(draft, part)
        _mfa(draft, part)
        _operators(draft, part)


def _ways(draft: Draft, part: Part[Tenant]) -> None:
    access = part.value.access
    if access.gdap and access.governance:
        what = "`gdap` and `governance` exclude each other for one tenant."
        draft.of_tenant(part, "access.governance", what, "Keep one; a partner's GDAP must be ended first.")
    if access.gdap and part.value.sentinel and not access.governance and not guest_teams(part.value):
        what = "GDAP alone does not reach Sentinel's data."
        draft.of_tenant(
            part, "sentinel", what, f"Let a team of {part.name} in by `access.b2b`, or ask for no Sentinel."
        )


def _invited(draft: Draft, part: Part[Tenant]) -> None:
    b2b = part.value.access.b2b
    for index, entry in enumerate(b2b.invitations.root if b2b else ()):
        team = draft.home.value.teams.get(entry.team)
        if team and team.group:
            what = f"{shown(entry.team)} cannot be invited: its people are kept in Entra, not in people.yaml."
            remedy = "Bring it by `access.b2b.synchronization`, or keep its people in people.yaml."
            draft.of_tenant(part, f"access.b2b.invitations[{index}].team", what, remedy)


def _gdap(draft: Draft, part: Part[Tenant]) -> None:
    gdap = part.value.access.gdap
    if not gdap:
        return
    if gdap.lasts and (gdap.lasts < timedelta(days=1) or gdap.lasts > timedelta(days=730) or gdap.lasts.seconds):
        what = f"A GDAP relationship cannot last {spelled(gdap.lasts)}."
        draft.of_tenant(part, "access.gdap.lasts", what, "Microsoft allows 1 day to 730 days, whole days.")
    for number, entry in enumerate(gdap.roles):
        for index, role in enumerate(entry.roles):
            if role == GLOBAL_ADMINISTRATOR and gdap.auto_extend:
                what = "A relationship with Global Administrator cannot extend itself."
                path = f"access.gdap.roles[{number}].roles[{index}]"
                draft.of_tenant(part, path, what, "Leave the role out, or write `auto_extend: false`.")


def _mfa(draft: Draft, part: Part[Tenant]) -> None:
    mfa = part.value.trust.mfa
    if mfa is False:
        what = "MFA trust is off without a reason."
        draft.of_tenant(part, "trust.mfa", what, "Write {value: false, reason: …, approver: …, until: …}.")
    elif isinstance(mfa, MfaOff) and mfa.value:
        what = "MFA trust is on, so it needs no reason and no end."
        draft.of_tenant(part, "trust.mfa.value", what, "Write `mfa: true`, or `value: false`.")
    elif isinstance(mfa, MfaOff) and mfa.until < draft.on:
        what = f"MFA trust was to be off until {mfa.until}; that day has passed."
        draft.of_tenant(part, "trust.mfa.until", what, "Write `mfa: true`, or have a later day approved.")


def _operators(draft: Draft, part: Part[Tenant]) -> None:
    teams = set(teams_let_in(part.value))
    for index, name in enumerate(part.value.registration.operators or ()):
        person = draft.people.value.get(name)
        if person and not teams & set(person.teams):
            what = f"{shown(name)} is in no team that {part.name} lets in."
            remedy = f"Teams let in: {', '.join(sorted(teams)) or 'none'}."
            draft.of_tenant(part, f"registration.operators[{index}]", what, remedy)
