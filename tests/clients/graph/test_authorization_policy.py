import pytest

from mto.clients.graph import authorization_policy


@pytest.mark.parametrize(
    ("value", "may"),
    [
        ("everyone", True),
        ("adminsGuestInvitersAndAllMembers", True),
        ("adminsAndGuestInviters", False),
        ("none", False),
    ],
)
def test_who_may_invite_decides_about_applications(graph, microsoft, value, may):
    microsoft.answer(200, {"allowInvitesFrom": value, "guestUserRoleId": "r"})
    assert authorization_policy.get(graph).lets_applications_invite is may
