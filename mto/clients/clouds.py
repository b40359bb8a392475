"""Microsoft's clouds as data: which host answers for what. Which cloud a tenant is in is said by its file."""

from dataclasses import dataclass

from mto.inventory.problems import Place, Problem


@dataclass(frozen=True, slots=True)
class Cloud:
    """The hosts of one cloud, without scheme."""

    name: str
    """As the inventory writes it."""
    login: str
    graph: str
    arm: str
    azure_portal: str
    defender_portal: str

    @property
    def graph_scope(self) -> str:
        """What a token for Microsoft Graph is asked for: all application permissions consented in the tenant."""
        return f"https://{self.graph}/.default"

    @property
    def arm_scope(self) -> str:
        """What a token for Azure Resource Manager is asked for."""
        return f"https://{self.arm}/.default"


PUBLIC = Cloud(
    name="public",
    login="login.microsoftonline.com",
    graph="graph.microsoft.com",
    arm="management.azure.com",
    azure_portal="portal.azure.com",
    defender_portal="security.microsoft.com",
)

# Rests on: Graph concepts/deployments (sign-in, Graph), Defender usgov page (Defender portal). The ARM hosts are
# general knowledge. GCC tenants live on the public hosts.
CLOUDS: dict[str, Cloud] = {
    "public": PUBLIC,
    "gcc": Cloud(
        name="gcc",
        login=PUBLIC.login,
        graph=PUBLIC.graph,
        arm=PUBLIC.arm,
        azure_portal=PUBLIC.azure_portal,
        defender_portal=PUBLIC.defender_portal,
    ),
    "gcc-high": Cloud(
        name="gcc-high",
        login="login.microsoftonline.us",
        graph="graph.microsoft.us",
        arm="management.usgovcloudapi.net",
        azure_portal="portal.azure.us",
        defender_portal="security.microsoft.us",
    ),
    "dod": Cloud(
        name="dod",
        login="login.microsoftonline.us",
        graph="dod-graph.microsoft.us",
        arm="management.usgovcloudapi.net",
        azure_portal="portal.azure.us",
        defender_portal="security.apps.mil",
    ),
}


def by_name(name: str) -> Cloud:
    """The cloud that the inventory calls so. Raises: Problem if there is none."""
    if name in CLOUDS:
        return CLOUDS[name]
    raise Problem(f"no cloud is called `{name}`.", Place("clouds"), f"Clouds: {', '.join(CLOUDS)}.")


def consent_link(cloud: Cloud, tenant_id: str, client_id: str) -> str:
    """Where an administrator of the tenant consents to all that the application's registration asks for.

    This form needs no redirect in the link: Entra takes the one that the application registered.

    Rests on: Entra, "Grant tenant-wide admin consent to an application" (grant-admin-consent).
    """
    return f"https://{cloud.login}/{tenant_id}/adminconsent?client_id={client_id}"
