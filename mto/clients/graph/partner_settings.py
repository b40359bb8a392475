"""The settings within a partner policy, by Microsoft's own names. Sends nothing.

A setting is named by its dotted path, for example `inboundTrust.isMfaAccepted`. Its value is True, False, a Scope, or
None, which inherits the tenant's default.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MFA = "inboundTrust.isMfaAccepted"
COMPLIANT_DEVICE = "inboundTrust.isCompliantDeviceAccepted"
HYBRID_DEVICE = "inboundTrust.isHybridAzureADJoinedDeviceAccepted"
REDEEM_INBOUND = "automaticUserConsentSettings.inboundAllowed"
REDEEM_OUTBOUND = "automaticUserConsentSettings.outboundAllowed"
B2B_IN_USERS = "b2bCollaborationInbound.usersAndGroups"
B2B_IN_APPS = "b2bCollaborationInbound.applications"
B2B_OUT_USERS = "b2bCollaborationOutbound.usersAndGroups"
B2B_OUT_APPS = "b2bCollaborationOutbound.applications"

SWITCHES = (MFA, COMPLIANT_DEVICE, HYBRID_DEVICE, REDEEM_INBOUND, REDEEM_OUTBOUND)
SCOPES = (B2B_IN_USERS, B2B_IN_APPS, B2B_OUT_USERS, B2B_OUT_APPS)


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """Whom or what a scope names."""

    target: str
    """An object id or application id, or `AllUsers`, `AllApplications`, `AllMicrosoftApps`, `Office365`."""
    kind: str
    """`user`, `group` or `application`."""


ALL_USERS = Target("AllUsers", "user")
ALL_APPLICATIONS = Target("AllApplications", "application")


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom or what B2B collaboration lets through, or stops. Equal if they name the same, in any order."""

    access: str
    """`allowed` or `blocked`, for exactly the targets."""
    targets: frozenset[Target]

    @property
    def is_all(self) -> bool:
        """Whether it is about everybody, or every application."""
        return ALL_USERS in self.targets or ALL_APPLICATIONS in self.targets

    def to_graph(self) -> dict[str, Any]:
        """As Graph writes it, in a stable order."""
        return {
            "accessType": self.access,
            "targets": [{"target": t.target, "targetType": t.kind} for t in sorted(self.targets)],
        }


Setting = bool | Scope | None
Change = Mapping[str, Setting]
"""Settings by dotted path: what is to be, and nothing about any other."""


@dataclass(frozen=True, slots=True)
class PartnerPolicy:
    """What one tenant lets a partner do, or all of them."""

    tenant_id: str
    """The partner's, empty for the default."""
    raw: Mapping[str, Any] = field(repr=False)
    """As Graph gave it, so that it can be set back."""

    def setting(self, path: str) -> Setting:
        """The value of one setting, None where it inherits."""
        whole, _, part = path.partition(".")
        value = (self.raw.get(whole) or {}).get(part)
        if isinstance(value, Mapping):
            found = (Target(str(t["target"]), str(t["targetType"])) for t in value.get("targets") or ())
            return Scope(str(value.get("accessType")), frozenset(found))
        return value if isinstance(value, bool) else None

    @property
    def mfa(self) -> bool | None:
        """Whether MFA that was done at the partner counts here."""
        return _switch(self.setting(MFA))

    @property
    def redeem_inbound(self) -> bool | None:
        """Whether the partner's people redeem here without being asked, as far as this side decides."""
        return _switch(self.setting(REDEEM_INBOUND))

    @property
    def redeem_outbound(self) -> bool | None:
        """Whether our people redeem at the partner without being asked, as far as this side decides."""
        return _switch(self.setting(REDEEM_OUTBOUND))

    def differs(self, change: Change) -> dict[str, Setting]:
        """Those settings of `change` that stand otherwise, with what stands."""
        return {path: self.setting(path) for path, wanted in change.items() if self.setting(path) != wanted}


def body(change: Change, standing: Mapping[str, Any]) -> dict[str, Any]:
    """What to send for `change`: each property that it touches, whole, with its other parts as they stand."""
    sent: dict[str, Any] = {}
    for path, wanted in change.items():
        whole, _, part = path.partition(".")
        parts = sent.setdefault(whole, dict(standing.get(whole) or {}))
        parts[part] = wanted.to_graph() if isinstance(wanted, Scope) else wanted
    return sent


def _switch(value: Setting) -> bool | None:
    return value if isinstance(value, bool) else None
