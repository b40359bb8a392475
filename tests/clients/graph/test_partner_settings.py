import json

from mto.clients.graph.partner_settings import (
    ALL_USERS,
    B2B_IN_APPS,
    B2B_IN_USERS,
    HYBRID_DEVICE,
    MFA,
    PartnerPolicy,
    Scope,
    Target,
)

GROUPS = (Target("1", "group"), Target("2", "group"))


def policy(**raw):
    return PartnerPolicy("p", raw)


def test_a_setting_is_on_off_or_inherited():
    have = policy(inboundTrust={"isMfaAccepted": True, "isHybridAzureADJoinedDeviceAccepted": None})
    assert (have.mfa, have.setting(HYBRID_DEVICE)) == (True, None)


def test_a_property_that_is_null_inherits_whole():
    assert policy(inboundTrust=None).mfa is None


def test_a_scope_is_equal_in_any_order():
    targets = [{"target": t.target, "targetType": t.kind} for t in reversed(GROUPS)]
    have = policy(b2bCollaborationInbound={"usersAndGroups": {"accessType": "allowed", "targets": targets}})
    assert have.setting(B2B_IN_USERS) == Scope("allowed", frozenset(GROUPS))
    assert have.setting(B2B_IN_APPS) is None


def test_a_scope_is_written_in_a_stable_order():
    assert [t["target"] for t in Scope("allowed", frozenset(GROUPS)).to_graph()["targets"]] == ["1", "2"]


def test_a_difference_is_told_with_what_stands():
    have = policy(inboundTrust={"isMfaAccepted": False})
    assert have.differs({MFA: True, HYBRID_DEVICE: None}) == {MFA: False}


def test_what_was_kept_as_text_reads_the_same():
    raw = {"inboundTrust": {"isMfaAccepted": None}, "b2bCollaborationInbound": None}
    assert PartnerPolicy("p", json.loads(json.dumps(raw))) == PartnerPolicy("p", raw)


def test_everybody_is_all():
    assert Scope("allowed", frozenset({ALL_USERS})).is_all
    assert not Scope("allowed", frozenset(GROUPS)).is_all
