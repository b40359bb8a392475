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
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.checks.directory import Clock, Directory
from tests.checks.routes import ROUTES, Refusal

HOME = "0f3a1c52-6d0e-4b57-9c1e-2a7f5b8d4e10"
FABRIKAM = "b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d"
DEPLOY = "7b1d2c44-90aa-4f0b-8a53-1e6c0d9f2b77"
VERIFY = "2e9f6a10-83c7-4d5b-b1e4-60d8c3a7f512"


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
    portal_fails_for: set[str] = field(default_factory=set)
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
        if upn in self.portal_fails_for:
            return httpx.Response(500)
        if request.method == "POST":
            return self._made_list(upn, json.loads(request.content))
        if self.lists[upn] is None:
            return httpx.Response(400)
        if request.method == "PUT":
            return self._changed_list(upn, json.loads(request.content))
        listed = self.lists[upn]
        if request.url.path.endswith("/TenantPicker"):
            rows = [{"selected": True, "lostAccess": False, **row} for row in listed]
            return httpx.Response(200, json={"tenantInfoList": rows})
        group = {
            "tenantGroupId": f"own-of-{upn}",
            "name": "My private group",
            "type": 0,
            "allTenantsCount": len(listed),
            "exposedTargetTenantsInfo": listed,
            "_etag": self._etag(upn),
        }
        return httpx.Response(200, json=[group])

    def _etag(self, upn: str) -> str:
        return f"etag-{self.etags.get(upn, 0)}"

    def _made_list(self, upn: str, body: dict[str, Any]) -> httpx.Response:
        if self.lists[upn] is not None:
            raise Refusal(409, "Conflict")
        if self.portal_shows_writes:
            self.lists[upn] = body["exposedTargetTenantsInfo"]
        return httpx.Response(201, json={})

    def _changed_list(self, upn: str, body: dict[str, Any]) -> httpx.Response:
        if body["_etag"] != self._etag(upn):
            return httpx.Response(412)
        if self.portal_shows_writes:
            self.lists[upn] = body["exposedTargetTenantsInfo"]
            self.etags[upn] = self.etags.get(upn, 0) + 1
        return httpx.Response(200, json={})
