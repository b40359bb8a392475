"""Whether an operator gets into another tenant: as a guest who has redeemed, or need not."""

from sandbox.cloud.call import Call
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.invitation import find_by_address
from sandbox.cloud.graph.partner_policy import redeems_automatically
from sandbox.cloud.state import Tenant


@rests_on("Defender mto-requirements 2026-07-02: access by B2B; Entra: automatic redemption needs both sides")
def reaches(call: Call, tenant: Tenant) -> bool:
    """Tell whether the operator can open this tenant now."""
    directory = call.cloud.state.directory(tenant.id)
    guest = find_by_address(directory, call.who.upn)
    if guest is None or guest["userType"] != "Guest" or not guest["accountEnabled"]:
        return False
    return guest["externalUserState"] == "Accepted" or redeems_automatically(directory, call.directory)
