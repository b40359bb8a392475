import pytest

from mto.clients.graph.effective_policy import effective
from mto.clients.graph.partner_settings import B2B_IN_USERS, MFA, PartnerPolicy

ALL = {"usersAndGroups": {"accessType": "allowed", "targets": [{"target": "AllUsers", "targetType": "user"}]}}
NONE = {"usersAndGroups": {"accessType": "blocked", "targets": [{"target": "AllUsers", "targetType": "user"}]}}


def trust(value):
    return PartnerPolicy("", {"inboundTrust": {"isMfaAccepted": value}})


@pytest.mark.parametrize(
    ("partner", "default", "on", "by"),
    [
        (True, False, True, "partner"),
        (False, True, False, "partner"),
        (None, True, True, "default"),
        (None, False, False, "default"),
        (None, None, False, "default"),
    ],
)
def test_null_inherits_and_the_one_that_decided_is_named(partner, default, on, by):
    found = effective(MFA, trust(partner), trust(default))
    assert (found.is_on, found.decided_by) == (on, by)


def test_a_partner_without_settings_gets_the_default():
    found = effective(MFA, None, trust(True))
    assert (found.is_on, found.decided_by) == (True, "default")


def test_a_partner_who_is_blocked_is_not_let_in_by_the_default():
    partner = PartnerPolicy("p", {"b2bCollaborationInbound": NONE})
    default = PartnerPolicy("", {"b2bCollaborationInbound": ALL})
    assert not effective(B2B_IN_USERS, partner, default).lets_all_in
    assert effective(B2B_IN_USERS, None, default).lets_all_in
