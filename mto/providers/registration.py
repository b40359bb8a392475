"""Registers a tenant in its operators' lists of Defender multitenant management, and says how far that is.

It acts only where every gating claim holds. By the method `manual` it reads alone and tells the steps. By the method
`portal` it writes an **unpublished interface, by an inferred contract**: once an operator, read back at once, and never
again where no read has shown it. A person's missing or expired session never blocks anything else.

Rests on: public captures of the portal's reads; Defender, mto-requirements (100 target tenants); no document on writes.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pulumi import Input, Output, ResourceOptions
from pulumi.dynamic import CheckResult, CreateResult, DiffResult, ReadResult, Resource, UpdateResult

from mto.checks.multitenant_registration import (
    LOST,
    PENDING,
    REGISTERED,
    UNKNOWN,
    Entry,
    OperatorState,
    from_json,
    look,
    look_through,
    to_json,
    waiting,
)
from mto.checks.replication import wait_for
from mto.clients.clouds import by_name
from mto.clients.errors import CallFailed, NoSession, NotSetUp, Unreachable
from mto.clients.portal import tenant_group, tenant_group_write
from mto.clients.portal.portal import Portal, open_portal
from mto.clients.portal.tenant_group import TargetTenant, TenantGroup
from mto.inventory.problems import Problem
from mto.providers.base import Props, QuietProvider, changed_names

READ_BACK_SECONDS = 15.0
"""How long a write is looked for in the list before it counts as not shown."""
PUBLIC_CLOUD = 1
"""How the portal counts the public cloud (tenantAadEnvironment); no other value was ever seen."""


class RegistrationProvider(QuietProvider):
    """Each operator's entry for one tenant."""

    sleep: Callable[[float], None] = staticmethod(time.sleep)

    def check(self, olds: Props, news: Props) -> CheckResult:
        """Add who had the entry before us, looked at once: inputs are in the engine's state before anything is written.

        A run that is killed while it writes leaves nothing else by which our entries could be told from theirs.
        """
        stood: dict[str, str] = json.loads(olds.get("stood") or "{}")
        operators = _operators(news) if news["method"] == "portal" else ()
        kept = {upn: stood.get(upn) or look(name, upn, _entry(news)).state for name, upn in operators}
        return CheckResult({**news, "stood": json.dumps(kept, sort_keys=True)}, [])

    def create(self, props: Props) -> CreateResult:
        """Look at each list, and write where the method and the claims allow it."""
        return CreateResult(props["managed_id"], self._outs(props, {}))

    def update(self, _id: str, olds: Props, news: Props) -> UpdateResult:
        """Look again; operators who left the file lose the entry that we gave them."""
        staying = {name for operator in _operators(news) for name in operator}
        leaving = [s for s in from_json(olds["states"]) if s.ours and not {s.operator, s.upn} & staying]
        left = [state for state in leaving if not self._removed(olds, state.upn)]
        return UpdateResult(self._outs(news, _known(olds), left))

    def read(self, id_: str, props: Props) -> ReadResult:
        """Look at each list. What was registered and is gone is told, and taken back up by the next up."""
        known = _known(props)
        states = [self._look(props, o, u, known) for o, u in _operators(props)]
        if _cut_off(props):
            states = [replace(state, ours=_began(props, state)) for state in states]
        outs = {**props, "states": to_json(props["method"], states)}
        return ReadResult(id_, outs, {n: v for n, v in props.items() if n not in ("states", "__provider")})

    def diff(self, _id: str, olds: Props, news: Props) -> DiffResult:
        """Changed where the file changed, or where an entry that was not there yet looks otherwise than stored."""
        if changed_names(olds, news, ignored=("stood",)):
            return DiffResult(changes=True, replaces=[n for n in ("managed_id", "home_id") if olds[n] != news.get(n)])
        known = _known(olds)
        open_ones = [(o, u) for o, u in _operators(olds) if known[u].state != REGISTERED]
        seen = [(self._look(olds, o, u, known), known[u]) for o, u in open_ones]
        return DiffResult(changes=any(not now.same_as(then) or _to_write(olds, now) for now, then in seen))

    def delete(self, _id: str, props: Props) -> None:
        """Take the tenant off the lists that we put it on."""
        for state in from_json(props["states"]):
            if state.ours:
                self._removed(props, state.upn)

    def _outs(self, props: Props, known: dict[str, OperatorState], left: Sequence[OperatorState] = ()) -> Props:
        """What is kept; `left` are entries of ours in the lists of people who are no operators any more."""
        states = [_left(state) for state in left]
        for operator, upn in _operators(props):
            state = self._look(props, operator, upn, known)
            if _to_write(props, state):
                state = self._write(props, state)
            states.append(state)
        return {**props, "states": to_json(props["method"], states)}

    def _look(self, props: Props, operator: str, upn: str, known: dict[str, OperatorState]) -> OperatorState:
        """What the list shows now, with what we remember of it."""
        state, before = look(operator, upn, _entry(props)), known.get(upn) or known.get(operator)
        if not props["gates_hold"]:
            state = waiting(state, props["waits_for"])
        shown = state.state in (REGISTERED, LOST)
        if before:
            state = replace(state, ours=before.ours)
            state = _tried(state, before.tried) if before.tried and not shown else state
        same = before and before.state == state.state
        return replace(state, since=before.since if before and same else _now())

    def _write(self, props: Props, state: OperatorState) -> OperatorState:
        """Write once, and believe only what a read shows afterwards."""
        entry = _entry(props)
        target = TargetTenant(entry.tenant_id, entry.name, PUBLIC_CLOUD, _now())
        try:
            portal = open_portal(state.upn, by_name(entry.home_cloud))
            own = _own(portal)
        except NoSession as refusal:
            return replace(state, state=UNKNOWN, detail=refusal.what)
        except Problem as problem:
            return replace(state, detail=problem.what)
        told = "written, but the portal does not show it"
        try:
            _put(portal, own, target)
        except NoSession as refusal:
            return replace(state, state=UNKNOWN, detail=refusal.what)
        except Problem as problem:
            told = f"the portal did not take it: {problem.what}"
            if not _unclear(problem):
                return _tried(state, told)
        return self._read_back(portal, state, entry, told)

    def _read_back(self, portal: Portal, state: OperatorState, entry: Entry, told: str) -> OperatorState:
        seen = state

        def shown() -> bool:
            nonlocal seen
            seen = look_through(portal, state.operator, entry)
            return seen.state in (REGISTERED, LOST)

        try:
            if wait_for(shown, READ_BACK_SECONDS, self.sleep):
                return replace(seen, ours=True, since=_now())
        except Problem as problem:
            told = f"written, and not read back: {problem.what}"
        return replace(_tried(state, told), ours=True)

    def _removed(self, props: Props, upn: str) -> bool:
        """Take the tenant off one list. Where the portal or a missing session does not let us, the rest goes on.

        A leaver's guest, groups and roles matter more than an entry of a list; `mto destroy` tells whose list holds it.
        """
        try:
            portal = open_portal(upn, by_name(props["home_cloud"]))
            own = _own(portal)
            if own:
                tenant_group_write.remove(portal, own, props["managed_id"])
        except Problem:
            return False
        return True


class Registration(Resource, module="mto", name="Registration"):
    """The tenant's entry in every operator's list."""

    states: Output[str]

    def __init__(
        self,
        name: str,
        *,
        tenant: str,
        display_name: str,
        connection: dict[str, str],
        method: str,
        operators: str,
        gates_hold: Input[bool],
        waits_for: Input[str],
        opts: ResourceOptions,
    ) -> None:
        props = {
            "tenant": tenant,
            "display_name": display_name,
            **connection,
            "method": method,
            "operators": operators,
            "gates_hold": gates_hold,
            "waits_for": waits_for,
            "states": None,
        }
        super().__init__(RegistrationProvider(), name, props, opts)


def _tried(state: OperatorState, told: str) -> OperatorState:
    """A state with what came of a write, for people in its detail; the next look tells it in the same words."""
    return replace(state, tried=told, detail=f"{told}; {state.detail}")


def _left(state: OperatorState) -> OperatorState:
    """An entry of ours in the list of somebody who is no operator any more, until it can be removed."""
    detail = "no operator any more; the entry could not be taken off the list"
    how = f"{state.upn} selects the tenant at https://mto.security.microsoft.com/mtosettings and removes it"
    return replace(state, detail=detail, steps=(how,))


def _own(portal: Portal) -> TenantGroup | None:
    try:
        return tenant_group.get_own(portal)
    except NotSetUp:
        return None


def _unclear(problem: Problem) -> bool:
    """Whether a write may have been done although it failed."""
    if isinstance(problem, Unreachable):
        return problem.unclear
    return isinstance(problem, CallFailed) and problem.status >= 500


def _put(portal: Portal, own: TenantGroup | None, target: TargetTenant) -> None:
    if own:
        tenant_group_write.add(portal, own, target)
    else:
        tenant_group_write.create_own(portal, target)


def _to_write(props: Props, state: OperatorState) -> bool:
    """Whether a write is due: opted in, every gate holds, a look showed that the entry is missing, none was tried."""
    return bool(props["method"] == "portal" and props["gates_hold"] and state.state == PENDING and not state.tried)


def _operators(props: Props) -> list[tuple[str, str]]:
    return [(item["operator"], item["upn"]) for item in json.loads(props["operators"])]


def _known(props: Props) -> dict[str, OperatorState]:
    """By address, and by name: a person with a new address has the same list."""
    states = () if _cut_off(props) else from_json(props["states"])
    return {name: state for state in states for name in (state.operator, state.upn)}


def _cut_off(props: Props) -> bool:
    """Whether state holds only what was asked for: the run was killed while it wrote."""
    return "states" not in props


def _began(props: Props, state: OperatorState) -> bool:
    """Whether an entry is ours although the run that made it did not end: it shows, and did not before us."""
    return state.state in (REGISTERED, LOST) and json.loads(props["stood"]).get(state.upn) == PENDING


def _entry(props: Props) -> Entry:
    return Entry(props["managed_id"], props["display_name"], props["home_cloud"])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
