"""From the web server's events to a call, and back.

Reads the request whole, folds doubled slashes in its path, sends head and body of the answer."""

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl, unquote

from sandbox.cloud.call import Answer, Call
from sandbox.cloud.core import Cloud

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
JSON_TYPE = "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8"


class Application:
    """An ASGI application around one function that answers calls. `drop` ends a connection without an answer."""

    def __init__(self, cloud: Cloud, serve: Callable[[Call], Awaitable[Answer]], drop: Callable[[int], None]) -> None:
        self._cloud = cloud
        self._serve = serve
        self._drop = drop

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            return
        call = _call(self._cloud, scope, await _body(receive))
        answer = await self._serve(call)
        if answer.drop:
            self._drop(call.connection)
            return
        payload = b"" if answer.body is None else _encoded(answer.body)
        headers = {"content-type": JSON_TYPE, "content-length": str(len(payload)), **answer.headers}
        if answer.body is None:
            del headers["content-type"]
        pairs = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await send({"type": "http.response.start", "status": answer.status, "headers": pairs})
        await send({"type": "http.response.body", "body": payload})


def _encoded(body: Any) -> bytes:
    return body.encode() if isinstance(body, str) else json.dumps(body, ensure_ascii=False).encode()


async def _body(receive: Receive) -> bytes:
    chunks, more = [], True
    while more:
        event = await receive()
        chunks.append(event.get("body", b""))
        more = event.get("more_body", False)
    return b"".join(chunks)


def _call(cloud: Cloud, scope: Scope, raw: bytes) -> Call:
    headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
    return Call(
        cloud=cloud,
        method=scope["method"],
        host=headers.get("host", "").split(":")[0].lower(),
        path=re.sub(r"/{2,}", "/", unquote(scope["path"])),
        query=dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True)),
        headers=headers,
        raw=raw,
        connection=scope["client"][1] if scope.get("client") else 0,
    )
