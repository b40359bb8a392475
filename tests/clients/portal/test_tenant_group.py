import pytest

from mto.clients.errors import Unreadable
from mto.clients.portal import tenant_group

OWN = {
    "entityType": "TenantGroup",
    "tenantGroupId": "g",
    "name": "My private group",
    "type": 0,
    "userId": "u",
    "allTenantsCount": 1,
    "exposedTargetTenantsInfo": [{"tenantId": "AB", "name": "A", "tenantAadEnvironment": 1, "addedOn": "2026"}],
    "_etag": "e1",
}
SHARED = {**OWN, "tenantGroupId": "s", "type": 1, "userId": None}


def test_the_operator_s_own_list_is_told_from_shared_groups(portal, microsoft):
    microsoft.answer(200, [SHARED, OWN])
    own = tenant_group.get_own(portal)
    assert own is not None
    assert (own.id, own.etag, own.raw) == ("g", "e1", OWN)


def test_no_own_list_is_none(portal, microsoft):
    microsoft.answer(200, [SHARED])
    assert tenant_group.get_own(portal) is None


def test_one_group_without_a_list_around_it_is_read(portal, microsoft):
    microsoft.answer(200, OWN)
    assert [g.id for g in tenant_group.get_all(portal)] == ["g"]


def test_the_group_in_force_is_read(portal, microsoft):
    microsoft.answer(200, OWN)
    assert tenant_group.get_effective(portal).holds("ab")
    assert microsoft.asked[0].url.path == "/apiproxy/mtoapi/tenantGroups/effective/"


def test_something_else_is_unreadable(portal, microsoft):
    microsoft.answer(200, ["x"])
    with pytest.raises(Unreadable):
        tenant_group.get_all(portal)
