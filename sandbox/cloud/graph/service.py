"""Microsoft Graph as a service of the cloud: its tables of routes, and how it reads a token."""

from sandbox.cloud.call import Call, Refusal
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph import (
    b2b_policy,
    deleted_item,
    directory_object,
    directory_role,
    group,
    group_member,
    invitation,
    licence,
    organization,
    partner_policy,
    security,
    service_principal,
    user,
)
from sandbox.cloud.graph.refusals import render
from sandbox.cloud.login.tokens import InvalidTokenError
from sandbox.cloud.routing import Router
from sandbox.cloud.service import Service

MODULES = (
    user,
    invitation,
    group,
    group_member,
    directory_object,
    directory_role,
    partner_policy,
    b2b_policy,
    licence,
    service_principal,
    organization,
    deleted_item,
    security,
)


@rests_on("Graph: 401 InvalidAuthenticationToken for a missing, foreign or expired token")
def authenticate(call: Call) -> None:
    """Read the token of a call; the caller is whom it names, with what it carries."""
    scheme, _, token = call.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Refusal(401, "InvalidAuthenticationToken", "Access token is empty.")
    try:
        call.caller = call.cloud.mint.read(token, f"https://{call.host}")
    except InvalidTokenError as error:
        raise Refusal(401, "InvalidAuthenticationToken", str(error)) from error


BETA_ONLY = ("/rolemanagement/defender",)  # msgraph-metadata, v1.0 schema of 2026-08-20
SERVICE = Service(
    "graph",
    Router(r for m in MODULES for r in m.ROUTES),
    render,
    authenticate,
    versioned=True,
    beta_only=BETA_ONLY,
)
