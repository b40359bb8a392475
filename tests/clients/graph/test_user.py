import pytest

from mto.clients.errors import NotFound
from mto.clients.graph import user

ADA = "ada.o'neil@home.example"
GUEST = {
    "id": "g1",
    "displayName": "Ada",
    "mail": ADA,
    "otherMails": [],
    "userPrincipalName": "ada.o'neil_home.example#EXT#@fabrikam.onmicrosoft.com",
    "userType": "Guest",
    "creationType": "Invitation",
    "externalUserState": "PendingAcceptance",
    "externalUserStateChangeDateTime": "2026-11-01T00:00:00Z",
    "accountEnabled": True,
    "createdDateTime": "2026-11-01T00:00:00Z",
}


@pytest.mark.parametrize(
    "stranger",
    [
        {"mail": "eve@elsewhere.example", "otherMails": [ADA], "userPrincipalName": "eve_elsewhere.example#EXT#@x"},
        {"mail": "eve@elsewhere.example", "otherMails": [ADA], "userPrincipalName": "eve@fabrikam.example"},
    ],
)
def test_an_account_that_only_lists_the_address_among_its_other_mails_is_not_the_person(graph, microsoft, stranger):
    microsoft.answer(200, {"value": [{**GUEST, **stranger}]})
    assert user.find(graph, ADA) == ()


def test_a_local_account_of_type_guest_is_nobody_of_another_tenant(graph, microsoft):
    microsoft.answer(200, {"value": [{**GUEST, "userPrincipalName": "ada.svc@fabrikam.example"}]})
    (found,) = user.find(graph, ADA)
    assert not found.is_external


def test_a_guest_is_looked_for_by_mail_and_name(graph, microsoft):
    microsoft.answer(200, {"value": [GUEST]})
    (found,) = user.find(graph, ADA)
    wanted = microsoft.asked[0].url.params["$filter"]
    assert "mail eq 'ada.o''neil@home.example'" in wanted
    assert "otherMails" not in wanted, "anybody's account may hold another's address there"
    assert "startswith(userPrincipalName,'ada.o''neil_home.example#EXT#')" in wanted
    assert (found.id, found.external_state, found.is_external) == ("g1", "PendingAcceptance", True)


def test_the_state_of_the_redemption_is_asked_for(graph, microsoft):
    microsoft.answer(200, GUEST)
    user.get(graph, "g1")
    assert {"externalUserState", "creationType", "userType"} <= set(microsoft.asked[0].url.params["$select"].split(","))


def test_an_account_that_only_begins_alike_is_left_out(graph, microsoft):
    other = {**GUEST, "id": "x", "mail": "ada.o'neil@home.example.org", "userPrincipalName": "else@fabrikam.example"}
    microsoft.answer(200, {"value": [other, GUEST]})
    assert [u.id for u in user.find(graph, ADA)] == ["g1"]


def test_an_address_is_the_same_in_capital_letters(graph, microsoft):
    microsoft.answer(200, {"value": [{**GUEST, "mail": ADA.upper(), "userPrincipalName": "x"}]})
    assert len(user.find(graph, ADA)) == 1


def test_a_guest_whose_mail_was_changed_is_found_by_the_name(graph, microsoft):
    microsoft.answer(200, {"value": [{**GUEST, "mail": "new@home.example"}]})
    assert len(user.find(graph, ADA)) == 1


def test_an_external_member_is_external(graph, microsoft):
    microsoft.answer(200, {**GUEST, "userType": "Member"})
    assert user.get(graph, "g1").is_external


def test_nulls_read_as_empty(graph, microsoft):
    microsoft.answer(200, {"id": "g1", "mail": None, "otherMails": None, "externalUserState": None})
    found = user.get(graph, "g1")
    assert (found.mail, found.other_mails, found.external_state) == ("", (), "")


def test_a_user_who_is_gone_is_not_found(graph, microsoft):
    microsoft.fail(404, "Request_ResourceNotFound")
    with pytest.raises(NotFound):
        user.get(graph, "g1")


def test_deleting_who_is_gone_says_so(graph, microsoft):
    microsoft.fail(404, "Request_ResourceNotFound")
    with pytest.raises(NotFound):
        user.delete(graph, "g1")


def test_deleted_accounts_are_looked_for_among_the_deleted(graph, microsoft):
    microsoft.answer(200, {"value": [GUEST]})
    assert [u.id for u in user.find_deleted(graph, ADA)] == ["g1"]
    assert microsoft.asked[0].url.path == "/v1.0/directory/deletedItems/microsoft.graph.user"


def test_memberships_are_groups_only(graph, microsoft):
    group = {"@odata.type": "#microsoft.graph.group", "id": "1", "displayName": "G", "mailNickname": "mto-tier1"}
    role = {"@odata.type": "#microsoft.graph.directoryRole", "id": "2", "displayName": "R"}
    microsoft.answer(200, {"value": [group, role]})
    assert [g.mail_nickname for g in user.member_of(graph, "g1")] == ["mto-tier1"]


def test_the_hash_in_a_guest_s_name_does_not_end_the_path(graph, microsoft):
    microsoft.answer(200, GUEST)
    user.get(graph, GUEST["userPrincipalName"])
    assert b"%23EXT%23%40fabrikam" in microsoft.asked[0].url.raw_path
