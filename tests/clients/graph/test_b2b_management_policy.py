import json

import pytest

from mto.clients.errors import Unreadable
from mto.clients.graph import b2b_management_policy
from mto.clients.graph.b2b_management_policy import InvitedDomains


def definition(**lists):
    return json.dumps({"B2BManagementPolicy": {"InvitationsAllowedAndBlockedDomainsPolicy": lists}})


def answer(microsoft, *definitions, default=True):
    microsoft.answer(200, {"value": [{"definition": list(definitions), "isOrganizationDefault": default}]})


def test_only_beta_is_asked(graph, microsoft):
    answer(microsoft)
    b2b_management_policy.get(graph)
    assert microsoft.asked[0].url.path == "/beta/policies/b2bManagementPolicies"


def test_the_lists_are_read_out_of_the_definition(graph, microsoft):
    answer(microsoft, definition(AllowedDomains=["Home.Example"], BlockedDomains=[]))
    assert b2b_management_policy.get(graph) == InvitedDomains(allowed=frozenset({"home.example"}))


def test_the_form_of_the_documents_is_read_too(graph, microsoft):
    answer(microsoft, "{'B2BManagementPolicy':{'version':1,'invitationsAllowedAndBlocked':{'BlockedDomains':['a.b']}}}")
    assert b2b_management_policy.get(graph) == InvitedDomains(blocked=frozenset({"a.b"}))


def test_a_policy_without_lists_limits_nothing(graph, microsoft):
    answer(microsoft, "{'B2BManagementPolicy':{'Version':1}}", default="true")
    assert b2b_management_policy.get(graph).lets_in("ada@any.example")


def test_a_policy_that_is_not_in_force_is_left_out(graph, microsoft):
    answer(microsoft, definition(BlockedDomains=["home.example"]), default=False)
    assert b2b_management_policy.get(graph) == InvitedDomains()


def test_a_definition_that_cannot_be_read_is_no_permission(graph, microsoft):
    answer(microsoft, "{{")
    with pytest.raises(Unreadable):
        b2b_management_policy.get(graph)


@pytest.mark.parametrize(
    ("domains", "let_in"),
    [
        (InvitedDomains(), True),
        (InvitedDomains(allowed=frozenset({"home.example"})), True),
        (InvitedDomains(allowed=frozenset({"else.example"})), False),
        (InvitedDomains(blocked=frozenset({"home.example"})), False),
        (InvitedDomains(blocked=frozenset({"else.example"})), True),
    ],
)
def test_an_address_is_judged_by_its_domain(domains, let_in):
    assert domains.lets_in("Ada@HOME.example") is let_in
