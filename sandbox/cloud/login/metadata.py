"""What a client may read before it signs in: instance discovery, OpenID metadata, public keys.

Rests on: OpenID Connect Discovery on the Microsoft identity platform, as MSAL asks for it.
"""

from sandbox.cloud.call import Answer, Call, Json
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.hosts import GRAPH_HOST_OF_CLOUD, LOGIN_HOST_OF_CLOUD
from sandbox.cloud.login.refusals import unknown_tenant
from sandbox.cloud.routing import Route

PUBLIC_ALIASES = ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"]
US_GOV_ALIASES = ["login.microsoftonline.us", "login.usgovcloudapi.net"]


@rests_on("MSAL's instance discovery: GET /common/discovery/instance, api-version 1.0 and 1.1")
def discover_instance(call: Call) -> Answer:
    """Tell which hosts belong together; an authority outside this cloud's list is refused."""
    asked = call.query.get("authorization_endpoint", "")
    clouds = [
        {
            "preferred_network": "login.microsoftonline.com",
            "preferred_cache": "login.windows.net",
            "aliases": PUBLIC_ALIASES,
        },
        {"preferred_network": US_GOV_ALIASES[0], "preferred_cache": US_GOV_ALIASES[0], "aliases": US_GOV_ALIASES},
    ]
    host = asked.removeprefix("https://").split("/")[0]
    if asked and not any(host in cloud["aliases"] for cloud in clouds):
        return Answer(
            400, {"error": "invalid_instance", "error_description": "AADSTS50049: Unknown or invalid instance."}
        )
    tenant = asked.removeprefix("https://").split("/")[1] if asked.count("/") > 2 else "common"
    body: Json = {
        "tenant_discovery_endpoint": f"https://{host or call.host}/{tenant}/v2.0/.well-known/openid-configuration",
        "api-version": call.query.get("api-version", "1.1"),
        "metadata": clouds,
    }
    return Answer(200, body)


@rests_on("OpenID Connect metadata document of the Microsoft identity platform, v2.0")
def openid_configuration(call: Call) -> Answer:
    """Give a tenant's endpoints; the tenant may be named by id or domain."""
    name = call.parts["tenant"]
    tenant = call.cloud.state.tenant(name)
    if tenant is None or name.lower() == tenant.stack:
        raise unknown_tenant(name)
    host = call.host
    base = f"https://{host}/{tenant.id}"
    body: Json = {
        "token_endpoint": f"{base}/oauth2/v2.0/token",
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "jwks_uri": f"{base}/discovery/v2.0/keys",
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": f"{base}/v2.0",
        "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
        "device_authorization_endpoint": f"{base}/oauth2/v2.0/devicecode",
        "end_session_endpoint": f"{base}/oauth2/v2.0/logout",
        "tenant_region_scope": "USGov" if tenant.cloud in {"gcc-high", "dod"} else "EU",
        "cloud_instance_name": LOGIN_HOST_OF_CLOUD[tenant.cloud].removeprefix("login."),
        "cloud_graph_host_name": "graph.windows.net",
        "msgraph_host": GRAPH_HOST_OF_CLOUD[tenant.cloud],
    }
    return Answer(200, body)


@rests_on("OpenID Connect metadata document: jwks_uri")
def public_keys(call: Call) -> Answer:
    """Give the keys with which tokens are signed."""
    return Answer(200, call.cloud.mint.public_keys())


ROUTES = (
    Route("GET", "/common/discovery/instance", discover_instance),
    Route("GET", "/{tenant}/v2.0/.well-known/openid-configuration", openid_configuration),
    Route("GET", "/{tenant}/discovery/v2.0/keys", public_keys),
)
