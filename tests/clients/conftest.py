"""A Microsoft that answers from a script, in the network's place."""

import base64
import json
import os
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from mto.clients.connection import Graph, connect
from mto.clients.transport import Transport
from mto.clients.wire import open_wire

TENANT = "11111111-1111-1111-1111-111111111111"
APP = "22222222-2222-2222-2222-222222222222"
SECRET = "a-very-secret-value"


def token(**claims: Any) -> str:
    body = {"tid": TENANT, "oid": "our-own-id", "roles": [], "exp": time.time() + 3600, **claims}
    part = base64.urlsafe_b64encode(json.dumps(body).encode()).decode().rstrip("=")
    return f"e30.{part}.sig"


class Microsoft:
    """What was asked, and what is answered next. Sign-in succeeds unless a test says otherwise."""

    def __init__(self) -> None:
        self.answers: list[httpx.Response | Exception] = []
        self.asked: list[httpx.Request] = []
        self.sign_ins: list[httpx.Request] = []
        self.pauses: list[float] = []
        self.claims: dict[str, Any] = {}
        self.refusal: httpx.Response | None = None
        self.metadata: httpx.Response | None = None

    def answer(self, status: int, body: Any = None, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.append(
            httpx.Response(status, json=body, headers=named)
            if body is not None
            else httpx.Response(status, headers=named)
        )

    def fail(self, status: int, code: str, message: str = "No.", **headers: str) -> None:
        error = {"error": {"code": code, "message": message, "innerError": {"request-id": "req-1"}}}
        self.answer(status, error, **headers)

    def sent(self, index: int = -1) -> Any:
        return json.loads(self.asked[index].content)

    def handle(self, request: httpx.Request) -> httpx.Response:
        if request.url.host == "login.microsoftonline.com":
            return self._sign_in(request)
        self.asked.append(request)
        assert self.answers, f"nothing is scripted for {request.method} {request.url}"
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _sign_in(self, request: httpx.Request) -> httpx.Response:
        base = f"https://login.microsoftonline.com/{TENANT}"
        if request.url.path.endswith("openid-configuration"):
            assert request.method == "GET"
            found = {
                "issuer": f"{base}/v2.0",
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "token_endpoint": f"{base}/oauth2/v2.0/token",
            }
            return self.metadata or httpx.Response(200, json=found)
        assert request.url.path.endswith("/oauth2/v2.0/token"), request.url
        self.sign_ins.append(request)
        if self.refusal:
            return self.refusal
        return httpx.Response(
            200, json={"token_type": "Bearer", "expires_in": 3599, "access_token": token(**self.claims)}
        )

    def transport(self) -> Transport:
        return Transport(opener=lambda: open_wire(httpx.MockTransport(self.handle)), pause=self.pauses.append)


@pytest.fixture(autouse=True)
def _no_network(socket_disabled: None) -> None: ...


@pytest.fixture(autouse=True)
def _no_credentials_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith(("ARM_", "ACTIONS_", "MTO_")) or n.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ARM_CLIENT_ID", APP)
    monkeypatch.setenv("ARM_CLIENT_SECRET", SECRET)


@pytest.fixture
def microsoft() -> Microsoft:
    return Microsoft()


@pytest.fixture
def graph(microsoft: Microsoft) -> Graph:
    return connect(TENANT, "public", name="fabrikam", transport=microsoft.transport()).graph


@pytest.fixture
def refuse(microsoft: Microsoft) -> Callable[[int], None]:
    def refusal(number: int) -> None:
        microsoft.refusal = httpx.Response(
            401,
            json={
                "error": "unauthorized_client",
                "error_description": f"AADSTS{number}: In Entra's words.\r\nTrace ID: t-1\r\nTimestamp: now",
                "error_codes": [number],
                "trace_id": "t-1",
            },
        )

    return refusal
