"""Microsoft Graph's refusals, in its own form, and those that many routes share.

Rests on: Graph "Microsoft Graph error responses and resource types" (concepts/errors.md).
"""

from sandbox.cloud.call import Answer, Call, Json, Refusal
from sandbox.cloud.clock import as_text


def render(call: Call, refusal: Refusal) -> Answer:
    """Write a refusal as Graph does: code, message, and an inner error with date and request ids."""
    inner = {
        "date": as_text(call.cloud.state.clock.now()).removesuffix("Z"),
        "request-id": call.request_id,
        "client-request-id": call.headers.get("client-request-id", call.request_id),
    }
    error: Json = {"code": refusal.code, "message": refusal.message, "innerError": inner}
    if refusal.details:
        error = {"code": refusal.code, "message": refusal.message, **refusal.details, "innerError": inner}
    return Answer(refusal.status, {"error": error}, refusal.headers)


def not_found(key: str) -> Refusal:
    """No such object. Rests on: docs issue microsoft-graph-docs #8637 (measured text)."""
    return Refusal(
        404,
        "Request_ResourceNotFound",
        f"Resource '{key}' does not exist or one of its queried reference-property objects are not present.",
    )


def denied() -> Refusal:
    """The token lacks a permission."""
    return Refusal(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")


def bad_request(message: str, code: str = "Request_BadRequest", **details: object) -> Refusal:
    """The request itself is wrong."""
    return Refusal(400, code, message, **details)


def read_only(name: str) -> Refusal:
    """A property that cannot be changed."""
    return bad_request(f"Property '{name}' is read-only and cannot be set.")


def unknown_property(name: str, kind: str) -> Refusal:
    """A property that the type does not have."""
    return bad_request(f"Could not find a property named '{name}' on type 'microsoft.graph.{kind}'.", "BadRequest")
