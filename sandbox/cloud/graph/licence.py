"""Licences: what a tenant has bought, and which service plans are in it."""

import uuid

from sandbox.cloud.call import Answer, Call, Json
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.odata import many
from sandbox.cloud.routing import Route
from sandbox.cloud.state import Directory

KIND = "subscribedSku"
PLANS: dict[str, str] = {
    "MTP": "bf28f719-7844-4079-9c78-c1307898e192",
    "WINDEFATP": "871d91ec-ec1a-452b-a83f-bd76c7d770ef",
    "MDE_LITE": "292cc034-7b7c-4950-aaf5-943befd3f1d4",
    "ATA": "14ab5db5-e6c4-4b20-b4bc-13e36fd2227f",
    "THREAT_INTELLIGENCE": "8e0c0a52-6a6c-4d40-8370-dd62790dcd70",
    "ATP_ENTERPRISE": "f20fedf3-f3c3-43c3-8267-2bfdd51c0939",
    "ADALLOM_S_STANDALONE": "2e2ddb96-6af9-4b1d-a3f0-d6ecfd22edb2",
    "AAD_PREMIUM": "41781fb2-bc02-4b7c-bd55-b576c07bb09d",
    "AAD_PREMIUM_P2": "eec0eb4f-6444-4f95-aba0-50c24d67f998",
}


@rests_on("Graph v1.0 subscribedsku: properties; service plan ids: Microsoft's table of product names, 2026-07-29")
def new_sku(tenant_id: str, part_number: str, sku_id: str, plans: list[str], bought: int = 250) -> Json:
    """Give a licence with its service plans, all on."""
    return {
        "id": f"{tenant_id}_{sku_id}",
        "accountId": tenant_id,
        "accountName": part_number.lower(),
        "appliesTo": "User",
        "capabilityStatus": "Enabled",
        "consumedUnits": bought // 2,
        "skuId": sku_id,
        "skuPartNumber": part_number,
        "subscriptionIds": [str(uuid.uuid5(uuid.UUID(tenant_id), sku_id))],
        "prepaidUnits": {"enabled": bought, "suspended": 0, "warning": 0, "lockedOut": 0},
        "servicePlans": [
            {
                "servicePlanId": PLANS[plan],
                "servicePlanName": plan,
                "provisioningStatus": "Success",
                "appliesTo": "User",
            }
            for plan in plans
        ],
    }


def has_plan(directory: Directory, *names: str) -> bool:
    """Tell whether the tenant has one of these service plans, switched on."""
    return any(
        plan["servicePlanName"] in names and plan["provisioningStatus"] == "Success"
        for sku in directory.all(KIND)
        if sku["capabilityStatus"] in {"Enabled", "Warning"}
        for plan in sku["servicePlans"]
    )


@rests_on("Graph v1.0 subscribedsku-list; devx permissions: LicenseAssignment.Read.All is the least")
def list_skus(call: Call) -> Answer:
    """List licences."""
    return many(call, "subscribedSkus", call.directory.seen_all(KIND), paged=False)


ROUTES = (
    Route(
        "GET",
        "/subscribedSkus",
        list_skus,
        needs=(
            "LicenseAssignment.Read.All",
            "Organization.Read.All",
            "Organization.ReadWrite.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
        ),
    ),
)
