import httpx
import pytest

from mto.clients.errors import ListFull, NoSession, PreconditionFailed, Throttled, Unreachable, Unreadable
from mto.clients.portal import tenant_group, tenant_group_write
from mto.clients.portal.tenant_group import TargetTenant

NEW = TargetTenant("new", "New", 1, "2026-11-24T00:00:00Z")


def group(portal, microsoft, tenants=1, count=None):
    entries = [{"tenantId": str(n), "name": f"T{n}", "tenantAadEnvironment": 1, "addedOn": "x"} for n in range(tenants)]
    raw = {
        "tenantGroupId": "g",
        "name": "My private group",
        "type": 0,
        "userId": "u",
        "description": "kept",
        "allTenantsCount": tenants if count is None else count,
        "exposedTargetTenantsInfo": entries,
        "_etag": "e1",
        "ttl": 5,
    }
    microsoft.answer(200, [raw])
    found = tenant_group.get_own(portal)
    assert found is not None
    microsoft.asked.clear()
    return found


def test_the_whole_group_goes_back_with_its_etag(portal, microsoft):
    have = group(portal, microsoft)
    microsoft.answer(200, {})
    tenant_group_write.add(portal, have, NEW)
    sent = microsoft.sent()
    assert microsoft.asked[0].method == "PUT"
    assert microsoft.asked[0].url.path == "/apiproxy/mtoapi/tenantGroups/g"
    assert (sent["_etag"], sent["description"], sent["ttl"], sent["allTenantsCount"]) == ("e1", "kept", 5, 2)
    assert [t["tenantId"] for t in sent["exposedTargetTenantsInfo"]] == ["0", "new"]


def test_a_tenant_that_is_there_is_not_written(portal, microsoft):
    have = group(portal, microsoft)
    tenant_group_write.add(portal, have, TargetTenant("0", "", 1, ""))
    assert microsoft.asked == []


def test_a_full_list_is_counted_before_any_write(portal, microsoft):
    have = group(portal, microsoft, tenants=100)
    with pytest.raises(ListFull, match="100"):
        tenant_group_write.add(portal, have, NEW)
    assert microsoft.asked == []


def test_the_hundredth_tenant_still_goes_in(portal, microsoft):
    have = group(portal, microsoft, tenants=99)
    microsoft.answer(200, {})
    tenant_group_write.add(portal, have, NEW)
    assert len(microsoft.sent()["exposedTargetTenantsInfo"]) == 100


def test_the_portal_s_own_count_holds(portal, microsoft):
    have = group(portal, microsoft, tenants=3, count=100)
    with pytest.raises(ListFull):
        tenant_group_write.add(portal, have, NEW)


@pytest.mark.parametrize(
    "write",
    [
        lambda portal, have: tenant_group_write.add(portal, have, NEW),
        lambda portal, have: tenant_group_write.remove(portal, have, "0"),
    ],
)
def test_tenants_that_are_not_shown_are_never_dropped(portal, microsoft, write):
    have = group(portal, microsoft, tenants=3, count=7)
    with pytest.raises(Unreadable, match="3 of 7"):
        write(portal, have)
    assert microsoft.asked == []


def test_somebody_else_s_change_is_told(portal, microsoft):
    have = group(portal, microsoft)
    microsoft.answer(412, {})
    with pytest.raises(PreconditionFailed):
        tenant_group_write.add(portal, have, NEW)


@pytest.mark.parametrize("answer", [httpx.Response(503), httpx.Response(504), httpx.ReadTimeout("slow")])
def test_a_write_whose_outcome_is_unclear_is_never_repeated(portal, microsoft, answer):
    have = group(portal, microsoft)
    microsoft.answers.append(answer)
    with pytest.raises((Throttled, Unreachable)):
        tenant_group_write.add(portal, have, NEW)
    assert len(microsoft.asked) == 1


def test_a_session_that_ends_between_read_and_write_is_no_session(portal, microsoft):
    have = group(portal, microsoft)
    microsoft.answer(401, {})
    with pytest.raises(NoSession):
        tenant_group_write.add(portal, have, NEW)


def test_removing_keeps_the_list_itself(portal, microsoft):
    have = group(portal, microsoft)
    microsoft.answer(200, {})
    tenant_group_write.remove(portal, have, "0")
    assert microsoft.sent()["exposedTargetTenantsInfo"] == []
    assert microsoft.asked[0].method == "PUT"


def test_removing_what_is_not_there_writes_nothing(portal, microsoft):
    tenant_group_write.remove(portal, group(portal, microsoft), "other")
    assert microsoft.asked == []


def test_a_first_list_is_made_with_the_tenant_in_it(portal, microsoft):
    microsoft.answer(201, {})
    tenant_group_write.create_own(portal, NEW)
    assert (microsoft.asked[0].method, microsoft.asked[0].url.path) == ("POST", "/apiproxy/mtoapi/tenantGroups")
    assert [t["tenantId"] for t in microsoft.sent()["exposedTargetTenantsInfo"]] == ["new"]
