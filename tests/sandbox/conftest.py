"""One sandbox for all tests of a worker, reset before each, reached as a program reaches Microsoft."""

import json
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import msal
import pytest
import requests

from sandbox import instance

APPS = {"deploy": "7b1d2c44-90aa-4f0b-8a53-1e6c0d9f2b77", "verify": "2e9f6a10-83c7-4d5b-b1e4-60d8c3a7f512"}
ROLES = {"Security Operator": "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f"}


@dataclass
class Sandbox:
    """A running instance with what a test needs of it. Tenants are named by stack, apps by purpose."""

    running: instance.Instance

    @property
    def folder(self) -> Path:
        return self.running.folder

    def control(self, method: str, path: str, body: Any = None) -> Any:
        answer = httpx.request(method, self.running.address + path, json=body, trust_env=False, timeout=30)
        assert answer.is_success, answer.text
        return answer.json() if answer.content else None

    def id(self, stack: str) -> str:
        return next(str(t["id"]) for t in self.control("GET", "/status")["tenants"] if t["stack"] == stack)

    def secret(self, app: str) -> str:
        return str(json.loads((self.folder / "secrets.json").read_text())[APPS[app]])

    def client(self, base: str, **headers: str) -> httpx.Client:
        trusted = ssl.create_default_context(cafile=str(self.folder / "ca.pem"))
        proxy = f"http://127.0.0.1:{self.running.proxy}"
        return httpx.Client(base_url=base, proxy=proxy, verify=trusted, headers=headers, trust_env=False, timeout=30)

    def msal(self, tenant: str, app: str = "deploy", credential: Any = None) -> msal.ConfidentialClientApplication:
        return msal.ConfidentialClientApplication(
            APPS.get(app, app),
            authority=f"https://login.microsoftonline.com/{tenant}",
            client_credential=credential or self.secret(app),
            http_client=self.requests(),
        )

    def requests(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = False
        session.verify = str(self.folder / "ca.pem")
        session.proxies = {"https": f"http://127.0.0.1:{self.running.proxy}"}
        return session

    def token(self, stack: str, app: str = "deploy", resource: str = "https://graph.microsoft.com") -> str:
        answer = self.msal(self.id(stack), app).acquire_token_for_client([f"{resource}/.default"])
        assert "access_token" in answer, answer
        return str(answer["access_token"])

    def graph(self, stack: str, app: str = "deploy") -> httpx.Client:
        return self.client("https://graph.microsoft.com", Authorization=f"Bearer {self.token(stack, app)}")

    def portal(self, upn: str) -> httpx.Client:
        """A browser's session: the cookies, and the second of them decoded in a header."""
        session = json.loads((self.folder / "sessions" / f"{upn}.json").read_text())
        cookie = f"sccauth={session['sccauth']}; XSRF-TOKEN={session['xsrf_token']}"
        headers = {"Cookie": cookie, "X-XSRF-TOKEN": unquote(session["xsrf_token"]), "mtoproxyurl": "MTO"}
        return self.client("https://security.microsoft.com/apiproxy/mtoapi", **headers)

    def refusal(self, answer: httpx.Response) -> tuple[int, str]:
        """Status and code of a refusal, which must be in Graph's form."""
        body = answer.json()["error"]
        assert set(body["innerError"]) == {"date", "request-id", "client-request-id"}
        return answer.status_code, body["code"]


@pytest.fixture(scope="session")
def shared_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """The instance itself, one a worker."""
    folder = tmp_path_factory.mktemp("sandbox")
    yield Sandbox(instance.start(folder, lag=0.0, bound_to_us=True))
    instance.stop(folder)


@pytest.fixture
def sandbox(shared_sandbox: Sandbox) -> Sandbox:
    """The instance as new, without lag."""
    shared_sandbox.control("POST", "/reset")
    shared_sandbox.control("POST", "/lag", {"seconds": 0})
    return shared_sandbox


@pytest.fixture
def graph(sandbox: Sandbox) -> httpx.Client:
    """Fabrikam's Graph as the deploy app sees it."""
    return sandbox.graph("fabrikam")


@pytest.fixture
def invite(graph: httpx.Client) -> Callable[[str], str]:
    """Invite somebody to Fabrikam and give the guest's id."""

    def ask(address: str) -> str:
        body = {"invitedUserEmailAddress": address, "inviteRedirectUrl": "https://security.microsoft.com"}
        answer = graph.post("/v1.0/invitations", json=body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["invitedUser"]["id"])

    return ask


@pytest.fixture
def make_group(graph: httpx.Client) -> Callable[..., str]:
    """Make a group in Fabrikam and give its id."""

    def ask(name: str = "mto-tier1", **said: Any) -> str:
        plain = {"displayName": name, "mailNickname": name, "mailEnabled": False, "securityEnabled": True}
        answer = graph.post("/beta/groups", json={**plain, **said})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    return ask
