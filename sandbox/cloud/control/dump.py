"""Whole tenants as one JSON document in a stable order, to be compared before and after."""

from sandbox.cloud.call import Json
from sandbox.cloud.portal.sessions import SESSION
from sandbox.cloud.portal.tenant_group import GROUP
from sandbox.cloud.state import Directory, State, Tenant

APART = {
    SESSION,
    GROUP,
}  # a session is a secret; lists of the portal have a place of their own, without times and etags


def dump(state: State, only: str = "") -> Json:
    """Give `{stack: {tenant, objects, deleted, portal}}`; `only` is one stack."""
    return {tenant.stack: _tenant(state, tenant) for tenant in state.tenants() if only in {"", tenant.stack}}


def _tenant(state: State, tenant: Tenant) -> Json:
    directory = state.directory(tenant.id)
    kinds = [kind for kind in directory.kinds() if kind not in APART]
    objects = {kind: _sorted([_plain(directory, body) for body in directory.all(kind)]) for kind in kinds}
    deleted = {kind: _sorted([_plain(directory, body) for body, _ in directory.deleted(kind)]) for kind in kinds}
    return {
        "tenant": {"id": tenant.id, "name": tenant.name, "domain": tenant.domain, "cloud": tenant.cloud},
        "objects": {kind: bodies for kind, bodies in objects.items() if bodies},
        "deleted": {kind: bodies for kind, bodies in deleted.items() if bodies},
        "portal": _portal(directory),
    }


def _plain(directory: Directory, body: Json) -> Json:
    """Write members and owners by id, sorted, the living ones only."""
    living = {o["id"] for kind in ("user", "group", "servicePrincipal") for o in directory.all(kind)}
    return {
        key.removeprefix("_"): sorted(k for k in value if k in living) if key in {"_members", "_owners"} else value
        for key, value in sorted(body.items())
    }


def _sorted(bodies: list[Json]) -> list[Json]:
    return sorted(bodies, key=lambda body: str(body.get("id") or body.get("tenantId") or ""))


def _portal(directory: Directory) -> Json:
    """Give the lists by operator; one that is empty counts as none, since the portal never deletes one."""
    lists = {}
    for group in directory.all(GROUP):
        owner = directory.get("user", group["userId"])
        name = owner["userPrincipalName"] if owner else group["userId"]
        lists[name] = sorted(entry["tenantId"] for entry in group["exposedTargetTenantsInfo"])
    return {name: tenants for name, tenants in sorted(lists.items()) if tenants}
