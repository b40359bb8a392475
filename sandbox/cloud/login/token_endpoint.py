"""The token endpoint for applications: POST /{tenant}/oauth2/v2.0/token, client credentials.

Leaves secrets and certificates to `credentials`. People do not sign in here: the control interface makes
their sessions.
"""

from urllib.parse import parse_qs

from sandbox.cloud.call import Answer, Call, Caller, Json
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.service_principal import find_by_app
from sandbox.cloud.hosts import SERVICES
from sandbox.cloud.login.refusals import refuse, unknown_tenant
from sandbox.cloud.login.tokens import LIFETIME
from sandbox.cloud.permission_ids import PERMISSION_OF_ROLE
from sandbox.cloud.routing import Route
from sandbox.cloud.state import Directory

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@rests_on("OAuth 2.0 client credentials flow on the Microsoft identity platform")
@rests_on("Entra error codes: AADSTS90002, 70003, 700016, 7000112, 7000216")
def token(call: Call) -> Answer:
    """Give an application a token for one tenant, with what that tenant granted it."""
    form = {name: values[0] for name, values in parse_qs(call.raw.decode()).items()}
    name = call.parts["tenant"]
    tenant = call.cloud.state.tenant(name)
    if tenant is None or name.lower() == tenant.stack:
        raise unknown_tenant(name)
    if form.get("grant_type") != "client_credentials":
        raise refuse(400, "unsupported_grant_type", 70003, "The app requested an unsupported grant type.")
    app_id = form.get("client_id", "").lower()
    directory = call.cloud.state.directory(tenant.id)
    principal = find_by_app(directory, app_id)
    if principal is None:
        raise refuse(
            400,
            "unauthorized_client",
            700016,
            f"Application with identifier '{app_id}' was not found in the directory '{tenant.name}'. This can happen if"
            " the application has not been installed by the administrator of the tenant or consented to by any user in"
            " the tenant. You may have sent your authentication request to the wrong tenant.",
        )
    _check_credential(call, form, app_id, tenant.id)
    if not principal["accountEnabled"]:
        raise refuse(
            400, "unauthorized_client", 7000112, f"Application '{app_id}'({principal['displayName']}) is disabled."
        )
    audience = _audience(form.get("scope", ""), tenant.name)
    granted = granted_permissions(directory, principal["id"]) if "graph" in audience else frozenset()
    call.caller = Caller(tenant.id, app_id, principal["id"], granted)
    signed = call.cloud.mint.issue(call.caller, audience, principal["displayName"])
    call.cloud.state.keep_secret("access token", signed)
    body: Json = {"token_type": "Bearer", "expires_in": LIFETIME, "ext_expires_in": LIFETIME, "access_token": signed}
    return Answer(200, body, {"Cache-Control": "no-store, no-cache"})


def granted_permissions(directory: Directory, principal_id: str) -> frozenset[str]:
    """Give the Graph permissions that a tenant granted to a service principal."""
    grants = (g for g in directory.all("appRoleAssignment") if g["principalId"] == principal_id)
    return frozenset(PERMISSION_OF_ROLE[g["appRoleId"]] for g in grants if g["appRoleId"] in PERMISSION_OF_ROLE)


def _check_credential(call: Call, form: dict[str, str], app_id: str, tenant_id: str) -> None:
    if "client_assertion" in form:
        if form.get("client_assertion_type") != ASSERTION_TYPE:
            raise refuse(
                400, "invalid_request", 90014, "The required field 'client_assertion_type' is missing or wrong."
            )
        base = f"https://{call.host}/{call.parts['tenant']}"
        audiences = [f"{base}/oauth2/v2.0/token", f"{base}/v2.0", f"https://{call.host}/{tenant_id}/oauth2/v2.0/token"]
        call.cloud.credentials.check_assertion(app_id, form["client_assertion"], audiences)
    elif "client_secret" in form:
        call.cloud.credentials.check_secret(app_id, form["client_secret"])
    else:
        raise refuse(
            401,
            "invalid_client",
            7000216,
            "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.",
        )


@rests_on("Entra error codes: AADSTS1002012 scope without /.default, AADSTS500011 unknown resource")
def _audience(scope: str, tenant_name: str) -> str:
    scopes = [s for s in scope.split() if s not in {"openid", "profile", "offline_access"}]
    if len(scopes) != 1 or not scopes[0].endswith("/.default"):
        raise refuse(
            400,
            "invalid_scope",
            1002012,
            f"The provided value for scope {scope} is not valid. Client credential flows must have a scope value with"
            " /.default suffixed to the resource identifier (application ID URI).",
        )
    audience = scopes[0].removesuffix("/.default").rstrip("/")
    host = audience.removeprefix("https://")
    if SERVICES.get(host) not in {"graph", "arm", "defender"} and host != "management.core.windows.net":
        raise refuse(
            400,
            "invalid_resource",
            500011,
            f"The resource principal named {audience} was not found in the tenant named {tenant_name}. This can happen"
            " if the application has not been installed by the administrator of the tenant or consented to by any user"
            " in the tenant. You might have sent your authentication request to the wrong tenant.",
        )
    return audience


ROUTES = (Route("POST", "/{tenant}/oauth2/v2.0/token", token),)
