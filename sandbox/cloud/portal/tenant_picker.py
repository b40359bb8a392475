"""The tenant picker: which tenants this operator can choose, has chosen, has lost."""

from sandbox.cloud.call import Answer, Call, Json
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.portal.reach import reaches
from sandbox.cloud.portal.tenant_group import AZURE_ENVIRONMENT, private_group
from sandbox.cloud.routing import Route


@rests_on(
    "nodoc captures: GET /mtoapi/tenants/TenantPicker -> {tenantInfoList, responseTypes}; 400 before the first set-up"
)
@rests_on("That an unchosen tenant within reach is listed, not selected, and home is left out", inferred=True)
def get_picker(call: Call) -> Answer:
    """Read the operator's tenants."""
    chosen = {entry["tenantId"]: entry for entry in private_group(call)["exposedTargetTenantsInfo"]}
    infos: list[Json] = []
    for tenant in call.cloud.state.tenants():
        if tenant.id == call.who.tenant_id:
            continue
        reached = reaches(call, tenant)
        if reached or tenant.id in chosen:
            infos.append(
                {
                    "selected": tenant.id in chosen,
                    "lostAccess": not reached,
                    "name": tenant.name,
                    "tenantId": tenant.id,
                    "tenantAadEnvironment": AZURE_ENVIRONMENT[tenant.cloud],
                    "addedOn": chosen.get(tenant.id, {}).get("addedOn"),
                }
            )
    return Answer(200, {"tenantInfoList": infos, "responseTypes": {"B2B": "Success", "GDAP": "Success"}})


ROUTES = (Route("GET", "/apiproxy/mtoapi/tenants/TenantPicker", get_picker),)
