"""One request on the network, once. When it is sent again is left to `transport`.

Only `transport` imports this module, and late: httpx costs more to import than an unchanged run may.
"""

import functools
import ssl
from dataclasses import dataclass

import httpx

from mto.clients.answers import Answer
from mto.clients.network_faults import explain
from mto.clients.request import Request
from mto.inventory.problems import Place

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
"""A read that gets no answer is sent twice, so this is half of what a dead service costs."""


@functools.cache
def _trust() -> ssl.SSLContext:
    """The certificates that are trusted, read once: it costs more than a request. SSL_CERT_FILE is honoured."""
    return httpx.create_ssl_context()


@dataclass(slots=True)
class Wire:
    """A client of its own for one connection: no cookie of one tenant ever reaches another."""

    http: httpx.Client

    def exchange(self, request: Request, where: Place) -> Answer:
        """Send and read the whole answer. Raises: Unreachable."""
        try:
            response = self.http.request(
                request.method,
                request.url,
                headers=request.headers,
                params=request.params,
                json=request.body,
                data=request.form,
            )
        except (httpx.HTTPError, httpx.InvalidURL) as fault:
            raise explain(fault, request.url, where) from None
        return Answer(response.status_code, response.text, {k.lower(): v for k, v in response.headers.items()})


def open_wire(mock: httpx.BaseTransport | None = None) -> Wire:
    """A wire whose connections are kept alive; `mock` takes the network's place in tests."""
    return Wire(
        httpx.Client(
            verify=_trust() if mock is None else False,
            transport=mock,
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            follow_redirects=False,
            headers={"User-Agent": "mto", "Accept": "application/json"},
        )
    )
