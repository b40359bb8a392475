"""The routes of Graph that checks and providers call, each with the permissions of which one is needed.

Rests on: Graph v1.0 and, for b2bManagementPolicies, beta.
"""

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx

from tests.checks.directory import Directory, whole

if TYPE_CHECKING:
    from tests.checks.cloud import Cloud

REDEEM = "https://login.microsoftonline.com/redeem?rd=the-secret-of-"


class Refusal(Exception):  # noqa: N818  an answer, raised to leave a route
    """An answer that is an error, in Graph's own form."""

    def __init__(self, status: int, code: str, message: str = "No.") -> None:
        self.response = httpx.Response(status, json={"error": {"code": code, "message": message}})


def gone() -> Refusal:
    return Refusal(404, "Request_ResourceNotFound", "Resource does not exist.")


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
def _invite(cloud: "Cloud", tenant: Directory, request: httpx.Request) -> httpx.Response:
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
def _users(cloud: "Cloud", tenant: Directory, request: httpx.Request) -> httpx.Response:
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
def _user(cloud: "Cloud", tenant: Directory, _request: httpx.Request, user_id: str) -> httpx.Response:
    if user_id not in tenant.users or not cloud.seen(tenant, user_id):
        raise gone()
    return httpx.Response(200, json=tenant.users[user_id])


@route("DELETE", "/users/([^/]+)", "User.DeleteRestore.All")
def _delete_user(_cloud: "Cloud", tenant: Directory, _request: httpx.Request, user_id: str) -> httpx.Response:
    if user_id not in tenant.users:
        raise gone()
    tenant.deleted[user_id] = {**tenant.users.pop(user_id), "deletedDateTime": "2026-12-02T08:00:00Z"}
    for held in tenant.members.values():
        if user_id in held:
            held.remove(user_id)
    return httpx.Response(204)


@route("GET", "/users/([^/]+)/memberOf", "User.Read.All")
def _member_of(_cloud: "Cloud", tenant: Directory, _request: httpx.Request, user_id: str) -> httpx.Response:
    if user_id not in tenant.users:
        raise gone()
    ids = [group_id for group_id, held in tenant.members.items() if user_id in held]
    return answer([{"@odata.type": "#microsoft.graph.group", **tenant.groups[i]} for i in ids])


@route("GET", "/groups", "GroupMember.Read.All", "Group.ReadWrite.All")
def _groups(cloud: "Cloud", tenant: Directory, request: httpx.Request) -> httpx.Response:
    nickname = _quoted(request.url.params["$filter"], "mailNickname eq ")
    return answer([g for g in tenant.groups.values() if g["mailNickname"] == nickname and cloud.seen(tenant, g["id"])])


@route("GET", "/groups/([^/]+)", "GroupMember.Read.All", "Group.ReadWrite.All")
def _group(_cloud: "Cloud", tenant: Directory, _request: httpx.Request, group_id: str) -> httpx.Response:
    if group_id not in tenant.groups:
        raise gone()
    return httpx.Response(200, json=tenant.groups[group_id])


@route("GET", "/groups/([^/]+)/members", "GroupMember.Read.All", "Group.ReadWrite.All")
def _members(_cloud: "Cloud", tenant: Directory, _request: httpx.Request, group_id: str) -> httpx.Response:
    if group_id not in tenant.groups:
        raise gone()
    rows = [tenant.users.get(i, {"id": i}) for i in tenant.members[group_id]]
    return answer([{"@odata.type": "#microsoft.graph.user", **row} for row in rows])


@route("GET", "/directory/deletedItems/([^/]+)", "User.Read.All")
def _deleted(_cloud: "Cloud", tenant: Directory, _request: httpx.Request, object_id: str) -> httpx.Response:
    if object_id not in tenant.deleted:
        raise gone()
    return httpx.Response(200, json=tenant.deleted[object_id])


@route("GET", "/roleManagement/directory/roleAssignments", "RoleManagement.Read.Directory")
def _assignments(_cloud: "Cloud", tenant: Directory, request: httpx.Request) -> httpx.Response:
    principal = _quoted(request.url.params["$filter"], "principalId eq ")
    return answer([r for r in tenant.roles if r["principalId"] == principal])


_POLICY = "/policies/crossTenantAccessPolicy"


@route("GET", f"{_POLICY}/default", "Policy.Read.All")
def _default(_cloud: "Cloud", tenant: Directory, _request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json=tenant.default)


@route("GET", f"{_POLICY}/partners/([^/]+)", "Policy.Read.All")
def _partner(_cloud: "Cloud", tenant: Directory, _request: httpx.Request, partner: str) -> httpx.Response:
    if partner not in tenant.partners:
        raise Refusal(404, "ResourceNotFound", "Partner is not found.")
    return httpx.Response(200, json=tenant.partners[partner])


@route("POST", f"{_POLICY}/partners", "Policy.ReadWrite.CrossTenantAccess")
def _new_partner(_cloud: "Cloud", tenant: Directory, request: httpx.Request) -> httpx.Response:
    body = json.loads(request.content)
    if body["tenantId"] in tenant.partners:
        raise Refusal(409, "ObjectConflict", "A partner of that tenant already exists.")
    return httpx.Response(201, json=tenant.partner(body.pop("tenantId"), **body))


@route("PATCH", f"{_POLICY}/partners/([^/]+)", "Policy.ReadWrite.CrossTenantAccess")
def _change_partner(_cloud: "Cloud", tenant: Directory, request: httpx.Request, partner: str) -> httpx.Response:
    if partner not in tenant.partners:
        raise Refusal(404, "ResourceNotFound", "Partner is not found.")
    tenant.partners[partner].update(whole(json.loads(request.content)))
    return httpx.Response(204)


@route("DELETE", f"{_POLICY}/partners/([^/]+)", "Policy.ReadWrite.CrossTenantAccess")
def _end_partner(_cloud: "Cloud", tenant: Directory, _request: httpx.Request, partner: str) -> httpx.Response:
    if tenant.partners.pop(partner, None) is None:
        raise Refusal(404, "ResourceNotFound", "Partner is not found.")
    return httpx.Response(204)


@route("GET", "/policies/authorizationPolicy", "Policy.Read.All")
def _authorization(_cloud: "Cloud", tenant: Directory, _request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"id": "authorizationPolicy", "allowInvitesFrom": tenant.invites_from})


@route("GET", "/policies/b2bManagementPolicies", "Policy.Read.B2BManagementPolicy")
def _b2b(_cloud: "Cloud", tenant: Directory, _request: httpx.Request) -> httpx.Response:
    if not tenant.domains:
        return answer([])
    text = json.dumps({"B2BManagementPolicy": {"InvitationsAllowedAndBlockedDomainsPolicy": tenant.domains}})
    return answer([{"id": "b2b", "definition": [text], "isOrganizationDefault": True}])


@route("GET", "/subscribedSkus", "LicenseAssignment.Read.All")
def _skus(_cloud: "Cloud", tenant: Directory, _request: httpx.Request) -> httpx.Response:
    return answer(tenant.skus)


@route("GET", "/security/incidents", "SecurityIncident.Read.All")
def _incidents(_cloud: "Cloud", tenant: Directory, _request: httpx.Request) -> httpx.Response:
    return answer(tenant.incidents)


@route("POST", "/security/runHuntingQuery", "ThreatHunting.Read.All")
def _hunt(_cloud: "Cloud", _tenant: Directory, _request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, json={"schema": [{"name": "Count", "type": "Long"}], "results": [{"Count": 0}]})
