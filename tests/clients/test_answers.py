import httpx
import pytest

from mto.clients.errors import (
    AlreadyThere,
    Conflict,
    Denied,
    NotFound,
    PreconditionFailed,
    ServiceFailed,
    Unreadable,
)
from mto.inventory.problems import Problem


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (404, "Request_ResourceNotFound", NotFound),
        (404, "NotFound", NotFound),
        (409, "ObjectConflict", AlreadyThere),
        (400, "Request_MultipleObjectsWithSameKeyValue", AlreadyThere),
        (409, "Request_Conflict", Conflict),
        (412, "PreconditionFailed", PreconditionFailed),
        (400, "Request_BadRequest", ServiceFailed),
        (500, "generalException", ServiceFailed),
    ],
)
def test_each_answer_has_its_type(graph, microsoft, status, code, kind):
    microsoft.fail(status, code)
    with pytest.raises(Problem) as told:
        graph.get("/users/u", about="user u")
    assert type(told.value) is kind


def test_a_404_that_does_not_say_so_is_not_a_missing_object(graph, microsoft):
    microsoft.fail(404, "UnknownError", "")
    with pytest.raises(ServiceFailed):
        graph.get("/users/u", about="user u")


def test_a_404_of_a_proxy_is_not_a_missing_object(graph, microsoft):
    microsoft.answers.append(httpx.Response(404, text="<html>blocked</html>"))
    with pytest.raises(Unreadable, match="proxy"):
        graph.get("/users/u", about="user u")


def test_a_page_in_place_of_json_is_unreadable(graph, microsoft):
    microsoft.answers.append(httpx.Response(200, text="<html>sign in</html>"))
    with pytest.raises(Unreadable):
        graph.get("/users/u", about="user u")


def test_a_refusal_names_the_permission_that_is_missing_and_where_to_consent(graph, microsoft):
    microsoft.claims = {"roles": ["User.Read.All"]}
    microsoft.fail(403, "Authorization_RequestDenied", "Insufficient privileges.")
    with pytest.raises(Denied) as told:
        graph.get("/x", about="thing", needs=("User.Read.All", "Policy.Read.All"))
    assert told.value.missing == ("Policy.Read.All",)
    assert "adminconsent?client_id=22222222" in told.value.remedy


def test_a_refusal_in_spite_of_the_permission_points_to_the_tenant(graph, microsoft):
    microsoft.claims = {"roles": ["User.Invite.All"]}
    microsoft.fail(403, "Forbidden", "Guest invitations not allowed for your company.")
    with pytest.raises(Denied) as told:
        graph.post("/invitations", {}, about="invitation", needs=("User.Invite.All",))
    assert told.value.missing == ()
    assert "a setting of the tenant refuses" in told.value.remedy


def test_a_problem_stands_at_the_tenant_and_the_api_object(graph, microsoft):
    microsoft.fail(404, "Request_ResourceNotFound")
    with pytest.raises(NotFound) as told:
        graph.get("/users/u", about="user ada")
    assert str(told.value.where) == "fabrikam, user ada"


def test_the_request_id_is_told_but_is_no_part_of_what_is_wrong(graph, microsoft):
    microsoft.fail(404, "Request_ResourceNotFound")
    with pytest.raises(NotFound) as told:
        graph.get("/users/u", about="user ada")
    assert "req-1" in str(told.value)
    assert "req-1" not in told.value.what


def test_no_token_is_in_a_problem(graph, microsoft):
    microsoft.fail(403, "Authorization_RequestDenied")
    with pytest.raises(Denied) as told:
        graph.get("/x", about="thing")
    sent = microsoft.asked[0].headers["Authorization"].removeprefix("Bearer ")
    assert sent not in str(told.value) + repr(told.value)
