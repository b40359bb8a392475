"""The cross-tenant settings that one side keeps for the other: only what the file names is ever written.

The effective value counts: a policy that is silent where the default says what the file wants is as the file wants it.
Graph replaces a property such as `inboundTrust` whole, so its parts that the file does not name are sent as they hold.

Rests on: Graph v1.0, crossTenantAccessPolicyConfigurationPartner.
"""

from collections.abc import Mapping
from typing import Any

from pulumi import Input, ResourceOptions
from pulumi.dynamic import Resource

from mto.checks.before import policy_key
from mto.checks.claim import Sides
from mto.checks.collaboration import APPLICATIONS, USERS, teams_only
from mto.checks.cross_tenant_trust import SWITCHES, policies
from mto.clients.errors import NotFound
from mto.clients.graph import partner_policy
from mto.clients.graph.effective_policy import effective
from mto.clients.graph.partner_settings import SWITCHES as ALL_SWITCHES
from mto.clients.graph.partner_settings import PartnerPolicy as Settings
from mto.clients.graph.partner_settings import Scope, Setting
from mto.providers.base import Live, ObjectProvider, Props, stood_before
from mto.providers.connections import sides_of

EVERYBODY, NOBODY = "everybody", "nobody"
"""What a scope that names no groups says of the collaborators."""


class PartnerPolicyProvider(ObjectProvider):
    """Makes, changes and ends one side's policy for the other."""

    noun = "partner policy"
    required = (*ObjectProvider.required, "side", "before")
    wanted = (*SWITCHES, "collaborators")
    replaced_by = (*ObjectProvider.replaced_by, "side")

    def key(self, props: Props) -> str:
        """One policy a side."""
        return policy_key(props["side"])

    def find(self, props: Props) -> Live | None:
        """The policy as it holds, with what the default adds to it."""
        partner, default = policies(sides_of(props), props["side"])
        return self._live(partner, default, props) if partner else None

    def make(self, props: Props) -> Live:
        """Make the policy with what the file names."""
        sides = sides_of(props)
        _, default = policies(sides, props["side"])
        change = self._change(props, None, default)
        made = partner_policy.create(_graph(sides, props), _partner(sides, props), change)
        return self._live(made, default, props)

    def change(self, live: Live, props: Props) -> Live:  # noqa: ARG002  read anew just before it is written
        """Write what the file names, and nothing else."""
        sides = sides_of(props)
        partner, default = policies(sides, props["side"])
        if partner is None:
            return self.make(props)
        partner_policy.update(_graph(sides, props), partner, self._change(props, partner, default))
        seen = {name: props[name] for name in self.wanted if name in props}
        return Live(partner.tenant_id, seen)

    def end(self, live: Live, props: Props) -> None:
        """Delete a policy that we made; settings that others have added since stay, and only ours are taken out."""
        sides = sides_of(props)
        graph = _graph(sides, props)
        partner, default = policies(sides, props["side"])
        try:
            if partner is None:
                return
            left = _left(partner, default, props)
            if any(left.values()) or _others(partner.raw, tuple(left)):
                partner_policy.restore(graph, Settings(live.id, left), tuple(left))
            else:
                partner_policy.delete(graph, live.id)
        except NotFound:
            return

    def withdraw(self, live: Live, names: list[str], olds: Props) -> None:
        """Give single settings the values back that stood before us, or those that the default has."""
        sides = sides_of(olds)
        graph = _graph(sides, olds)
        partner, default = policies(sides, olds["side"])
        if partner is None:
            return
        stood = Settings(live.id, stood_before(olds, self.key(olds)) or {})
        switches = {SWITCHES[name]: _inherited(SWITCHES[name], default) for name in names if name in SWITCHES}
        was = {path: stood.setting(path) for path in switches}
        if switches:
            partner_policy.update(graph, partner, switches | {path: on for path, on in was.items() if on is not None})
        if "collaborators" in names:
            partner_policy.restore(graph, stood, (USERS[olds["side"]].partition(".")[0],))

    def set_back(self, live: Live, stood: Any, props: Props) -> None:
        """Give an adopted policy the values back that stood before us."""
        graph = _graph(sides_of(props), props)
        partner_policy.restore(graph, Settings(live.id, stood or {}), _touched(props))

    def _live(self, partner: Settings, default: Settings, props: Props) -> Live:
        seen: Props = {n: effective(SWITCHES[n], partner, default).is_on for n in SWITCHES if n in props}
        if "collaborators" in props:
            seen["collaborators"] = _collaborators(partner, default, props["side"])
        return Live(partner.tenant_id, seen)

    def _change(self, props: Props, partner: Settings | None, default: Settings) -> dict[str, Any]:
        """The settings to write: those of the file, and beside them, as they hold, the other parts of each property."""
        named: dict[str, Any] = {SWITCHES[name]: props[name] for name in SWITCHES if name in props}
        if "collaborators" in props:
            named |= teams_only(props["side"], props["collaborators"])
        wholes = {path.partition(".")[0] for path in named}
        beside = {
            path: effective(path, partner, default).value
            for path in ALL_SWITCHES
            if path.partition(".")[0] in wholes - {"automaticUserConsentSettings"}
        }
        return {path: value for path, value in beside.items() if value is not None} | named


class PartnerPolicy(Resource, module="mto", name="PartnerPolicy"):
    """One side's policy for the other."""

    def __init__(
        self,
        name: str,
        *,
        tenant: str,
        connection: dict[str, str],
        side: str,
        wanted: Mapping[str, bool],
        collaborators: Input[list[str]] | None,
        adopt: bool,
        before: Input[str],
        opts: ResourceOptions,
    ) -> None:
        props: dict[str, Any] = {
            "tenant": tenant,
            **connection,
            "side": side,
            **wanted,
            "adopt": adopt,
            "before": before,
        }
        if collaborators is not None:
            props["collaborators"] = collaborators
        super().__init__(PartnerPolicyProvider(), name, props, opts)


def _graph(sides: Sides, props: Props) -> Any:
    return sides.at(props["side"]).graph


def _partner(sides: Sides, props: Props) -> str:
    return (sides.managed if props["side"] == "home" else sides.home).tenant_id


def _paths(props: Props) -> list[str]:
    paths = [SWITCHES[name] for name in SWITCHES if name in props]
    return [*paths, USERS[props["side"]], APPLICATIONS[props["side"]]] if "collaborators" in props else paths


def _touched(props: Props) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path.partition(".")[0] for path in _paths(props)))


def _inherited(path: str, default: Settings) -> Setting:
    """What stands for "not ours": null inherits, but Graph documents that for none of the parts of `inboundTrust`."""
    return default.setting(path) if path.startswith("inboundTrust.") else None


def _left(partner: Settings, default: Settings, props: Props) -> dict[str, Any]:
    """Each property that we touch, without what is ours: null, or with the parts that others have set since."""
    left: dict[str, Any] = {}
    for whole in _touched(props):
        parts: Mapping[str, Any] = partner.raw.get(whole) or {}
        standard: Mapping[str, Any] = default.raw.get(whole) or {}
        theirs = {
            part: value
            for part, value in parts.items()
            if f"{whole}.{part}" not in _paths(props) and value is not None and value != standard.get(part)
        }
        rest = {part: _inherited(f"{whole}.{part}", default) for part in parts}
        left[whole] = {**rest, **theirs} if theirs else None
    return left


def _others(raw: Mapping[str, Any], touched: tuple[str, ...]) -> bool:
    """Whether the policy says anything besides what we write. Flags that Entra sets itself say nothing."""
    own = {"tenantId", "isServiceProvider", "isInMultiTenantOrganization", *touched}
    return any(_says(value) for name, value in raw.items() if name not in own and not name.startswith("@"))


def _says(value: Any) -> bool:
    return any(_says(part) for part in value.values()) if isinstance(value, Mapping) else value is not None


def _collaborators(partner: Settings, default: Settings, side: str) -> list[str]:
    users = effective(USERS[side], partner, default).value
    apps = effective(APPLICATIONS[side], partner, default).value
    if isinstance(apps, Scope) and apps.is_all and apps.access == "blocked":
        return [NOBODY]
    if not isinstance(users, Scope) or users.is_all:
        return [NOBODY] if isinstance(users, Scope) and users.access == "blocked" else [EVERYBODY]
    listed = sorted(target.target for target in users.targets)
    return listed if users.access == "allowed" else [f"everybody but {', '.join(listed)}"]
