"""The two tenants of a relationship as a stack reaches them: by our providers, and by the azuread plugin.

Credentials are left to the environment (the plugin reads ARM_* itself), so none is in state and the application may
differ between a preview and an up without a change of any resource.
"""

from dataclasses import dataclass

import pulumi
import pulumi_azuread as azuread

from mto.inventory.home import Home
from mto.inventory.tenant import Tenant

ENVIRONMENT = {"public": "public", "gcc": "public", "gcc-high": "usgovernmentl4", "dod": "usgovernmentl5"}
"""The azuread plugin's names of the clouds (pulumi-azuread, Provider: `environment`); GCC lives in the public one."""


@dataclass(frozen=True)
class Side:
    """One tenant as a stack reaches it."""

    tenant_id: str
    cloud: str
    plugin: azuread.Provider


@dataclass(frozen=True)
class Relationship:
    """What every resource of one tenant's stack needs to find both tenants again."""

    stack: str
    connection: dict[str, str]
    """Properties for our providers: ids and clouds of both tenants."""

    @classmethod
    def of(cls, stack: str, home: Home, tenant: Tenant) -> "Relationship":
        """The relationship between the home tenant and one managed tenant."""
        return cls(
            stack,
            {
                "home_id": str(home.tenant.id),
                "home_cloud": home.tenant.cloud,
                "managed_id": str(tenant.tenant.id),
                "managed_cloud": tenant.tenant.cloud,
            },
        )


def side(name: str, tenant_id: str, cloud: str, parent: pulumi.Resource) -> Side:
    """A side with a plugin of its own, bound to the tenant. No CLI login and no machine identity is ever used."""
    plugin = azuread.Provider(
        f"{name}-azuread",
        tenant_id=tenant_id,
        environment=ENVIRONMENT[cloud],
        use_cli=False,
        use_msi=False,
        opts=pulumi.ResourceOptions(parent=parent),
    )
    return Side(tenant_id, cloud, plugin)
