"""Tells in one line why no answer came. Knows nothing of what was asked."""

import ssl
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from mto.clients.errors import Unreachable
from mto.inventory.problems import Place


def explain(fault: Exception, url: str, where: Place) -> Unreachable:
    """The problem behind an httpx error: proxy, name, certificate, refusal or time."""
    host = urlsplit(url).hostname or url
    proxy = _proxy_for(host)
    by_way = f" by way of the proxy {proxy}" if proxy else ""
    unclear = not isinstance(fault, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.InvalidURL)
    if isinstance(fault, httpx.ProxyError):
        return Unreachable(f"the proxy {proxy or ''} would not connect to {host} ({fault}).", where, _PROXY)
    if isinstance(fault, httpx.TimeoutException):
        return Unreachable(f"{host} did not answer in time{by_way}.", where, "Try again.", unclear=unclear)
    if _is(fault, ssl.SSLCertVerificationError):
        return Unreachable(
            f"the certificate of {host} is not trusted{by_way}.",
            where,
            "If a proxy inspects TLS here, set SSL_CERT_FILE to a file that holds its CA.",
        )
    if isinstance(fault, httpx.ConnectError) and proxy:
        return Unreachable(f"the proxy {proxy} does not answer, so {host} cannot be reached.", where, _PROXY)
    if isinstance(fault, httpx.ConnectError):
        return Unreachable(f"{host} cannot be reached ({fault}).", where, "Check name resolution and the network.")
    return Unreachable(
        f"the connection to {host} broke off{by_way} ({type(fault).__name__}).", where, "Try again.", unclear=unclear
    )


_PROXY = "Check HTTPS_PROXY, and that the proxy runs."


def _proxy_for(host: str) -> str:
    """The proxy that stands between us and the host, without its password, empty if none does."""
    named = getproxies()
    proxy = named.get("https") or named.get("all") or ""
    if not proxy or proxy_bypass(host):
        return ""
    parts = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    return f"{parts.scheme}://{parts.hostname}:{parts.port}" if parts.port else f"{parts.scheme}://{parts.hostname}"


def _is(fault: BaseException | None, kind: type[BaseException]) -> bool:
    """Whether the error, or one that led to it, is of that kind."""
    while fault is not None:
        if isinstance(fault, kind):
            return True
        fault = fault.__cause__ or fault.__context__
    return False
