"""The tenant as it describes itself, and what it may learn of another tenant."""

from sandbox.cloud.call import Answer, Call, Json
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.odata import context, many
from sandbox.cloud.graph.refusals import not_found
from sandbox.cloud.routing import Route
from sandbox.cloud.state import Tenant

KIND = "organization"
READ = (
    "Organization.Read.All",
    "Organization.ReadWrite.All",
    "User.Read.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
)


@rests_on("Graph v1.0 organization: properties")
def new_organization(tenant: Tenant, created: str) -> Json:
    """Give the one organization object of a tenant."""
    return {
        "id": tenant.id,
        "deletedDateTime": None,
        "assignedPlans": [],
        "businessPhones": [],
        "countryLetterCode": "DE",
        "createdDateTime": created,
        "defaultUsageLocation": None,
        "displayName": tenant.name,
        "marketingNotificationEmails": [],
        "onPremisesSyncEnabled": None,
        "partnerTenantType": None,
        "preferredLanguage": "en",
        "provisionedPlans": [],
        "securityComplianceNotificationMails": [],
        "securityComplianceNotificationPhones": [],
        "technicalNotificationMails": [f"admin@{tenant.domain}"],
        "tenantType": "AAD",
        "verifiedDomains": [
            {
                "capabilities": "Email, OfficeCommunicationsOnline",
                "isDefault": True,
                "isInitial": True,
                "name": tenant.domain,
                "type": "Managed",
            }
        ],
    }


@rests_on("Graph v1.0 organization-list: exactly one")
def list_organizations(call: Call) -> Answer:
    """Read the tenant's own description."""
    return many(call, KIND, call.directory.seen_all(KIND), paged=False)


@rests_on("Graph v1.0 tenantrelationship-findtenantinformationbytenantid, …bydomainname")
def find_tenant(call: Call) -> Answer:
    """Tell the public facts of any tenant."""
    asked = call.parts["key"]
    found = call.cloud.state.tenant(asked)
    if found is None or asked.lower() == found.stack:
        raise not_found(asked)
    body = {
        "@odata.context": context(call, "microsoft.graph.tenantInformation"),
        "tenantId": found.id,
        "federationBrandName": None,
        "displayName": found.name,
        "defaultDomainName": found.domain,
    }
    return Answer(200, body)


FIND = "/tenantRelationships/findTenantInformation"
LOOKUP = ("CrossTenantInformation.ReadBasic.All",)
ROUTES = (
    Route("GET", "/organization", list_organizations, needs=READ),
    Route("GET", FIND + "ByTenantId(tenantId='{key}')", find_tenant, needs=LOOKUP),
    Route("GET", FIND + "ByDomainName(domainName='{key}')", find_tenant, needs=LOOKUP),
)
