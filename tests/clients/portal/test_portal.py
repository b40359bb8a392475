import httpx
import pytest

from mto.clients.errors import Denied, NoSession, NotSetUp, Throttled, Unreadable
from mto.clients.portal import tenant_picker


def test_a_call_looks_like_the_portal_s_own(portal, microsoft):
    microsoft.answer(200, {"tenantInfoList": []})
    tenant_picker.get(portal)
    asked = microsoft.asked[0]
    assert str(asked.url) == "https://security.microsoft.com/apiproxy/mtoapi/tenants/TenantPicker"
    assert asked.headers["mtoproxyurl"] == "MTO"
    assert asked.headers["Cookie"] == "sccauth=cookie-secret; XSRF-TOKEN=xsrf%3Asecret"
    assert asked.headers["X-XSRF-TOKEN"] == "xsrf:secret"
    assert "Authorization" not in asked.headers


def test_the_list_tells_lost_tenants_too(portal, microsoft):
    rows = [
        {"tenantId": "1", "name": "A", "selected": True, "lostAccess": False, "addedOn": "2026-01-01T00:00:00Z"},
        {"tenantId": "2", "name": "B", "selected": False, "lostAccess": True, "addedOn": None},
    ]
    microsoft.answer(200, {"tenantInfoList": rows, "responseTypes": {}})
    assert [(t.tenant_id, t.lost_access) for t in tenant_picker.get(portal)] == [("1", False), ("2", True)]


@pytest.mark.parametrize("status", [401, 302, 440])
def test_a_session_that_the_portal_refuses_is_no_session(portal, microsoft, status):
    microsoft.answer(status, {})
    with pytest.raises(NoSession) as told:
        tenant_picker.get(portal)
    assert told.value.reason == "refused"


def test_an_operator_who_lacks_the_role_is_denied(portal, microsoft):
    microsoft.answer(403, {})
    with pytest.raises(Denied):
        tenant_picker.get(portal)


def test_an_operator_who_never_set_it_up_is_told_so(portal, microsoft):
    microsoft.answer(400, {})
    with pytest.raises(NotSetUp):
        tenant_picker.get(portal)


def test_a_sign_in_page_is_no_list(portal, microsoft):
    microsoft.answers.append(httpx.Response(200, text="<html>sign in</html>"))
    with pytest.raises(Unreadable):
        tenant_picker.get(portal)


def test_a_list_of_another_shape_is_unreadable(portal, microsoft):
    microsoft.answer(200, {"tenants": []})
    with pytest.raises(Unreadable):
        tenant_picker.get(portal)


def test_no_cookie_is_in_a_problem(portal, microsoft):
    for _ in range(7):
        microsoft.answer(503, {})
    with pytest.raises(Throttled) as told:
        tenant_picker.get(portal)
    assert "secret" not in str(told.value) + repr(told.value) + repr(portal)
