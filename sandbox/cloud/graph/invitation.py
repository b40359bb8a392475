"""Invitations: a guest account for somebody from another tenant, or the one that is there already.

Leaves redemption to the control interface, since a person does that in a browser.
"""

import secrets
import uuid
from urllib.parse import quote

from sandbox.cloud.call import Answer, Call, Json, Refusal
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.b2b_policy import domain_is_allowed
from sandbox.cloud.graph.odata import one
from sandbox.cloud.graph.partner_policy import effective
from sandbox.cloud.graph.refusals import bad_request, unknown_property
from sandbox.cloud.graph.user import new_user
from sandbox.cloud.routing import Route
from sandbox.cloud.state import Directory, Tenant

KNOWN = {
    "invitedUserEmailAddress",
    "inviteRedirectUrl",
    "invitedUserDisplayName",
    "invitedUserType",
    "invitedUserMessageInfo",
    "sendInvitationMessage",
    "resetRedemption",
    "invitedUser",
}
LIMITED = {"none", "adminsAndGuestInviters"}


@rests_on("Graph v1.0 invitation-post: 201, inviteRedeemUrl, invitedUser.id, PendingAcceptance")
@rests_on("azure-docs #78054: 403 'Guest invitations not allowed for your company'", inferred=True)
@rests_on("Inviting a guest again answers 201 with the same user; a member's address is refused", inferred=True)
def post_invitation(call: Call) -> Answer:
    """Invite somebody."""
    wanted, directory = call.json, call.directory
    for name in wanted:
        if name not in KNOWN and not name.startswith("@"):
            raise unknown_property(name, "invitation")
    for name in ("invitedUserEmailAddress", "inviteRedirectUrl"):
        if not wanted.get(name):
            raise bad_request(f"The property '{name}' is required.", "BadRequest")
    address = str(wanted["invitedUserEmailAddress"])
    _check_policies(call, directory, address)
    guest = find_by_address(directory, address) or _make_guest(call, directory, address, wanted)
    if guest["userType"] == "Member":
        raise bad_request(
            f"The invited user already exists in the directory as object ID: {guest['id']}. They can use that account"
            " to sign in to shared apps and resources.",
            "BadRequest",
        )
    return one(call, "invitations", _invitation(call, directory, guest, wanted), status=201)


def find_by_address(directory: Directory, address: str) -> Json | None:
    """Find the user whom an address belongs to, by mail, other mails or UPN."""
    wanted = address.lower()
    for user in directory.all("user"):
        known = [user["mail"], user["userPrincipalName"], *user["otherMails"]]
        if wanted in {str(k).lower() for k in known if k}:
            return user
    return None


def guest_upn(address: str, domain: str) -> str:
    """Give the name that a guest gets in the inviting tenant."""
    return f"{address.replace('@', '_')}#EXT#@{domain}"


@rests_on("Entra B2B user properties: UserType Guest, creation type Invitation, identities before and after redemption")
def new_guest(key: str, address: str, name: str, tenant: Tenant, created: str) -> Json:
    """Give a guest who has not redeemed yet."""
    upn = guest_upn(address, tenant.domain)
    return new_user(key, name, upn, created) | {
        "userType": "Guest",
        "creationType": "Invitation",
        "externalUserState": "PendingAcceptance",
        "externalUserStateChangeDateTime": created,
        "mail": address,
        "mailNickname": upn.split("@")[0],
        "otherMails": [address],
        "proxyAddresses": [f"SMTP:{address}"],
        "identities": [{"signInType": "userPrincipalName", "issuer": tenant.domain, "issuerAssignedId": upn}],
    }


@rests_on("Entra B2B user properties: a redeemed guest's identity is ExternalAzureAD")
def redeemed(guest: Json, when: str) -> Json:
    """Give the guest as it is after redemption."""
    own = [i for i in guest["identities"] if i["issuer"] != "ExternalAzureAD"]
    federated = {"signInType": "federated", "issuer": "ExternalAzureAD", "issuerAssignedId": None}
    return guest | {
        "externalUserState": "Accepted",
        "externalUserStateChangeDateTime": when,
        "identities": [federated, *own],
    }


@rests_on(
    "Entra allow-deny-list: one list, allowed or denied domains; the words of the refusal are ours", inferred=True
)
@rests_on(
    "Entra cross-tenant access settings: collaboration blocked on either side blocks the invitation", inferred=True
)
def _check_policies(call: Call, directory: Directory, address: str) -> None:
    policy = directory.get("authorizationPolicy", "authorizationPolicy") or {}
    if policy.get("allowInvitesFrom") in LIMITED:
        raise Refusal(
            403,
            "Unauthorized",
            "Guest invitations not allowed for your company. Contact your company administrator for more details.",
        )
    domain = address.rsplit("@", 1)[-1].lower()
    if not domain_is_allowed(directory, domain):
        raise bad_request(
            f"The domain '{domain}' of the invited user is not allowed by the invitation policy of this organization.",
            "BadRequest",
        )
    inviter_of = call.cloud.state.tenant(domain)
    if inviter_of is not None and _blocked(directory, inviter_of.id, call):
        raise bad_request(
            "This invitation is blocked by cross-tenant access settings. Admins in both your organization and the"
            " invited user's organization must configure cross-tenant access settings to allow the invitation.",
            "BadRequest",
        )


def _blocked(directory: Directory, home_id: str, call: Call) -> bool:
    inbound = effective(directory, home_id, "b2bCollaborationInbound", "usersAndGroups")
    home = call.cloud.state.directory(home_id)
    outbound = effective(home, directory.tenant_id, "b2bCollaborationOutbound", "usersAndGroups")
    return any(isinstance(side, dict) and side.get("accessType") == "blocked" for side in (inbound, outbound))


def _make_guest(call: Call, directory: Directory, address: str, wanted: Json) -> Json:
    name = wanted.get("invitedUserDisplayName") or address.split("@", maxsplit=1)[0]
    guest = new_guest(str(uuid.uuid4()), address, name, directory.tenant, call.cloud.state.clock.text())
    if wanted.get("invitedUserType"):
        guest["userType"] = wanted["invitedUserType"]
    directory.put("user", guest["id"], guest)
    return guest


def _invitation(call: Call, directory: Directory, guest: Json, wanted: Json) -> Json:
    key, ticket = str(uuid.uuid4()), secrets.token_urlsafe(24)
    call.cloud.state.keep_secret("redeem ticket", ticket)
    target = f"https://invitations.microsoft.com/redeem/?tenant={directory.tenant_id}&user={guest['id']}&ticket={ticket}&ver=2.0"
    return {
        "id": key,
        "inviteRedeemUrl": f"https://login.microsoftonline.com/redeem?rd={quote(target, safe='')}",
        "invitedUserDisplayName": wanted.get("invitedUserDisplayName"),
        "invitedUserType": guest["userType"],
        "invitedUserEmailAddress": wanted["invitedUserEmailAddress"],
        "sendInvitationMessage": bool(wanted.get("sendInvitationMessage", False)),
        "resetRedemption": bool(wanted.get("resetRedemption", False)),
        "inviteRedirectUrl": wanted["inviteRedirectUrl"],
        "status": "Completed" if guest["externalUserState"] == "Accepted" else "PendingAcceptance",
        "invitedUserMessageInfo": {
            "messageLanguage": None,
            "customizedMessageBody": None,
            "ccRecipients": [{"emailAddress": {"name": None, "address": None}}],
        },
        "invitedUser": {"id": guest["id"]},
    }


ROUTES = (
    Route(
        "POST",
        "/invitations",
        post_invitation,
        needs=("User.Invite.All", "User.ReadWrite.All", "Directory.ReadWrite.All"),
    ),
)
