"""Control of a tenant as its own administrator: any object, consents, guests. No permission is asked, no lag is kept.

Every path names the tenant by its stack.
"""

import uuid

from sandbox.cloud.call import Answer, Call, Json, Refusal
from sandbox.cloud.control.portal_session import OURS
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.group import new_group
from sandbox.cloud.graph.invitation import find_by_address, new_guest, redeemed
from sandbox.cloud.graph.partner_policy import DEFAULT, PARTNER, new_partner
from sandbox.cloud.graph.service_principal import consent, find_by_app, grant, revoke
from sandbox.cloud.graph.user import new_user
from sandbox.cloud.permission_ids import APP_ROLE_IDS, GRAPH_APP_ID
from sandbox.cloud.routing import Route
from sandbox.cloud.state import Directory

RESTORABLE = {"user", "group"}


def tenant_of(call: Call) -> Directory:
    """Give the tenant that a path names."""
    tenant = call.cloud.state.tenant(call.parts["tenant"])
    if tenant is None:
        raise Refusal(404, "unknown_tenant", f"There is no tenant {call.parts['tenant']}.")
    return call.cloud.state.directory(tenant.id)


@rests_on(OURS)
def list_objects(call: Call) -> Answer:
    """List the objects of one kind, as they are."""
    return Answer(200, {"value": tenant_of(call).all(call.parts["kind"])})


@rests_on(OURS)
def get_object(call: Call) -> Answer:
    """Read one object, as it is."""
    return Answer(200, _object(call, tenant_of(call)))


@rests_on(OURS)
def create_object(call: Call) -> Answer:
    """Make an object: what is not said is filled in for users, groups and partners."""
    directory, kind, said = tenant_of(call), call.parts["kind"], call.json
    body = _filled(call, directory, kind, said)
    directory.put(kind, _key(kind, body), body, settled=True)
    return Answer(201, body)


@rests_on(OURS)
def patch_object(call: Call) -> Answer:
    """Change the named properties of an object; `_members` and `_owners` of a group are lists of ids."""
    directory = tenant_of(call)
    body = _object(call, directory) | call.json
    directory.put(call.parts["kind"], call.parts["id"], body, settled=True)
    return Answer(200, body)


@rests_on(OURS)
def delete_object(call: Call) -> Answer:
    """Delete an object: users and groups softly, `?forever=true` for good."""
    directory, kind = tenant_of(call), call.parts["kind"]
    _object(call, directory)
    directory.remove(kind, call.parts["id"], soft=kind in RESTORABLE and "forever" not in call.query)
    return Answer(204)


@rests_on(OURS)
def redeem(call: Call) -> Answer:
    """Redeem the invitation of a guest: {"address": …}."""
    directory = tenant_of(call)
    guest = find_by_address(directory, str(call.json["address"]))
    if guest is None or guest["userType"] != "Guest":
        raise Refusal(404, "unknown_guest", f"{call.json['address']} is no guest of {call.parts['tenant']}.")
    body = redeemed(guest, call.cloud.state.clock.text())
    directory.put("user", guest["id"], body, settled=True)
    return Answer(200, body)


@rests_on(OURS)
def invite(call: Call) -> Answer:
    """Invite somebody as the customer's administrator: {"address": …, "redeemed": false}."""
    directory, address = tenant_of(call), str(call.json["address"])
    now, name = call.cloud.state.clock.text(), address.split("@", maxsplit=1)[0]
    body = new_guest(str(uuid.uuid4()), address, name, directory.tenant, now)
    if call.json.get("redeemed"):
        body = redeemed(body, now)
    directory.put("user", body["id"], body, settled=True)
    return Answer(201, body)


@rests_on(OURS)
def grant_consent(call: Call) -> Answer:
    """Consent to an app: {"permissions": [...]}; without the list, what customers grant by default."""
    directory, app_id = tenant_of(call), call.cloud.seed.app_id(call.parts["app"])
    sets = call.cloud.seed.data["defaults"]["consents"].get(call.parts["app"], [])
    wanted = call.json.get("permissions", [p for name in sets for p in call.cloud.seed.data["permissions"][name]])
    unknown = [p for p in wanted if p not in APP_ROLE_IDS]
    if unknown:
        raise Refusal(400, "unknown_permission", f"The sandbox knows no permission {unknown[0]}.")
    now = call.cloud.state.clock.text()
    principal = consent(directory, app_id, call.parts["app"], str(uuid.uuid4()), now)
    graph = find_by_app(directory, GRAPH_APP_ID) or {"id": None}
    for permission in wanted:
        revoke(directory, principal, permission)
        grant(directory, principal, graph, permission, key=str(uuid.uuid4()), created=now)
    return Answer(200, {"permissions": sorted(wanted)})


@rests_on(OURS)
def revoke_consent(call: Call) -> Answer:
    """Take consent back: one permission with `?permission=NAME`, else the whole app with its principal."""
    directory, principal = tenant_of(call), _principal(call)
    permission = call.query.get("permission")
    revoke(directory, principal, permission)
    if permission is None:
        directory.remove("servicePrincipal", principal["id"])
    return Answer(204)


@rests_on(OURS)
def switch_principal(call: Call) -> Answer:
    """Switch an app's principal off or on: {"enabled": false}."""
    principal = _principal(call) | {"accountEnabled": bool(call.json["enabled"])}
    tenant_of(call).put("servicePrincipal", principal["id"], principal, settled=True)
    return Answer(204)


def _principal(call: Call) -> Json:
    found = find_by_app(tenant_of(call), call.cloud.seed.app_id(call.parts["app"]))
    if found is None:
        raise Refusal(404, "no_consent", f"{call.parts['tenant']} has not consented to {call.parts['app']}.")
    return found


def _object(call: Call, directory: Directory) -> Json:
    found = directory.get(call.parts["kind"], call.parts["id"])
    if found is None:
        raise Refusal(404, "no_object", f"There is no {call.parts['kind']} {call.parts['id']}.")
    return found


def _key(kind: str, body: Json) -> str:
    if kind == DEFAULT:
        return "default"
    return str(body["tenantId"] if kind == PARTNER else body["id"])


def _filled(call: Call, directory: Directory, kind: str, said: Json) -> Json:
    now, key = call.cloud.state.clock.text(), str(said.get("id") or uuid.uuid4())
    if kind == "user":
        name = str(said.get("displayName", "somebody"))
        return new_user(key, name, f"{name.lower()}@{directory.tenant.domain}", now) | said
    if kind == "group":
        name = str(said.get("displayName", "some group"))
        return new_group(key, name, str(said.get("mailNickname", key[:8])), now) | said
    if kind == PARTNER:
        return new_partner(str(said["tenantId"])) | said
    return said if kind == DEFAULT else {"id": key, **said}


BASE = "/tenants/{tenant}"
ROUTES = (
    Route("GET", BASE + "/objects/{kind}", list_objects),
    Route("POST", BASE + "/objects/{kind}", create_object),
    Route("GET", BASE + "/objects/{kind}/{id}", get_object),
    Route("PATCH", BASE + "/objects/{kind}/{id}", patch_object),
    Route("DELETE", BASE + "/objects/{kind}/{id}", delete_object),
    Route("POST", BASE + "/guests", invite),
    Route("POST", BASE + "/redeem", redeem),
    Route("POST", BASE + "/consents/{app}", grant_consent),
    Route("DELETE", BASE + "/consents/{app}", revoke_consent),
    Route("PATCH", BASE + "/consents/{app}", switch_principal),
)
