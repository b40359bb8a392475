"""Entra's refusals at sign-in, in its own words and form: AADSTS code, trace id, correlation id.

Rests on: Entra "Authentication and authorization error codes" (reference-error-codes).
"""

import uuid

from sandbox.cloud.call import Answer, Call, Refusal


def refuse(status: int, error: str, number: int, message: str) -> Refusal:
    """Make a refusal: HTTP status, OAuth error, AADSTS number, message."""
    return Refusal(status, error, message, number=number)


def unknown_tenant(name: str) -> Refusal:
    """No such directory."""
    return refuse(
        400,
        "invalid_request",
        90002,
        f"Tenant '{name}' not found. Check to make sure you have the correct tenant ID and are signing into the"
        " correct cloud. Check with your subscription administrator, this may happen if there are no active"
        " subscriptions for the tenant.",
    )


def render(call: Call, refusal: Refusal) -> Answer:
    """Write a refusal as the sign-in host does."""
    number = int(refusal.details.get("number", 900023))
    trace, correlation = str(uuid.uuid4()), call.headers.get("client-request-id", call.request_id)
    now = call.cloud.state.clock.text().replace("T", " ")
    return Answer(
        refusal.status,
        {
            "error": refusal.code,
            "error_description": f"AADSTS{number}: {refusal.message} Trace ID: {trace}"
            f" Correlation ID: {correlation} Timestamp: {now}",
            "error_codes": [number],
            "timestamp": now,
            "trace_id": trace,
            "correlation_id": correlation,
            "error_uri": f"https://{call.host}/error?code={number}",
        },
        refusal.headers,
    )
