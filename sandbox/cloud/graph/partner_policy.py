"""Cross-tenant access: what one tenant accepts of another, its default, and which of the two decides.

Identity synchronization is left out: its path answers 501 by name.
"""

from copy import deepcopy

from sandbox.cloud.call import Answer, Call, Json
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.odata import many, one
from sandbox.cloud.graph.refusals import bad_request, not_found, unknown_property
from sandbox.cloud.routing import Route
from sandbox.cloud.state import Directory

READ = ("Policy.Read.All", "Policy.ReadWrite.CrossTenantAccess")
WRITE = ("Policy.ReadWrite.CrossTenantAccess",)
PARTNER, DEFAULT = "crossTenantPartner", "crossTenantDefault"
SETTINGS: dict[str, tuple[str, ...]] = {
    "automaticUserConsentSettings": ("inboundAllowed", "outboundAllowed"),
    "b2bCollaborationInbound": ("usersAndGroups", "applications"),
    "b2bCollaborationOutbound": ("usersAndGroups", "applications"),
    "b2bDirectConnectInbound": ("usersAndGroups", "applications"),
    "b2bDirectConnectOutbound": ("usersAndGroups", "applications"),
    "inboundTrust": ("isMfaAccepted", "isCompliantDeviceAccepted", "isHybridAzureADJoinedDeviceAccepted"),
}


def _both(access: str) -> Json:
    return {
        "usersAndGroups": {"accessType": access, "targets": [{"target": "AllUsers", "targetType": "user"}]},
        "applications": {"accessType": access, "targets": [{"target": "AllApplications", "targetType": "application"}]},
    }


@rests_on("Graph v1.0 crosstenantaccesspolicyconfigurationdefault-get: the service default")
def service_default() -> Json:
    """Give the default that Microsoft sets: collaboration allowed, direct connect blocked, nothing trusted."""
    return {
        "isServiceDefault": True,
        "inboundTrust": dict.fromkeys(SETTINGS["inboundTrust"], False),
        "automaticUserConsentSettings": {"inboundAllowed": False, "outboundAllowed": False},
        "b2bCollaborationOutbound": _both("allowed"),
        "b2bCollaborationInbound": _both("allowed"),
        "b2bDirectConnectOutbound": _both("blocked"),
        "b2bDirectConnectInbound": _both("blocked"),
    }


@rests_on("Graph v1.0 crosstenantaccesspolicyconfigurationpartner: null inherits the default")
def new_partner(tenant_id: str) -> Json:
    """Give a partner's settings where nothing is said: all inherited."""
    return {
        "tenantId": tenant_id,
        "isServiceProvider": None,
        "isInMultiTenantOrganization": False,
        "inboundTrust": None,
        "b2bCollaborationOutbound": None,
        "b2bCollaborationInbound": None,
        "b2bDirectConnectOutbound": None,
        "b2bDirectConnectInbound": None,
        "automaticUserConsentSettings": {"inboundAllowed": None, "outboundAllowed": None},
    }


@rests_on("Entra cross-tenant access overview: a partner's own value decides, null inherits the default")
def effective(directory: Directory, partner_id: str, setting: str, name: str) -> object:
    """Give what holds for one partner: its own value, else the tenant's default."""
    partner = directory.get(PARTNER, partner_id) or {}
    own: object = (partner.get(setting) or {}).get(name)
    if own is not None:
        return own
    default = directory.get(DEFAULT, "default") or service_default()
    return (default.get(setting) or {}).get(name)


@rests_on("Entra cross-tenant access overview: consent is suppressed only where both tenants allow it")
def redeems_automatically(resource: Directory, home: Directory) -> bool:
    """Tell whether a guest of `home` needs no consent prompt in `resource`."""
    inbound = effective(resource, home.tenant_id, "automaticUserConsentSettings", "inboundAllowed")
    outbound = effective(home, resource.tenant_id, "automaticUserConsentSettings", "outboundAllowed")
    return bool(inbound) and bool(outbound)


@rests_on("Graph v1.0 crosstenantaccesspolicy-get")
def get_policy(call: Call) -> Answer:
    """Read the policy that holds default and partners."""
    body = {"id": "crossTenantAccessPolicy", "displayName": "CrossTenantAccessPolicy", "allowedCloudEndpoints": []}
    return one(call, "policies/crossTenantAccessPolicy", body)


@rests_on("Graph v1.0 crosstenantaccesspolicyconfigurationdefault-get")
def get_default(call: Call) -> Answer:
    """Read the default."""
    found = call.directory.seen(DEFAULT, "default") or service_default()
    return one(call, "policies/crossTenantAccessPolicy/default", found)


@rests_on("Graph v1.0 crosstenantaccesspolicyconfigurationdefault-update: 204; it is the service's no longer")
def patch_default(call: Call) -> Answer:
    """Change the named settings of the default."""
    current = call.directory.get(DEFAULT, "default") or service_default()
    changed = _merged(current, call.json) | {"isServiceDefault": False}
    call.directory.put(DEFAULT, "default", changed)
    return Answer(204)


@rests_on("Graph v1.0 crosstenantaccesspolicy-list-partners")
def list_partners(call: Call) -> Answer:
    """List the partners that have settings of their own."""
    return many(call, "policies/crossTenantAccessPolicy/partners", call.directory.seen_all(PARTNER))


@rests_on("Graph v1.0 crosstenantaccesspolicyconfigurationpartner-get")
def get_partner(call: Call) -> Answer:
    """Read one partner's settings."""
    found = call.directory.seen(PARTNER, call.parts["id"].lower())
    if found is None:
        raise not_found(call.parts["id"])
    return one(call, "policies/crossTenantAccessPolicy/partners", found)


@rests_on("Graph v1.0 crosstenantaccesspolicy-post-partners: 201")
@rests_on("Entra cross-tenant-synchronization-configure-graph: Request_MultipleObjectsWithSameKeyValue")
@rests_on("A partner must be a tenant that exists, and not oneself (the words of the refusals are ours)", inferred=True)
def post_partner(call: Call) -> Answer:
    """Give a partner settings of its own; one that has some already is refused."""
    wanted, directory = call.json, call.directory
    key = str(wanted.get("tenantId", "")).lower()
    if not key:
        raise bad_request("The property 'tenantId' is required.")
    if call.cloud.state.tenant(key) is None or key == directory.tenant_id:
        raise bad_request(f"The tenant id '{key}' is not a valid partner of this tenant.")
    if directory.get(PARTNER, key) is not None:
        raise bad_request(
            "Another object with the same value for property tenantId already exists.",
            "Request_MultipleObjectsWithSameKeyValue",
        )
    made = _merged(new_partner(key), {k: v for k, v in wanted.items() if k != "tenantId"})
    directory.put(PARTNER, key, made)
    return one(call, "policies/crossTenantAccessPolicy/partners", made, status=201)


@rests_on("Graph v1.0 crosstenantaccesspolicyconfigurationpartner-update: 204; only what is named changes")
def patch_partner(call: Call) -> Answer:
    """Change the named settings of a partner."""
    key = call.parts["id"].lower()
    current = call.directory.get(PARTNER, key)
    if current is None:
        raise not_found(key)
    call.directory.put(PARTNER, key, _merged(current, call.json))
    return Answer(204)


@rests_on("Graph v1.0 crosstenantaccesspolicyconfigurationpartner-delete: 204")
def delete_partner(call: Call) -> Answer:
    """Let the default hold again for a partner."""
    key = call.parts["id"].lower()
    if call.directory.get(PARTNER, key) is None:
        raise not_found(key)
    call.directory.remove(PARTNER, key)
    return Answer(204)


@rests_on("Graph v1.0 …partner-update: a setting that is named replaces what stood, member by member", inferred=True)
def _merged(current: Json, wanted: Json) -> Json:
    result = deepcopy(current)
    for name, value in wanted.items():
        if name.startswith("@"):
            continue
        if name not in SETTINGS:
            if name in {"isServiceProvider", "isInMultiTenantOrganization"}:
                result[name] = value
                continue
            raise unknown_property(name, "crossTenantAccessPolicyConfigurationPartner")
        unknown = set(value or {}) - set(SETTINGS[name]) - {"@odata.type"}
        if unknown:
            raise unknown_property(min(unknown), name)
        given = None if value is None else {k: v for k, v in value.items() if not k.startswith("@")}
        result[name] = (
            given if given is None else {**dict.fromkeys(SETTINGS[name]), **(result.get(name) or {}), **given}
        )
    return result


ROUTES = (
    Route("GET", "/policies/crossTenantAccessPolicy", get_policy, needs=READ),
    Route("GET", "/policies/crossTenantAccessPolicy/default", get_default, needs=READ),
    Route("PATCH", "/policies/crossTenantAccessPolicy/default", patch_default, needs=WRITE),
    Route("GET", "/policies/crossTenantAccessPolicy/partners", list_partners, needs=READ),
    Route("GET", "/policies/crossTenantAccessPolicy/partners/{id}", get_partner, needs=READ),
    Route("POST", "/policies/crossTenantAccessPolicy/partners", post_partner, needs=WRITE),
    Route("PATCH", "/policies/crossTenantAccessPolicy/partners/{id}", patch_partner, needs=WRITE),
    Route("DELETE", "/policies/crossTenantAccessPolicy/partners/{id}", delete_partner, needs=WRITE),
)
