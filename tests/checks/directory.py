"""One tenant in memory, as its Graph would show it, and time that passes only where somebody sleeps."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

ALL_PERMISSIONS = frozenset(
    {
        "Group.ReadWrite.All",
        "GroupMember.Read.All",
        "LicenseAssignment.Read.All",
        "Policy.Read.All",
        "Policy.Read.B2BManagementPolicy",
        "Policy.ReadWrite.CrossTenantAccess",
        "RoleManagement.Read.Directory",
        "RoleManagement.ReadWrite.Directory",
        "SecurityIncident.Read.All",
        "ThreatHunting.Read.All",
        "User.DeleteRestore.All",
        "User.Invite.All",
        "User.Read.All",
    }
)

_SCOPE_ALL = {"accessType": "allowed", "targets": [{"target": "AllUsers", "targetType": "user"}]}
_APPS_ALL = {"accessType": "allowed", "targets": [{"target": "AllApplications", "targetType": "application"}]}


_PARTS: dict[str, tuple[str, ...]] = {
    "inboundTrust": ("isMfaAccepted", "isCompliantDeviceAccepted", "isHybridAzureADJoinedDeviceAccepted"),
    "automaticUserConsentSettings": ("inboundAllowed", "outboundAllowed"),
}


def whole(body: dict[str, Any]) -> dict[str, Any]:
    """Properties are taken whole: a part that is not sent is null afterwards."""
    return {name: {**dict.fromkeys(_PARTS.get(name, ())), **value} if value else value for name, value in body.items()}


class Clock:
    """Time that passes only where somebody sleeps; what is due happens then."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []
        self._due: list[tuple[float, Callable[[], object]]] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        for due in [d for d in self._due if d[0] <= self.now]:
            self._due.remove(due)
            due[1]()

    def later(self, seconds: float, happen: Callable[[], object]) -> None:
        self._due.append((self.now + seconds, happen))


def default_policy() -> dict[str, Any]:
    return {
        "isServiceDefault": True,
        "inboundTrust": {
            "isMfaAccepted": False,
            "isCompliantDeviceAccepted": False,
            "isHybridAzureADJoinedDeviceAccepted": False,
        },
        "automaticUserConsentSettings": {"inboundAllowed": False, "outboundAllowed": False},
        "b2bCollaborationInbound": {"usersAndGroups": _SCOPE_ALL, "applications": _APPS_ALL},
        "b2bCollaborationOutbound": {"usersAndGroups": _SCOPE_ALL, "applications": _APPS_ALL},
    }


@dataclass
class Directory:
    """One tenant."""

    tenant_id: str
    domain: str
    consented: bool = True
    permissions: set[str] = field(default_factory=lambda: set(ALL_PERMISSIONS))
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    groups: dict[str, dict[str, Any]] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    roles: list[dict[str, Any]] = field(default_factory=list)
    deleted: dict[str, dict[str, Any]] = field(default_factory=dict)
    default: dict[str, Any] = field(default_factory=default_policy)
    partners: dict[str, dict[str, Any]] = field(default_factory=dict)
    invites_from: str = "everyone"
    domains: dict[str, list[str]] = field(default_factory=dict)
    """`AllowedDomains` or `BlockedDomains`."""
    skus: list[dict[str, Any]] = field(default_factory=list)
    incidents: list[dict[str, Any]] = field(default_factory=list)
    hidden_until: dict[str, float] = field(default_factory=dict)

    def user(self, address: str, **changes: Any) -> str:
        """A guest of that address, redeemed unless said otherwise."""
        user_id = str(changes.pop("id", f"user-{len(self.users) + len(self.deleted) + 1}"))
        self.users[user_id] = {
            "id": user_id,
            "displayName": address.partition("@")[0],
            "mail": address,
            "otherMails": [address],
            "userPrincipalName": f"{address.replace('@', '_')}#EXT#@{self.domain}",
            "userType": "Guest",
            "creationType": "Invitation",
            "accountEnabled": True,
            "externalUserState": "Accepted",
            **changes,
        }
        return user_id

    def group(self, nickname: str, description: str, members: tuple[str, ...] = (), name: str = "") -> str:
        group_id = f"{self.domain.partition('.')[0]}-group-{len(self.groups) + 1}"
        self.groups[group_id] = {
            "id": group_id,
            "displayName": name or f"Northwind SOC: {nickname.removeprefix('mto-')} (mto)",
            "mailNickname": nickname,
            "description": description,
            "securityEnabled": True,
        }
        self.members[group_id] = list(members)
        return group_id

    def assign(self, principal: str, role: str, scope: str = "/") -> None:
        self.roles.append(
            {
                "id": f"assignment-{len(self.roles)}",
                "principalId": principal,
                "roleDefinitionId": role,
                "directoryScopeId": scope,
            }
        )

    def partner(self, tenant_id: str, **properties: Any) -> dict[str, Any]:
        """A partner's settings; what is not named inherits."""
        empty: dict[str, Any] = dict.fromkeys(
            ("inboundTrust", "b2bCollaborationInbound", "b2bCollaborationOutbound", "b2bDirectConnectInbound")
        )
        self.partners[tenant_id] = {
            "tenantId": tenant_id,
            "isServiceProvider": None,
            "isInMultiTenantOrganization": False,
            **empty,
            "automaticUserConsentSettings": {"inboundAllowed": None, "outboundAllowed": None},
            **whole(properties),
        }
        return self.partners[tenant_id]
