"""The control interface's own path: no token, loopback only, every answer in JSON."""

import asyncio
import json
from collections.abc import Awaitable, Callable

from sandbox.cloud.call import Answer, Call, Refusal
from sandbox.cloud.control import customer, instance, portal_session
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.routing import Route, Router


@rests_on(portal_session.OURS)
def _stop(_call: Call) -> Answer:
    """Stop this instance."""
    return Answer(202)


STOP = Route("POST", "/stop", _stop)
ROUTES = (*instance.ROUTES, *customer.ROUTES, *portal_session.ROUTES, STOP)
ROUTER = Router(ROUTES)


def serve(stop: asyncio.Event) -> Callable[[Call], Awaitable[Answer]]:
    """Give the function that answers; `stop` is set when somebody asks the instance to end."""

    async def answer(call: Call) -> Answer:
        found = ROUTER.find(call.method, call.path)
        if found is None:
            return Answer(404, {"error": f"The control interface has no {call.method} {call.path}"})
        call.route, call.parts = found
        try:
            call.body = json.loads(call.raw) if call.raw else {}
            given = call.route.handler(call)
        except Refusal as refusal:
            return Answer(refusal.status, {"error": refusal.message})
        except (ValueError, KeyError, TypeError) as error:
            return Answer(400, {"error": f"{type(error).__name__}: {error}"})
        if call.route is STOP:
            stop.set()
        return given

    return answer
