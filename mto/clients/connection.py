"""One tenant as our clients reach it. Bound to its id and cloud: no call of one connection ends in another tenant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from mto.clients import clouds, credentials
from mto.clients.answers import Answer, Rights, problem_of
from mto.clients.clouds import Cloud, consent_link
from mto.clients.errors import Unreadable
from mto.clients.request import Request
from mto.clients.sign_in import Asked
from mto.clients.tokens import Token, Tokens
from mto.clients.transport import Transport
from mto.inventory.problems import Place

_MAX_PAGES = 1000


@dataclass(slots=True)
class Graph:
    """Microsoft Graph of one tenant, as the application.

    Every call takes `about`, the API object in words, which names the place of a problem, and `needs`, the permissions
    that a refusal should name. Each raises what `mto.clients.errors` lists.
    """

    asked: Asked
    tokens: Tokens
    transport: Transport

    @property
    def tenant_id(self) -> str:
        """The tenant that every call reaches."""
        return self.asked.tenant_id

    @property
    def cloud(self) -> Cloud:
        """The tenant's cloud."""
        return self.asked.cloud

    @property
    def client_id(self) -> str:
        """The application that calls."""
        return self.asked.client_id

    @property
    def token(self) -> Token:
        """The token in use: its `roles` are the permissions that the tenant granted, its `object_id` is our own."""
        return self.tokens.get(self.cloud.graph_scope)

    def place(self, about: str) -> Place:
        """Where a problem of that API object stands."""
        return Place(f"{self.asked.tenant}, {about}")

    def apart(self) -> Graph:
        """The same tenant by a sign-in of its own: who has written sees it at once, everybody else a while later.

        Rests on: Entra, architecture (a session reads its own writes); that a session is a token is inferred.
        """
        return Graph(self.asked, Tokens(self.asked, self.transport, self.tokens.credential), self.transport)

    def get(
        self,
        path: str,
        *,
        about: str,
        needs: tuple[str, ...] = (),
        version: str = "v1.0",
        params: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """Read one object. `params` are query options, unescaped."""
        return self._call("GET", self._url(path, version), about, needs, params=params).json(self.place(about))

    def items(
        self,
        path: str,
        *,
        about: str,
        needs: tuple[str, ...] = (),
        version: str = "v1.0",
        params: Mapping[str, str] | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Read a list, page by page as it is consumed. A next link to another host is refused, never followed."""
        url: str | None = self._url(path, version)
        for _ in range(_MAX_PAGES):
            if url is None:
                return
            page = self._call("GET", url, about, needs, params=params).json(self.place(about))
            values = page.get("value")
            if not isinstance(values, list):
                raise Unreadable("the answer is no list.", self.place(about))
            yield from values
            url, params = self._next(page, about), None
        raise Unreadable(f"the list does not end after {_MAX_PAGES} pages.", self.place(about))

    def post(
        self, path: str, body: Any = None, *, about: str, needs: tuple[str, ...] = (), version: str = "v1.0"
    ) -> dict[str, Any]:
        """Create or act. Never sent again where it is unclear whether it was done."""
        return self._call("POST", self._url(path, version), about, needs, body=body).json(self.place(about))

    def patch(
        self,
        path: str,
        body: Any,
        *,
        about: str,
        needs: tuple[str, ...] = (),
        version: str = "v1.0",
        etag: str | None = None,
    ) -> dict[str, Any]:
        """Change the named properties. With `etag`, only if nobody has changed the object since."""
        url = self._url(path, version)
        return self._call("PATCH", url, about, needs, body=body, etag=etag).json(self.place(about))

    def put(
        self, path: str, body: Any, *, about: str, needs: tuple[str, ...] = (), version: str = "v1.0"
    ) -> dict[str, Any]:
        """Replace the whole object."""
        return self._call("PUT", self._url(path, version), about, needs, body=body).json(self.place(about))

    def delete(
        self, path: str, *, about: str, needs: tuple[str, ...] = (), version: str = "v1.0", etag: str | None = None
    ) -> None:
        """Delete. Raises NotFound if it is gone already: whether that is fine is the caller's to say."""
        self._call("DELETE", self._url(path, version), about, needs, etag=etag)

    def _url(self, path: str, version: str) -> str:
        return f"https://{self.cloud.graph}/{version}{path}"

    def _next(self, page: Mapping[str, Any], about: str) -> str | None:
        link = page.get("@odata.nextLink")
        if link is None:
            return None
        parts = urlsplit(str(link))
        if parts.scheme == "https" and parts.netloc == self.cloud.graph:
            return str(link)
        raise Unreadable(f"the next page is on another host ({parts.netloc}).", self.place(about))

    def _call(
        self,
        method: str,
        url: str,
        about: str,
        needs: tuple[str, ...],
        *,
        params: Mapping[str, str] | None = None,
        body: Any = None,
        etag: str | None = None,
    ) -> Answer:
        scope, token = self.cloud.graph_scope, self.token
        headers = {"If-Match": etag} if etag else {}
        for renewed in (False, True):
            headers["Authorization"] = f"Bearer {token.text}"
            request = Request(method, url, headers, params, body, once=etag is not None)
            answer = self.transport.send(request, self.place(about))
            if answer.status_code != 401 or renewed:
                break
            self.tokens.forget(scope)  # a token revoked before its time: one new try, nothing was done with the old
            token = self.token
        if answer.status_code >= 300:
            consent = consent_link(self.cloud, self.tenant_id, self.client_id)
            raise problem_of(answer, self.place(about), Rights(needs, token.roles, consent))
        return answer


@dataclass(frozen=True, slots=True)
class Connection:
    """Our clients, bound to one tenant."""

    graph: Graph = field(repr=False)

    @property
    def tenant_id(self) -> str:
        """The tenant that every call reaches."""
        return self.graph.tenant_id

    @property
    def cloud(self) -> Cloud:
        """The tenant's cloud."""
        return self.graph.cloud

    @property
    def client_id(self) -> str:
        """The application that calls."""
        return self.graph.client_id

    @property
    def name(self) -> str:
        """How a person calls the tenant; its id where nobody named it."""
        return self.graph.asked.tenant


_open: dict[tuple[str, str, str], Connection] = {}
_lock = Lock()


def connect(
    tenant_id: str, cloud: str, client_id: str | None = None, name: str = "", transport: Transport | None = None
) -> Connection:
    """The connection to that tenant; the same one for the whole process. Nothing is sent yet.

    `client_id` is the application, ARM_CLIENT_ID's if none is given. `name` is how problems call the tenant. A
    `transport` is for tests: such a connection is never shared.

    Raises: NoCredential if no application is named, Problem if no cloud is called so.
    """
    app = credentials.client_id(client_id)
    key = (tenant_id.lower(), cloud, app)
    asked = Asked(name or tenant_id, tenant_id, app, clouds.by_name(cloud))
    if transport is not None:
        return _connection(asked, transport)
    with _lock:
        if key not in _open:
            _open[key] = _connection(asked, Transport())
        elif name:
            graph = _open[key].graph
            graph.asked = graph.tokens.asked = asked
        return _open[key]


def _connection(asked: Asked, transport: Transport) -> Connection:
    return Connection(Graph(asked, Tokens(asked, transport), transport))
