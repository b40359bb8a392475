"""The path of every request, as one list. Read `STEPS` from top to bottom: that is what happens.

A step returns an answer to end the way, or None to let the call go on. A refusal raised on the way is written in the
form of the service that refuses.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable

from sandbox.cloud.arm.service import SERVICE as ARM
from sandbox.cloud.call import Answer, Call, Refusal
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.service import SERVICE as GRAPH
from sandbox.cloud.hosts import SERVICES
from sandbox.cloud.login.service import SERVICE as LOGIN
from sandbox.cloud.portal.service import SERVICE as PORTAL
from sandbox.cloud.service import Service

ROOMS: dict[str, Service] = {room.name: room for room in (LOGIN, GRAPH, ARM, PORTAL)}


async def find_service(call: Call) -> Answer | None:
    """Find the room behind the host."""
    call.service = SERVICES.get(call.host, "")
    if call.service not in ROOMS:
        return not_built(call)
    return None


@rests_on("Microsoft Graph: the first segment is the version, v1.0 or beta")
async def read_version(call: Call) -> Answer | None:
    """Take Graph's version from the path."""
    if not room(call).versioned:
        return None
    version, _, rest = call.path.lstrip("/").partition("/")
    if version not in {"v1.0", "beta"}:
        raise Refusal(404, "BadRequest", f"Invalid version: {version}")
    call.version, call.path = version, "/" + rest
    return None


async def authenticate(call: Call) -> Answer | None:
    """Find out who calls; a service that wants a token refuses here."""
    room(call).authenticate(call)
    return None


async def fault_before(call: Call) -> Answer | None:
    """Let an injected fault happen instead of the call, or ahead of it."""
    fault = call.cloud.faults.meeting(call)
    if fault is None:
        return None
    call.fault = str(fault.id)
    if fault.delay:
        await asyncio.sleep(fault.delay)
    if fault.after:
        answer = await go_on(call)
        return fault.answer() or answer
    return fault.answer()


@rests_on("Microsoft Graph: a segment that a version lacks is a bad request")
async def route(call: Call) -> Answer | None:
    """Find the function that answers, or say by name that it is not built."""
    found = room(call).router.find(call.method, call.path, call.version)
    if found is None:
        if call.version == "v1.0" and _is_beta(call):
            segment = call.path.strip("/").split("/")[1]
            raise Refusal(400, "BadRequest", f"Resource not found for the segment '{segment}'.")
        return not_built(call)
    call.route, call.parts = found
    return None


@rests_on("devx-content permissions of 2026-08-07: which application permission opens which method and path")
async def permit(call: Call) -> Answer | None:
    """Refuse a caller whose token holds none of what the route needs."""
    needs = call.route.needs if call.route else ()
    held = call.caller.permissions if call.caller else frozenset()
    if needs and not any(set(need.split(" and ")) <= held for need in needs):
        raise Refusal(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")
    return None


async def read_body(call: Call) -> Answer | None:
    """Read a JSON body; the sign-in host reads forms itself."""
    if call.raw and call.service != "login":
        try:
            call.body = json.loads(call.raw)
        except ValueError as error:
            raise Refusal(400, "BadRequest", "Unable to read JSON request payload.") from error
    return None


async def answer(call: Call) -> Answer | None:
    """Do what is asked, in one step that nothing interrupts."""
    return call.route.handler(call) if call.route else None


STEPS: tuple[Callable[[Call], Awaitable[Answer | None]], ...] = (
    find_service,
    read_version,
    authenticate,
    fault_before,
    route,
    permit,
    read_body,
    answer,
)


async def go_on(call: Call) -> Answer:
    """Take the steps that follow a fault which spoils only the answer."""
    return await _walk(call, STEPS[STEPS.index(fault_before) + 1 :])


async def serve(call: Call) -> Answer:
    """Take a call through all steps and record it, however it ends."""
    began = time.monotonic()
    sent_path = call.path
    given = await _walk(call, STEPS)
    if not given.drop:
        given.headers.setdefault("request-id", call.request_id)
        given.headers.setdefault("client-request-id", call.headers.get("client-request-id", call.request_id))
    query = "&".join(f"{name}={value}" for name, value in call.query.items())
    call.cloud.log.add(
        time=call.cloud.state.clock.text(),
        method=call.method,
        host=call.host,
        path=sent_path + (f"?{query}" if query else ""),
        status=given.status,
        app=call.caller.app_id if call.caller else "",
        tenant=call.caller.tenant_id if call.caller else "",
        fault=call.fault,
        milliseconds=int((time.monotonic() - began) * 1000),
    )
    return given


def room(call: Call) -> Service:
    """Give the room that a call belongs to."""
    return ROOMS[call.service]


def _is_beta(call: Call) -> bool:
    known = room(call).router.find(call.method, call.path, "beta")
    return known is not None or call.path.lower().startswith(room(call).beta_only)


def not_built(call: Call) -> Answer:
    """Say by name what this cloud does not have, so that nobody takes it for the service's answer."""
    asked = f"{call.method} https://{call.host}{'/' + call.version if call.version else ''}{call.path}"
    return Answer(501, {"error": {"code": "NotImplemented", "message": f"The sandbox does not have {asked}"}})


async def _walk(call: Call, steps: tuple[Callable[[Call], Awaitable[Answer | None]], ...]) -> Answer:
    try:
        for step in steps:
            given = await step(call)
            if given is not None:
                return given
    except Refusal as refusal:
        return room(call).refuse(call, refusal)
    return not_built(call)
