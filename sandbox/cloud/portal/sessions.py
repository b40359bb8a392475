"""An operator's signed-in portal session: two cookies, and the header that repeats one.

Made and ended by the control interface. A session is a person's; no application's token opens the portal.
"""

import secrets
from datetime import datetime
from urllib.parse import quote, unquote

from sandbox.cloud.call import Call, Caller, Json, Refusal
from sandbox.cloud.clock import as_text
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.invitation import find_by_address
from sandbox.cloud.state import State, Tenant

SESSION = "portalSession"
LASTS = 8 * 3600.0  # seconds


def issue(state: State, upn: str, seconds: float = LASTS) -> Json:
    """Sign an operator in and give what their browser would hold."""
    home = home_of(state, upn)
    session: Json = {
        "upn": upn.lower(),
        "sccauth": secrets.token_urlsafe(48),
        "xsrf_token": quote(f"{secrets.token_urlsafe(32)}:{secrets.token_urlsafe(8)}", safe=""),
        "expires": as_text(state.clock.now() + seconds),
    }
    state.keep_secret("portal cookie", session["sccauth"])
    state.keep_secret("portal cookie", session["xsrf_token"])
    state.keep_secret("portal cookie", unquote(session["xsrf_token"]))
    state.directory(home.id).put(SESSION, upn.lower(), session, settled=True)
    return session


def expire(state: State, upn: str) -> None:
    """End an operator's session at once; whoever holds the cookies is refused."""
    directory = state.directory(home_of(state, upn).id)
    session = directory.get(SESSION, upn.lower())
    if session:
        directory.put(SESSION, upn.lower(), session | {"expires": as_text(state.clock.now() - 1)}, settled=True)


def home_of(state: State, upn: str) -> Tenant:
    """Give the tenant of an operator, by the domain of their name."""
    tenant = state.tenant(upn.rsplit("@", 1)[-1])
    if tenant is None:
        raise Refusal(404, "unknown_operator", f"No tenant has the domain of {upn}.")
    return tenant


@rests_on("nodoc captures: cookies sccauth and XSRF-TOKEN, the latter repeated URL-decoded in X-XSRF-TOKEN")
@rests_on("What the portal answers without a session, or with a wrong header, is in no capture", inferred=True)
def authenticate(call: Call) -> None:
    """Find the operator by their cookies."""
    cookies = dict(part.strip().partition("=")[::2] for part in call.headers.get("cookie", "").split(";"))
    session = _session(call.cloud.state, cookies.get("sccauth", ""))
    if session is None:
        raise Refusal(401, "Unauthorized", "No session.")
    if datetime.fromisoformat(session["expires"]).timestamp() < call.cloud.state.clock.now():
        raise Refusal(401, "Unauthorized", "The session has expired.")
    token = session["xsrf_token"]
    if cookies.get("XSRF-TOKEN") != token or call.headers.get("x-xsrf-token") != unquote(token):
        raise Refusal(403, "Forbidden", "The XSRF token does not fit the session.")
    home = home_of(call.cloud.state, session["upn"])
    person = find_by_address(call.cloud.state.directory(home.id), session["upn"])
    call.caller = Caller(home.id, "", person["id"] if person else "", upn=session["upn"])


def _session(state: State, sccauth: str) -> Json | None:
    if not sccauth:
        return None
    for tenant in state.tenants():
        for session in state.directory(tenant.id).all(SESSION):
            if secrets.compare_digest(str(session["sccauth"]), sccauth):
                return session
    return None
