import pytest

from mto.clients.errors import AlreadyThere, NotFound
from mto.clients.graph import partner_policy
from mto.clients.graph.partner_settings import ALL_USERS, B2B_IN_USERS, MFA, REDEEM_INBOUND, PartnerPolicy, Scope

PARTNER = "33333333-3333-3333-3333-333333333333"
EVERYBODY = Scope("allowed", frozenset({ALL_USERS}))
STANDING = {
    "tenantId": PARTNER,
    "inboundTrust": {
        "isMfaAccepted": False,
        "isCompliantDeviceAccepted": True,
        "isHybridAzureADJoinedDeviceAccepted": None,
    },
    "automaticUserConsentSettings": {"inboundAllowed": None, "outboundAllowed": True},
    "b2bCollaborationInbound": None,
}


def test_a_partner_without_settings_is_not_found(graph, microsoft):
    microsoft.fail(404, "NotFound")
    with pytest.raises(NotFound):
        partner_policy.get(graph, PARTNER)


def test_what_stands_is_kept_so_that_it_can_be_set_back(graph, microsoft):
    microsoft.answer(200, STANDING)
    assert partner_policy.get(graph, PARTNER).raw == STANDING


def test_create_names_only_what_is_wanted(graph, microsoft):
    microsoft.answer(201, {**STANDING, "inboundTrust": {"isMfaAccepted": True}})
    partner_policy.create(graph, PARTNER, {MFA: True})
    assert microsoft.sent() == {"tenantId": PARTNER, "inboundTrust": {"isMfaAccepted": True}}


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [
        (400, "Request_MultipleObjectsWithSameKeyValue", ""),
        (400, "Request_BadRequest", "Another object with the same value for property tenantId already exists."),
    ],
)
def test_existing_settings_are_not_overwritten(graph, microsoft, status, code, message):
    microsoft.fail(status, code, message)
    with pytest.raises(AlreadyThere):
        partner_policy.create(graph, PARTNER, {MFA: True})
    assert len(microsoft.asked) == 1


def test_update_leaves_every_other_property_out(graph, microsoft):
    microsoft.answer(204)
    partner_policy.update(graph, PartnerPolicy(PARTNER, STANDING), {MFA: True})
    assert set(microsoft.sent()) == {"inboundTrust"}


def test_update_keeps_the_other_parts_of_the_property(graph, microsoft):
    microsoft.answer(204)
    partner_policy.update(graph, PartnerPolicy(PARTNER, STANDING), {MFA: True})
    assert microsoft.sent()["inboundTrust"] == {**STANDING["inboundTrust"], "isMfaAccepted": True}


def test_a_scope_is_written_as_graph_writes_it(graph, microsoft):
    microsoft.answer(204)
    partner_policy.update(graph, PartnerPolicy(PARTNER, STANDING), {B2B_IN_USERS: EVERYBODY, REDEEM_INBOUND: None})
    assert microsoft.sent() == {
        "b2bCollaborationInbound": {
            "usersAndGroups": {"accessType": "allowed", "targets": [{"target": "AllUsers", "targetType": "user"}]}
        },
        "automaticUserConsentSettings": {"inboundAllowed": None, "outboundAllowed": True},
    }


def test_restore_sets_whole_properties_back_also_to_nothing(graph, microsoft):
    microsoft.answer(204)
    partner_policy.restore(graph, PartnerPolicy(PARTNER, STANDING), ("inboundTrust", "b2bCollaborationInbound"))
    assert microsoft.sent() == {"inboundTrust": STANDING["inboundTrust"], "b2bCollaborationInbound": None}


def test_the_default_has_no_partner(graph, microsoft):
    microsoft.answer(200, {"inboundTrust": {"isMfaAccepted": False}})
    assert partner_policy.get_default(graph).tenant_id == ""
