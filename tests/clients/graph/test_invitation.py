import pytest

from mto.clients.errors import Unreadable
from mto.clients.graph import invitation

LINK = "https://login.microsoftonline.com/redeem?rd=ticket"
MADE = {"inviteRedeemUrl": LINK, "status": "PendingAcceptance", "invitedUser": {"id": "g1"}}


def invite(graph):
    return invitation.create(graph, "ada@home.example", redirect_url="https://security.microsoft.com/")


def test_no_mail_is_sent(graph, microsoft):
    microsoft.answer(201, MADE)
    invite(graph)
    assert microsoft.sent() == {
        "invitedUserEmailAddress": "ada@home.example",
        "inviteRedirectUrl": "https://security.microsoft.com/",
        "sendInvitationMessage": False,
        "invitedUserType": "Guest",
    }


def test_the_guest_s_id_and_the_link_come_back(graph, microsoft):
    microsoft.answer(201, MADE)
    made = invite(graph)
    assert (made.user_id, made.redeem_url, made.status) == ("g1", LINK, "PendingAcceptance")


def test_the_link_is_a_secret(graph, microsoft):
    microsoft.answer(201, MADE)
    assert "ticket" not in repr(invite(graph))


def test_an_answer_without_a_guest_is_unreadable(graph, microsoft):
    microsoft.answer(201, {"status": "PendingAcceptance"})
    with pytest.raises(Unreadable):
        invite(graph)
