import pytest

from mto.clients.connection import connect
from mto.clients.errors import Denied, NoCredential, Unreadable
from mto.inventory.problems import Problem

TENANT = "11111111-1111-1111-1111-111111111111"


def test_a_list_is_followed_to_its_end(graph, microsoft):
    following = "https://graph.microsoft.com/v1.0/users?$skiptoken=2"
    microsoft.answer(200, {"value": [{"id": "1"}], "@odata.nextLink": following})
    microsoft.answer(200, {"value": [{"id": "2"}]})
    rows = list(graph.items("/users", about="users", params={"$filter": "x eq 'y'"}))
    assert [r["id"] for r in rows] == ["1", "2"]
    assert str(microsoft.asked[1].url).replace("%24", "$") == following


@pytest.mark.parametrize("link", ["https://evil.example/v1.0/users", "http://graph.microsoft.com/v1.0/users"])
def test_a_next_page_elsewhere_is_refused(graph, microsoft, link):
    microsoft.answer(200, {"value": [], "@odata.nextLink": link})
    with pytest.raises(Unreadable, match="another host"):
        list(graph.items("/users", about="users"))
    assert len(microsoft.asked) == 1


def test_later_pages_are_read_only_when_wanted(graph, microsoft):
    microsoft.answer(200, {"value": [{"id": "1"}], "@odata.nextLink": "https://graph.microsoft.com/v1.0/users?p=2"})
    assert next(graph.items("/users", about="users")) == {"id": "1"}


def test_a_token_that_was_revoked_is_renewed_once(graph, microsoft):
    microsoft.fail(401, "InvalidAuthenticationToken")
    microsoft.answer(200, {"id": "u"})
    assert graph.get("/users/u", about="user u") == {"id": "u"}
    assert len(microsoft.sign_ins) == 2


def test_a_token_that_stays_refused_is_a_refusal(graph, microsoft):
    microsoft.fail(401, "InvalidAuthenticationToken")
    microsoft.fail(401, "InvalidAuthenticationToken")
    with pytest.raises(Denied):
        graph.get("/users/u", about="user u")


def test_a_tenant_has_one_connection_in_a_process():
    assert connect(TENANT, "public") is connect(TENANT.upper(), "public")


def test_another_application_has_another_connection():
    assert connect(TENANT, "public") is not connect(TENANT, "public", client_id="other")


def test_a_connection_sends_nothing_before_it_is_used(microsoft):
    connect(TENANT, "public", transport=microsoft.transport())
    assert microsoft.sign_ins == []


def test_the_cloud_decides_the_host(microsoft):
    graph = connect(TENANT, "gcc-high", transport=microsoft.transport()).graph
    assert graph.cloud.graph_scope == "https://graph.microsoft.us/.default"


def test_a_cloud_that_does_not_exist_is_a_problem():
    with pytest.raises(Problem, match="no cloud is called `mars`"):
        connect(TENANT, "mars")


def test_no_application_is_a_problem_that_names_the_variable(monkeypatch):
    monkeypatch.delenv("ARM_CLIENT_ID")
    with pytest.raises(NoCredential, match="ARM_CLIENT_ID"):
        connect(TENANT, "public")


def test_a_name_given_later_is_the_name_of_the_one_connection():
    first = connect("44444444-4444-4444-4444-444444444444", "public")
    assert connect("44444444-4444-4444-4444-444444444444", "public", name="contoso").name == "contoso"
    assert str(first.graph.place("user ada")) == "contoso, user ada"
