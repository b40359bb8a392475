"""The API objects that are only read, and have one shape: one promise each."""

import pytest

from mto.clients.errors import NotFound, Unreadable
from mto.clients.graph import (
    hunting,
    incident,
    organization,
    role_assignment,
    service_principal,
    subscribed_sku,
    tenant_information,
)


def test_roles_are_read_of_one_principal(graph, microsoft):
    row = {"id": "a", "principalId": "p", "roleDefinitionId": "r", "directoryScopeId": "/"}
    microsoft.answer(200, {"value": [row]})
    (held,) = role_assignment.held_by(graph, "p")
    assert (held.role_definition_id, held.scope) == ("r", "/")
    assert microsoft.asked[0].url.params["$filter"] == "principalId eq 'p'"


def test_role_names_come_from_the_tenant(graph, microsoft):
    microsoft.answer(200, {"value": [{"id": "r", "displayName": "Security Reader", "isBuiltIn": True}]})
    (role,) = role_assignment.definitions(graph)
    assert (role.name, role.built_in, role.enabled) == ("Security Reader", True, True)


def test_an_application_nobody_consented_to_is_none(graph, microsoft):
    microsoft.answer(200, {"value": []})
    assert service_principal.find(graph, "app") is None


def test_an_application_that_was_switched_off_is_told(graph, microsoft):
    microsoft.answer(200, {"value": [{"id": "s", "appId": "app", "accountEnabled": False}]})
    found = service_principal.find(graph, "app")
    assert found is not None
    assert not found.enabled


def test_granted_permissions_name_their_service(graph, microsoft):
    microsoft.answer(200, {"value": [{"appRoleId": "1", "resourceId": "2", "resourceDisplayName": "Microsoft Graph"}]})
    (grant,) = service_principal.granted(graph, "s")
    assert (grant.app_role_id, grant.resource) == ("1", "Microsoft Graph")


def test_plans_are_read_with_their_state(graph, microsoft):
    plan = {"servicePlanId": "1", "servicePlanName": "MTP", "provisioningStatus": "Success"}
    microsoft.answer(
        200, {"value": [{"skuPartNumber": "SPE_E5", "capabilityStatus": "Enabled", "servicePlans": [plan]}]}
    )
    (sku,) = subscribed_sku.get_all(graph)
    assert sku.usable
    assert [(p.name, p.status) for p in sku.plans] == [("MTP", "Success")]


def test_a_suspended_licence_is_not_usable(graph, microsoft):
    microsoft.answer(200, {"value": [{"skuPartNumber": "SPE_E5", "capabilityStatus": "Suspended"}]})
    assert not subscribed_sku.get_all(graph)[0].usable


def test_the_initial_domain_is_told(graph, microsoft):
    domains = [{"name": "fabrikam.example"}, {"name": "fabrikam.onmicrosoft.com", "isInitial": True}]
    microsoft.answer(200, {"value": [{"id": "t", "displayName": "Fabrikam", "verifiedDomains": domains}]})
    found = organization.get(graph)
    assert (found.initial_domain, len(found.domains)) == ("fabrikam.onmicrosoft.com", 2)


def test_no_organization_is_unreadable(graph, microsoft):
    microsoft.answer(200, {"value": []})
    with pytest.raises(Unreadable):
        organization.get(graph)


def test_one_incident_is_enough(graph, microsoft):
    following = "https://graph.microsoft.com/v1.0/security/incidents?$skip=1"
    microsoft.answer(200, {"value": [{"id": "1", "displayName": "X"}], "@odata.nextLink": following})
    found = incident.newest(graph)
    assert found is not None
    assert found.id == "1"
    assert microsoft.asked[0].url.params["$top"] == "1"


def test_no_incident_is_an_answer(graph, microsoft):
    microsoft.answer(200, {"value": []})
    assert incident.newest(graph) is None


@pytest.mark.parametrize("key", ["name", "Name"])
def test_a_hunt_tells_columns_and_rows(graph, microsoft, key):
    microsoft.answer(200, {"schema": [{key: "Count"}], "results": [{"Count": 3}]})
    found = hunting.run(graph, "DeviceInfo | count", timespan="P1D")
    assert (found.columns, found.rows) == (("Count",), ({"Count": 3},))
    assert microsoft.sent() == {"Query": "DeviceInfo | count", "Timespan": "P1D"}


def test_a_hunt_without_results_is_unreadable(graph, microsoft):
    microsoft.answer(200, {})
    with pytest.raises(Unreadable):
        hunting.run(graph, "DeviceInfo")


def test_a_tenant_is_found_by_its_domain(graph, microsoft):
    microsoft.answer(200, {"tenantId": "t", "displayName": "Fabrikam", "defaultDomainName": "fabrikam.example"})
    assert tenant_information.by_domain(graph, "fabrikam.example").tenant_id == "t"
    assert "findTenantInformationByDomainName(domainName='fabrikam.example')" in microsoft.asked[0].url.path


def test_a_tenant_that_does_not_exist_is_not_found(graph, microsoft):
    microsoft.fail(404, "Directory_ObjectNotFound")
    with pytest.raises(NotFound):
        tenant_information.by_id(graph, "t")
