"""Invites a person of another tenant. Whether there is a guest already is asked of `user`, and first."""

from dataclasses import dataclass, field

from mto.clients.connection import Graph
from mto.clients.errors import Unreadable

NEEDS = ("User.Invite.All",)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that was made."""

    user_id: str
    """The guest's object id in the inviting tenant."""
    redeem_url: str = field(repr=False)
    """Whoever holds it can redeem in the guest's name: a secret."""
    status: str
    """`PendingAcceptance`, `Completed`, `InProgress` or `Error`."""


def create(graph: Graph, address: str, *, display_name: str = "", redirect_url: str) -> Invitation:
    """Make the person a guest, and send no mail: the link goes to them by the team's own way.

    For an address that is a guest already, Entra answers with that guest and a new link.

    Rests on: Graph v1.0, "Create invitation". Needs: User.Invite.All; refused to applications all the same where the
    tenant limits invitations to administrators (read `authorization_policy` first).
    Raises: Denied, Throttled, Unreachable (with `unclear`: find the guest before you invite again), ServiceFailed.
    """
    about = f"invitation of {address}"
    body = {
        "invitedUserEmailAddress": address,
        "inviteRedirectUrl": redirect_url,
        "sendInvitationMessage": False,
        "invitedUserType": "Guest",
    }
    if display_name:
        body["invitedUserDisplayName"] = display_name
    answer = graph.post("/invitations", body, about=about, needs=NEEDS)
    invited = answer.get("invitedUser")
    user_id = invited.get("id") if isinstance(invited, dict) else None
    if not isinstance(user_id, str):
        raise Unreadable("the answer names no guest.", graph.place(about))
    return Invitation(user_id, str(answer.get("inviteRedeemUrl") or ""), str(answer.get("status") or ""))
