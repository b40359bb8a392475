"""The Defender portal as one operator's browser reaches it. An application cannot: there is no token for it.

Rests on: public captures of the portal's traffic (nathanmcnulty/nodoc, specifications of Defender XDR and its
multitenant view; MSCloudInternals/XDRInternals). Microsoft publishes nothing about this interface.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mto.clients.answers import Answer, fault_of
from mto.clients.clouds import Cloud
from mto.clients.errors import (
    CallFailed,
    Conflict,
    Denied,
    NoSession,
    NotFound,
    NotSetUp,
    PreconditionFailed,
    ServiceFailed,
    Throttled,
)
from mto.clients.portal import session as sessions
from mto.clients.portal.session import Session
from mto.clients.request import Request
from mto.clients.transport import Transport
from mto.inventory.problems import Place

_MEANING: dict[int, type[CallFailed]] = {
    403: Denied,
    404: NotFound,
    409: Conflict,
    412: PreconditionFailed,
    429: Throttled,
    503: Throttled,
    504: Throttled,
}
_SIGNED_OUT = (301, 302, 303, 307, 401, 440)


@dataclass(slots=True)
class Portal:
    """Multitenant management as one operator sees it."""

    session: Session
    host: str
    transport: Transport = field(repr=False)

    @property
    def operator(self) -> str:
        """Whose view it is: user principal name."""
        return self.session.operator

    def place(self, about: str) -> Place:
        """Where a problem stands."""
        return Place(f"portal as {self.operator}, {about}")

    def get(self, path: str, about: str) -> Any:
        """Read JSON. Raises: NoSession, NotSetUp (status 400), Denied, Unreachable, Unreadable, ServiceFailed."""
        answer = self._call("GET", path, None, about)
        if answer.status_code == 400:
            raise NotSetUp(
                f"{self.operator} has never set up multitenant management.",
                self.place(about),
                "They open mto.security.microsoft.com once and add a tenant.",
                status=400,
            )
        return self._checked(answer, about).data(self.place(about))

    def write(self, method: str, path: str, body: Any, about: str) -> None:
        """Write once: never again where it is unclear whether it was done. Raises: as `get`, and PreconditionFailed."""
        self._checked(self._call(method, path, body, about), about)

    def _call(self, method: str, path: str, body: Any, about: str) -> Answer:
        headers = {
            "mtoproxyurl": "MTO",
            "Cookie": f"sccauth={self.session.sccauth}; XSRF-TOKEN={self.session.xsrf_token}",
            "X-XSRF-TOKEN": unquote(self.session.xsrf_token),
        }
        url = f"https://{self.host}/apiproxy{path}"
        request = Request(method, url, headers, body=body, once=method != "GET")
        return self.transport.send(request, self.place(about))

    def _checked(self, answer: Answer, about: str) -> Answer:
        status = answer.status_code
        if status < 300:
            return answer
        if status in _SIGNED_OUT:
            raise NoSession(
                f"the portal no longer takes the session of {self.operator} (status {status}).",
                self.place(about),
                "Sign in again and save a new one.",
                status=status,
                reason="refused",
            )
        fault = fault_of(answer)
        told = f": {fault.code}: {fault.message}" if fault else "."
        kind = _MEANING.get(status, ServiceFailed)
        raise kind(
            f"the portal answered with status {status}{told}",
            self.place(about),
            status=status,
            code=fault.code if fault else "",
            request_id=answer.request_id,
        )


def open_portal(operator: str, cloud: Cloud, folder: Path | None = None, transport: Transport | None = None) -> Portal:
    """The portal as that operator sees it. Nothing is sent yet. Raises: NoSession."""
    return Portal(sessions.read(operator, folder), cloud.defender_portal, transport or Transport())
