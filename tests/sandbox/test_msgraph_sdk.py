"""Microsoft's own client runs a scripted session, and its models recognise every property of every answer."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from azure.identity import ClientSecretCredential
from kiota_abstractions.api_error import APIError
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.serialization import AdditionalDataHolder, Parsable
from msgraph.generated.groups.groups_request_builder import GroupsRequestBuilder
from msgraph.generated.models.cross_tenant_access_policy_configuration_partner import (
    CrossTenantAccessPolicyConfigurationPartner,
)
from msgraph.generated.models.cross_tenant_access_policy_inbound_trust import CrossTenantAccessPolicyInboundTrust
from msgraph.generated.models.group import Group
from msgraph.generated.models.inbound_outbound_policy_configuration import InboundOutboundPolicyConfiguration
from msgraph.generated.models.invitation import Invitation
from msgraph.generated.models.reference_create import ReferenceCreate
from msgraph.generated.models.unified_role_assignment import UnifiedRoleAssignment
from msgraph.generated.security.microsoft_graph_security_run_hunting_query.run_hunting_query_post_request_body import (
    RunHuntingQueryPostRequestBody,
)
from msgraph.generated.users.users_request_builder import UsersRequestBuilder
from msgraph.graph_service_client import GraphServiceClient

SECURITY_OPERATOR = "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f"
pytestmark = pytest.mark.filterwarnings("ignore:This class is deprecated:DeprecationWarning")  # in the client itself
FREE_FORM = {"HuntingRowResult"}  # a row's columns are the query's, so its model is open by design


def unrecognised(thing: Any, path: str = "") -> Iterator[str]:
    """Every property that a model had no field for, but OData's own."""
    if isinstance(thing, list):
        for number, element in enumerate(thing):
            yield from unrecognised(element, f"{path}[{number}]")
    elif isinstance(thing, Parsable):
        path = path or type(thing).__name__
        if isinstance(thing, AdditionalDataHolder) and type(thing).__name__ not in FREE_FORM:
            yield from (f"{path}.{name}" for name in thing.additional_data if "@" not in name)
        for name, value in vars(thing).items():
            if name not in {"additional_data", "backing_store"}:
                yield from unrecognised(value, f"{path}.{name}")


class Client:
    """Microsoft's client for one tenant, with every answer kept."""

    def __init__(self, sandbox: Any, stack: str) -> None:
        credential = ClientSecretCredential(
            sandbox.id(stack), "7b1d2c44-90aa-4f0b-8a53-1e6c0d9f2b77", sandbox.secret("deploy")
        )
        self.graph = GraphServiceClient(credential, ["https://graph.microsoft.com/.default"])
        self.strange: list[str] = []

    async def keep(self, asked: Any) -> Any:
        answer = await asked
        self.strange += list(unrecognised(answer))
        return answer


@pytest.fixture
def session(sandbox: Any, monkeypatch: Any) -> Any:
    for name, value in {
        "HTTPS_PROXY": f"http://127.0.0.1:{sandbox.running.proxy}",
        "https_proxy": f"http://127.0.0.1:{sandbox.running.proxy}",
        "SSL_CERT_FILE": str(sandbox.folder / "ca.pem"),
        "REQUESTS_CA_BUNDLE": str(sandbox.folder / "ca.pem"),
    }.items():
        monkeypatch.setenv(name, value)
    return lambda stack: Client(sandbox, stack)


def test_a_guest_a_group_a_role_and_back(session: Any) -> None:
    async def run() -> list[str]:
        client: Client = session("fabrikam")
        graph, keep = client.graph, client.keep
        invitation = await keep(
            graph.invitations.post(
                Invitation(
                    invited_user_email_address="ada@northwind.example",
                    invite_redirect_url="https://security.microsoft.com",
                )
            )
        )
        guest = invitation.invited_user.id
        select = [
            "id",
            "mail",
            "userType",
            "externalUserState",
            "identities",
            "creationType",
            "createdDateTime",
            "otherMails",
        ]
        query = UsersRequestBuilder.UsersRequestBuilderGetQueryParameters(
            filter="mail eq 'ada@northwind.example' or otherMails/any(m:m eq 'ada@northwind.example')", select=select
        )
        users = await keep(graph.users.get(RequestConfiguration(query_parameters=query)))
        assert [user.id for user in users.value] == [guest]
        assert users.value[0].external_user_state == "PendingAcceptance"
        await keep(graph.users.by_user_id(guest).get())

        wanted = Group(
            display_name="Northwind SOC: tier1 (mto, roles)",
            mail_nickname="mto-tier1-roles",
            mail_enabled=False,
            security_enabled=True,
            is_assignable_to_role=True,
        )
        wanted.additional_data["members@odata.bind"] = [f"https://graph.microsoft.com/v1.0/directoryObjects/{guest}"]
        group = await keep(graph.groups.post(wanted))
        assert group.is_assignable_to_role
        members = await keep(graph.groups.by_group_id(group.id).members.get())
        assert [member.id for member in members.value] == [guest]
        groups = await keep(graph.users.by_user_id(guest).member_of.get())
        assert [found.id for found in groups.value] == [group.id]
        named = GroupsRequestBuilder.GroupsRequestBuilderGetQueryParameters(filter="startswith(mailNickname,'mto-')")
        assert len((await keep(graph.groups.get(RequestConfiguration(query_parameters=named)))).value) == 1

        directory = graph.role_management.directory
        held = await keep(
            directory.role_assignments.post(
                UnifiedRoleAssignment(
                    principal_id=group.id, role_definition_id=SECURITY_OPERATOR, directory_scope_id="/"
                )
            )
        )
        await keep(directory.role_assignments.by_unified_role_assignment_id(held.id).get())
        await keep(directory.role_assignments.get())
        await keep(directory.role_definitions.get())
        with pytest.raises(APIError) as refused:
            await graph.users.by_user_id(guest).delete()
        assert refused.value.response_status_code == 403

        await directory.role_assignments.by_unified_role_assignment_id(held.id).delete()
        await graph.groups.by_group_id(group.id).members.by_directory_object_id(guest).ref.delete()
        await graph.groups.by_group_id(group.id).delete()
        await graph.users.by_user_id(guest).delete()
        gone = await keep(graph.directory.deleted_items.graph_user.get())
        assert [user.id for user in gone.value] == [guest]
        return client.strange

    assert asyncio.run(run()) == []


def test_a_partner_policy_on_both_sides(session: Any, sandbox: Any) -> None:
    async def run() -> list[str]:
        strange = []
        for stack, other in (("fabrikam", "home"), ("home", "fabrikam")):
            client: Client = session(stack)
            policy, keep = client.graph.policies.cross_tenant_access_policy, client.keep
            await keep(policy.get())
            default = await keep(policy.default.get())
            assert default.is_service_default
            partner = sandbox.id(other)
            made = await keep(
                policy.partners.post(
                    CrossTenantAccessPolicyConfigurationPartner(
                        tenant_id=partner, inbound_trust=CrossTenantAccessPolicyInboundTrust(is_mfa_accepted=True)
                    )
                )
            )
            assert made.inbound_trust.is_mfa_accepted
            one = policy.partners.by_cross_tenant_access_policy_configuration_partner_tenant_id(partner)
            settings = InboundOutboundPolicyConfiguration(inbound_allowed=True, outbound_allowed=True)
            await one.patch(CrossTenantAccessPolicyConfigurationPartner(automatic_user_consent_settings=settings))
            found = await keep(one.get())
            assert found.inbound_trust.is_mfa_accepted
            assert found.automatic_user_consent_settings.outbound_allowed
            assert len((await keep(policy.partners.get())).value) == 1
            await one.delete()
            strange += client.strange
        return strange

    assert asyncio.run(run()) == []


def test_what_is_only_read(session: Any, sandbox: Any) -> None:
    async def run() -> list[str]:
        more = ["Organization.Read.All", "CrossTenantInformation.ReadBasic.All"]
        sandbox.control("POST", "/tenants/contoso/consents/deploy", {"permissions": more})
        client: Client = session("contoso")
        graph, keep = client.graph, client.keep
        assert (await keep(graph.organization.get())).value[0].display_name == "Contoso"
        skus = (await keep(graph.subscribed_skus.get())).value
        assert "MTP" in {plan.service_plan_name for sku in skus for plan in sku.service_plans}
        assert len((await keep(graph.security.incidents.get())).value) == 14
        await keep(graph.security.incidents.by_incident_id("1").get())
        body = RunHuntingQueryPostRequestBody(query="SecurityIncident | take 1")
        assert (await keep(graph.security.microsoft_graph_security_run_hunting_query.post(body))).results
        assert (await keep(graph.policies.authorization_policy.get())).allow_invites_from.value == "everyone"
        relations = graph.tenant_relationships
        await keep(relations.find_tenant_information_by_tenant_id_with_tenant_id(sandbox.id("home")).get())
        await keep(relations.find_tenant_information_by_domain_name_with_domain_name("northwind.example").get())
        return client.strange

    assert asyncio.run(run()) == []


def test_members_come_and_go_by_reference(session: Any) -> None:
    async def run() -> list[str]:
        client: Client = session("fourthcoffee")
        graph, keep = client.graph, client.keep
        (group,) = (await keep(graph.groups.get())).value
        members = graph.groups.by_group_id(group.id).members
        (ada,) = (await keep(members.get())).value
        await members.by_directory_object_id(ada.id).ref.delete()
        link = f"https://graph.microsoft.com/v1.0/directoryObjects/{ada.id}"
        await members.ref.post(ReferenceCreate(odata_id=link))
        with pytest.raises(APIError) as refused:
            await members.ref.post(ReferenceCreate(odata_id=link))
        assert "already exist" in str(refused.value)
        return client.strange

    assert asyncio.run(run()) == []


def test_a_property_that_the_model_lacks_would_be_noticed(session: Any, sandbox: Any) -> None:
    (group,) = sandbox.control("GET", "/tenants/fourthcoffee/objects/group")["value"]
    sandbox.control("PATCH", f"/tenants/fourthcoffee/objects/group/{group['id']}", {"colour": "green"})

    async def run() -> list[str]:
        client: Client = session("fourthcoffee")
        await client.keep(client.graph.groups.get())
        return client.strange

    assert asyncio.run(run()) == ["GroupCollectionResponse.value[0].colour"]
