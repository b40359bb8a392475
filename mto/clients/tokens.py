"""Tokens of the application, one per tenant and audience, in memory only. Getting one is left to `entra`."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import RLock
from typing import TYPE_CHECKING, Any

from mto.clients import credentials
from mto.clients.credentials import Credential
from mto.clients.errors import ForeignToken, Unreadable
from mto.clients.sign_in import Asked
from mto.clients.transport import Transport

if TYPE_CHECKING:
    from mto.clients.entra import SignIn

_EARLY_SECONDS = 300
"""A token is renewed this long before it ends, so that it does not run out on its way."""


@dataclass(frozen=True, slots=True)
class Token:
    """One access token, and what it says of itself."""

    text: str = field(repr=False)
    tenant_id: str
    roles: frozenset[str]
    """The application permissions that the tenant granted: what to believe about consent."""
    object_id: str
    """The service principal in that tenant, empty if the token does not name it."""
    ends: float
    """Seconds since the epoch."""


@dataclass(slots=True)
class Tokens:
    """The tokens of one application in one tenant."""

    asked: Asked
    transport: Transport
    credential: Callable[[], Credential] = credentials.read
    _app: SignIn | None = field(default=None, repr=False)
    _held: dict[str, Token] = field(default_factory=dict, repr=False)
    _lock: RLock = field(default_factory=RLock, repr=False)

    def get(self, scope: str) -> Token:
        """The token for that audience, asked for once and kept until shortly before it ends.

        Raises: NoCredential, SignInRefused and its kinds, ForeignToken, Unreachable, Unreadable.
        """
        with self._lock:
            held = self._held.get(scope)
            if held is None or held.ends - _EARLY_SECONDS < time.time():
                held = self._held[scope] = self._ask(scope)
            return held

    def forget(self, scope: str) -> None:
        """Throw away a token that the service no longer takes."""
        with self._lock:
            self._held.pop(scope, None)
            if self._app is not None:
                self._app.forget()

    def _ask(self, scope: str) -> Token:
        if self._app is None:
            from mto.clients import entra  # MSAL is imported with the first token, never before

            self._app = entra.SignIn(self.asked, self.transport, self.credential())
        return self._checked(self._app.token(scope))

    def _checked(self, text: str) -> Token:
        claims = _claims(text)
        if claims is None:
            raise Unreadable("the token cannot be read.", self.asked.place)
        tid = str(claims.get("tid", ""))
        if tid.lower() != self.asked.tenant_id.lower():
            raise ForeignToken(
                f"the token is of tenant {tid or '(none)'}, not of {self.asked.tenant_id}.",
                self.asked.place,
                "Nothing was sent with it. Check what answers for the sign-in service.",
            )
        roles = claims.get("roles")
        return Token(
            text,
            tid,
            frozenset(roles) if isinstance(roles, list) else frozenset(),
            str(claims.get("oid", "")),
            float(claims.get("exp", 0)),
        )


def _claims(text: str) -> dict[str, Any] | None:
    """What a token says of itself, unverified: the service it is for verifies it."""
    try:
        part = text.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, IndexError):
        return None
    return claims if isinstance(claims, dict) else None
