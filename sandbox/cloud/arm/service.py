"""Azure Resource Manager: the subscriptions and tenants that the caller reaches."""

from sandbox.cloud.call import Answer, Call, Refusal
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.login.tokens import InvalidTokenError
from sandbox.cloud.routing import Route, Router
from sandbox.cloud.service import Service

AUDIENCES = (
    "https://management.azure.com",
    "https://management.core.windows.net",
    "https://management.usgovcloudapi.net",
)


@rests_on("ARM common error response: {error: {code, message}}")
def render(_call: Call, refusal: Refusal) -> Answer:
    """Write a refusal as ARM does."""
    return Answer(refusal.status, {"error": {"code": refusal.code, "message": refusal.message}}, refusal.headers)


@rests_on("ARM: 401 AuthenticationFailed, InvalidAuthenticationToken")
def authenticate(call: Call) -> None:
    """Read the token of a call."""
    scheme, _, token = call.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Refusal(401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing.")
    for audience in AUDIENCES:
        try:
            call.caller = call.cloud.mint.read(token, audience)
        except InvalidTokenError as error:
            reason = error
        else:
            return
    raise Refusal(401, "InvalidAuthenticationToken", f"The access token is invalid. {reason}")


@rests_on("ARM Subscriptions - List, api-version 2022-12-01: those on which the caller holds a role")
def list_subscriptions(call: Call) -> Answer:
    """List the subscriptions."""
    _check_version(call)
    found = call.directory.seen_all("subscription")
    return Answer(200, {"value": found, "count": {"type": "Total", "value": len(found)}})


@rests_on("ARM Tenants - List, api-version 2022-12-01; an application sees the tenant of its token")
def list_tenants(call: Call) -> Answer:
    """List the tenants."""
    _check_version(call)
    tenant = call.directory.tenant
    entry = {
        "id": f"/tenants/{tenant.id}",
        "tenantId": tenant.id,
        "displayName": tenant.name,
        "defaultDomain": tenant.domain,
        "domains": [tenant.domain],
        "countryCode": "DE",
        "tenantCategory": "Home",
        "tenantType": "AAD",
    }
    return Answer(200, {"value": [entry]})


@rests_on("ARM: api-version is required, 400 MissingApiVersionParameter")
def _check_version(call: Call) -> None:
    if not call.query.get("api-version"):
        raise Refusal(
            400,
            "MissingApiVersionParameter",
            "The api-version query parameter (?api-version=) is required for all requests.",
        )


ROUTES = (Route("GET", "/subscriptions", list_subscriptions), Route("GET", "/tenants", list_tenants))
SERVICE = Service("arm", Router(ROUTES), render, authenticate)
