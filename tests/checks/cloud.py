"""Two tenants and a portal in memory, in the network's place: as much of Graph as checks and providers call.

Written from Microsoft's documents and not from our clients: Graph v1.0 (invitation, user, group, unifiedRoleAssignment,
crossTenantAccessPolicyConfigurationPartner, authorizationPolicy, subscribedSku, incident, runHuntingQuery), Graph beta
(b2bManagementPolicies). The portal's write is inferred, as its client says. Each route checks the permission in the
caller's token.
"""

import base64
import json
import re
import urllib.parse
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

HOME = "0f3a1c52-6d0e-4b57-9c1e-2a7f5b8d4e10"
FABRIKAM = "b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d"
DEPLOY = "7b1d2c44-90aa-4f0b-8a53-1e6c0d9f2b77"
VERIFY = "2e9f6a10-83c7-4d5b-b1e4-60d8c3a7f512"
REDEEM = "https://login.microsoftonline.com/redeem?rd=the-secret-of-"

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

    def group(self, nickname: str, description: str, members: tuple[str, ...] = ()) -> str:
        group_id = f"{self.domain.partition('.')[0]}-group-{len(self.groups) + 1}"
        self.groups[group_id] = {
            "id": group_id,
            "displayName": nickname,
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


class Refusal(Exception):  # noqa: N818  an answer, raised to leave a route
    """An answer that is an error, in Graph's own form."""

    def __init__(self, status: int, code: str, message: str = "No.") -> None:
        self.response = httpx.Response(status, json={"error": {"code": code, "message": message}})


def gone() -> Refusal:
    return Refusal(404, "Request_ResourceNotFound", "Resource does not exist.")


@dataclass
class Cloud:
    """Both tenants, the portal, and what was asked of them."""

    clock: Clock
    home: Directory = field(default_factory=lambda: Directory(HOME, "northwind.example"))
    managed: Directory = field(default_factory=lambda: Directory(FABRIKAM, "fabrikam.example"))
    lag: float = 0.0
    """Seconds until a new account is seen."""
    asked: list[httpx.Request] = field(default_factory=list)
    faults: list[tuple[str, str, httpx.Response | Exception]] = field(default_factory=list)
    lists: dict[str, Any] = field(default_factory=dict)
    """Each operator's list in the portal by address; None: they never set it up."""
    lost: list[tuple[str, str]] = field(default_factory=list)
    """Calls that are done and whose answer never arrives, by method and path."""
    portal_shows_writes: bool = True
    etags: dict[str, int] = field(default_factory=dict)

    def fail(self, method: str, path: str, answer: httpx.Response | Exception, times: int = 1) -> None:
        """The next calls of that method whose path matches are answered so."""
        self.faults += [(method, path, answer)] * times

    def deny(self, side: Directory, permission: str) -> None:
        side.permissions.discard(permission)

    @property
    def writes(self) -> list[tuple[str, str]]:
        """Method and path of each call that may change something."""
        return [
            (r.method, r.url.path)
            for r in self.asked
            if r.method != "GET" and not r.url.path.endswith("runHuntingQuery")
        ]

    def sent(self, method: str, path: str) -> list[Any]:
        return [json.loads(r.content) for r in self.asked if r.method == method and re.search(path, r.url.path)]

    def handle(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == "login.microsoftonline.com":
            return self._sign_in(request)
        self.asked.append(request)
        for fault in self.faults:
            method, path, answer = fault
            if request.method == method and re.search(path, request.url.path):
                self.faults.remove(fault)
                if isinstance(answer, Exception):
                    raise answer
                return answer
        answer = self._answer(request)
        if any(request.method == method and re.search(path, request.url.path) for method, path in self.lost):
            raise httpx.ReadTimeout("lost")
        return answer

    def _answer(self, request: httpx.Request) -> httpx.Response:
        try:
            if request.url.host == "security.microsoft.com":
                return self._portal(request)
            assert request.url.host == "graph.microsoft.com", request.url
            return self._graph(request)
        except Refusal as fault:
            return fault.response

    def _tenant(self, tenant_id: str) -> Directory:
        return self.home if tenant_id == HOME else self.managed

    def _sign_in(self, request: httpx.Request) -> httpx.Response:
        tenant_id = request.url.path.split("/")[1]
        base = f"https://login.microsoftonline.com/{tenant_id}"
        if request.url.path.endswith("openid-configuration"):
            return httpx.Response(
                200,
                json={
                    "issuer": f"{base}/v2.0",
                    "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                    "token_endpoint": f"{base}/oauth2/v2.0/token",
                },
            )
        tenant = self._tenant(tenant_id)
        if not tenant.consented:
            return httpx.Response(
                400,
                json={
                    "error": "unauthorized_client",
                    "error_description": "AADSTS700016: Application was not found in the directory.",
                    "error_codes": [700016],
                },
            )
        claims = {"tid": tenant_id, "oid": "ours", "roles": sorted(tenant.permissions), "exp": 99999999999}
        part = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
        return httpx.Response(200, json={"token_type": "Bearer", "expires_in": 3599, "access_token": f"e30.{part}.sig"})

    # Graph

    def _graph(self, request: httpx.Request) -> httpx.Response:
        part = request.headers["authorization"].split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        tenant = self._tenant(claims["tid"])
        path = re.sub(r"^/(v1\.0|beta)", "", urllib.parse.unquote(request.url.path))
        for method, pattern, permissions, route in ROUTES:
            found = re.fullmatch(pattern, path)
            if method == request.method and found:
                if not permissions & set(claims["roles"]):
                    raise Refusal(403, "Authorization_RequestDenied", "Insufficient privileges.")
                return route(self, tenant, request, *found.groups())
        raise AssertionError(f"no such route here: {request.method} {path}")

    def seen(self, tenant: Directory, object_id: str) -> bool:
        return self.clock.now >= tenant.hidden_until.get(object_id, 0.0)

    def _portal(self, request: httpx.Request) -> httpx.Response:
        found = re.search(r"sccauth=cookie-of-([^;]+)", request.headers.get("cookie", ""))
        if not found or found[1] not in self.lists:
            return httpx.Response(401)
        upn = found[1]
        path, listed = request.url.path.removeprefix("/apiproxy/mtoapi"), self.lists[upn]
        if request.method == "POST" and path == "/tenantGroups":
            if listed is not None:
                raise Refusal(409, "Conflict")
            if self.portal_shows_writes:
                self.lists[upn] = json.loads(request.content)["exposedTargetTenantsInfo"]
            return httpx.Response(201, json={})
        if listed is None:
            return httpx.Response(400)
        etag = f"etag-{self.etags.get(upn, 0)}"
        if request.method == "PUT":
            body = json.loads(request.content)
            if body["_etag"] != etag:
                return httpx.Response(412)
            if self.portal_shows_writes:
                self.lists[upn] = body["exposedTargetTenantsInfo"]
                self.etags[upn] = self.etags.get(upn, 0) + 1
            return httpx.Response(200, json={})
        if path == "/tenants/TenantPicker":
            rows = [{"selected": True, "lostAccess": False, **row} for row in listed]
            return httpx.Response(200, json={"tenantInfoList": rows})
        return httpx.Response(
            200,
            json=[
                {
                    "tenantGroupId": f"own-of-{upn}",
                    "name": "My private group",
                    "type": 0,
                    "allTenantsCount": len(listed),
                    "exposedTargetTenantsInfo": listed,
                    "_etag": etag,
                }
            ],
        )


Route = Callable[..., httpx.Response]
ROUTES: list[tuple[str, str, set[str], Route]] = []


def route(method: str, pattern: str, *permissions: str) -> Callable[[Route], Route]:
    def keep(function: Route) -> Route:
        ROUTES.append((method, pattern, set(permissions), function))
        return function

    return keep


def answer(rows: list[dict[str, Any]]) -> httpx.Response:
    return httpx.Response(200, json={"value": rows})


def _quoted(text: str, pattern: str) -> str | None:
    found = re.search(pattern + r"'((?:[^']|'')*)'", text)
    return found[1].replace("''", "'") if found else None


@route("POST", "/invitations", "User.Invite.All")
def _invite(cloud: Cloud, tenant: Directory, request: httpx.Request) -> httpx.Response:
    body = json.loads(request.content)
    address = body["invitedUserEmailAddress"]
    if tenant.invites_from in {"none", "adminsAndGuestInviters"}:
        raise Refusal(403, "Authorization_RequestDenied", "Guest invitations not allowed for your company.")
    same = [u for u in tenant.users.values() if u["mail"].lower() == address.lower()]
    user_id = same[0]["id"] if same else tenant.user(address, externalUserState="PendingAcceptance")
    if not same:
        tenant.hidden_until[user_id] = cloud.clock.now + cloud.lag
    return httpx.Response(
        201,
        json={
            "id": "invitation",
            "inviteRedeemUrl": f"{REDEEM}{user_id}",
            "invitedUser": {"id": user_id},
            "status": "PendingAcceptance",
        },
    )


@route("GET", "/users", "User.Read.All")
def _users(cloud: Cloud, tenant: Directory, request: httpx.Request) -> httpx.Response:
    text = request.url.params["$filter"]
    mail, other = _quoted(text, r"mail eq "), _quoted(text, r"m:m eq ")
    name = _quoted(text, r"startswith\(userPrincipalName,")

    def fits(user: dict[str, Any]) -> bool:
        return (
            user["mail"].lower() == str(mail).lower()
            or str(other).lower() in [m.lower() for m in user["otherMails"]]
            or user["userPrincipalName"].lower().startswith(str(name).lower())
        )

    return answer([u for u in tenant.users.values() if fits(u) and cloud.seen(tenant, u["id"])])


@route("GET", "/users/([^/]+)", "User.Read.All")
def _user(cloud: Cloud, tenant: Directory, _request: httpx.Request, user_id: str) -> httpx.Response:
    if user_id not in tenant.users or not cloud.seen(tenant, user_id):
        raise gone()
    return httpx.Response(200, json=tenant.users[user_id])


@route("DELETE", "/users/([^/]+)", "User.DeleteRestore.All")
def _delete_user(_cloud: Cloud, tenant: Directory, _request: httpx.Request, user_id: str) -> httpx.Response:
    if user_id not in tenant.users:
        raise gone()
    tenant.deleted[user_id] = {**tenant.users.pop(user_id), "deletedDateTime": "2026-12-02T08:00:00Z"}
    for held in tenant.members.values():
        if user_id in held:
            held.remove(user_id)
    return httpx.Response(204)


@route("GET", "/users/([^/]+)/memberOf", "User.Read.All")
def _member_of(_cloud: Cloud, tenant: Directory, _request: httpx.Request, user_id: str) -> httpx.Response:
    if user_id not in tenant.users:
        raise gone()
    ids = [group_id for group_id, held in tenant.members.items() if user_id in held]
    return answer([{"@odata.type": "#microsoft.graph.group", **tenant.groups[i]} for i in ids])


@route("GET", "/groups", "GroupMember.Read.All", "Group.ReadWrite.All")
def _groups(cloud: Cloud, tenant: Directory, request: httpx.Request) -> httpx.Response:
    nickname = _quoted(request.url.params["$filter"], "mailNickname eq ")
    return answer([g for g in tenant.groups.values() if g["mailNickname"] == nickname and cloud.seen(tenant, g["id"])])


@route("GET", "/groups/([^/]+)", "GroupMember.Read.All", "Group.ReadWrite.All")
def _group(_cloud: Cloud, tenant: Directory, _request: httpx.Request, group_id: str) -> httpx.Response:
    if group_id not in tenant.groups:
        raise gone()
    return httpx.Response(200, json=tenant.groups[group_id])


@route("GET", "/groups/([^/]+)/members", "GroupMember.Read.All", "Group.ReadWrite.All")
def _members(_cloud: Cloud, tenant: Directory, _request: httpx.Request, group_id: str) -> httpx.Response:
    if group_id not in tenant.groups:
        raise gone()
    rows = [tenant.users.get(i, {"id": i}) for i in tenant.members[group_id]]
    return answer([{"@odata.type": "#microsoft.graph.user", **row} for row in rows])


@route("GET", "/directory/deletedItems/([^/]+)", "User.Read.All")
def _deleted(_cloud: Cloud, tenant: Directory, _request: httpx.Request, object_id: str) -> httpx.Response:
    if object_id not in tenant.deleted:
        raise gone()
    return httpx.Response(200, json=tenant.deleted[object_id])


@route("GET", "/roleManagement/directory/roleAssignments", "RoleManagement.Read.Directory")
def _assignments(_cloud: Cloud, tenant: Directory, request: httpx.Request) -> httpx.Response:
    principal = _quoted(request.url.params["$filter"], "principalId eq ")
    return answer([r for r in tenant.roles if r["principalId"] == principal])


_POLICY = "/policies/crossTenantAccessPolicy"


@route("GET", f"{_POLICY}/default", "Policy.Read.All")
def _default(_cloud: Cloud, tenant: Directory, _request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=tenant.default)


@route("GET", f"{_POLICY}/partners/([^/]+)", "Policy.Read.All")
def _partner(_cloud: Cloud, tenant: Directory, _request: httpx.Request, partner: str) -> httpx.Response:
    if partner not in tenant.partners:
        raise Refusal(404, "ResourceNotFound", "Partner is not found.")
    return httpx.Response(200, json=tenant.partners[partner])


@route("POST", f"{_POLICY}/partners", "Policy.ReadWrite.CrossTenantAccess")
def _new_partner(_cloud: Cloud, tenant: Directory, request: httpx.Request) -> httpx.Response:
    body = json.loads(request.content)
    if body["tenantId"] in tenant.partners:
        raise Refusal(409, "ObjectConflict", "A partner of that tenant already exists.")
    return httpx.Response(201, json=tenant.partner(body.pop("tenantId"), **body))


@route("PATCH", f"{_POLICY}/partners/([^/]+)", "Policy.ReadWrite.CrossTenantAccess")
def _change_partner(_cloud: Cloud, tenant: Directory, request: httpx.Request, partner: str) -> httpx.Response:
    if partner not in tenant.partners:
        raise Refusal(404, "ResourceNotFound", "Partner is not found.")
    tenant.partners[partner].update(whole(json.loads(request.content)))
    return httpx.Response(204)


@route("DELETE", f"{_POLICY}/partners/([^/]+)", "Policy.ReadWrite.CrossTenantAccess")
def _end_partner(_cloud: Cloud, tenant: Directory, _request: httpx.Request, partner: str) -> httpx.Response:
    if tenant.partners.pop(partner, None) is None:
        raise Refusal(404, "ResourceNotFound", "Partner is not found.")
    return httpx.Response(204)


@route("GET", "/policies/authorizationPolicy", "Policy.Read.All")
def _authorization(_cloud: Cloud, tenant: Directory, _request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"id": "authorizationPolicy", "allowInvitesFrom": tenant.invites_from})


@route("GET", "/policies/b2bManagementPolicies", "Policy.Read.B2BManagementPolicy")
def _b2b(_cloud: Cloud, tenant: Directory, _request: httpx.Request) -> httpx.Response:
    if not tenant.domains:
        return answer([])
    text = json.dumps({"B2BManagementPolicy": {"InvitationsAllowedAndBlockedDomainsPolicy": tenant.domains}})
    return answer([{"id": "b2b", "definition": [text], "isOrganizationDefault": True}])


@route("GET", "/subscribedSkus", "LicenseAssignment.Read.All")
def _skus(_cloud: Cloud, tenant: Directory, _request: httpx.Request) -> httpx.Response:
    return answer(tenant.skus)


@route("GET", "/security/incidents", "SecurityIncident.Read.All")
def _incidents(_cloud: Cloud, tenant: Directory, _request: httpx.Request) -> httpx.Response:
    return answer(tenant.incidents)


@route("POST", "/security/runHuntingQuery", "ThreatHunting.Read.All")
def _hunt(_cloud: Cloud, _tenant: Directory, _request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"schema": [{"name": "Count", "type": "Long"}], "results": [{"Count": 0}]})
