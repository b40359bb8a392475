"""What a file asks for and this version does not build yet. Such a file is validated whole; its stack is skipped."""

from mto.inventory.home import Home
from mto.inventory.tenant import AppliedBy, Tenant

BUILT_CLOUD = "public"


def not_built(home: Home, tenant: Tenant | None) -> tuple[str, ...]:
    """Dotted paths of what a tenant (None: the home tenant) asks for in vain, in the order of the file."""
    if tenant is None:
        return _home(home)
    access, permissions = tenant.access, tenant.permissions
    asked = {
        f"tenant.cloud ({tenant.tenant.cloud})": tenant.tenant.cloud != BUILT_CLOUD,
        f"tenant.cloud of home.yaml ({home.tenant.cloud})": home.tenant.cloud != BUILT_CLOUD,
        "identity": tenant.identity is not None,
        **{f"applied_by.{key}": getattr(tenant.applied_by, key) == "customer" for key in AppliedBy.model_fields},
        "access.b2b.synchronization": access.b2b is not None and access.b2b.synchronization is not None,
        "access.gdap": access.gdap is not None,
        "access.governance": access.governance is not None,
        "permissions.entra_roles[].eligible": any(entry.eligible for entry in permissions.entra_roles.root),
        "permissions.defender_roles": bool(permissions.defender_roles.root),
        "permissions.azure_roles": bool(permissions.azure_roles.root),
        "permissions.entitlement": bool(permissions.entitlement.root),
        "sentinel": tenant.sentinel is not None,
        "registration.view_groups": bool(tenant.registration.view_groups),
    }
    return tuple(path for path, wanted in asked.items() if wanted)


def _home(home: Home) -> tuple[str, ...]:
    return (f"tenant.cloud ({home.tenant.cloud})",) if home.tenant.cloud != BUILT_CLOUD else ()
