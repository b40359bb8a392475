"""A person's portal sign-in, from a file that only its owner can read. How it was saved is left to the person.

It is read when it is used, is never copied anywhere, and a missing one says nothing about the tenant.
"""

import json
import os
import stat
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mto.clients.errors import NoSession
from mto.inventory.problems import Place

FOLDER = "MTO_PORTAL_SESSIONS"
"""The variable that names the folder: one file per operator, `<upn>.json`."""

_UNSAFE = set(' \t\r\n;,"\\')


@dataclass(frozen=True, slots=True)
class Session:
    """What the portal's own pages send, for one operator."""

    operator: str
    """User principal name."""
    sccauth: str = field(repr=False)
    """The cookie of that name."""
    xsrf_token: str = field(repr=False)
    """The cookie XSRF-TOKEN, as the browser keeps it (percent-encoded)."""
    expires: datetime


def read(operator: str, folder: Path | None = None, now: datetime | None = None) -> Session:
    """The operator's session, if it may be used.

    Raises: NoSession with its `reason`.
    """
    path = _file(operator, folder)
    try:
        found = path.stat()
    except OSError:
        raise _none(operator, "missing", f"there is no session of {operator}.", "Sign in and save one.") from None
    if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO) or found.st_uid != os.getuid():
        what = f"the session of {operator} can be read by others, so it is not used."
        raise _none(operator, "readable by others", what, f"Sign out in the portal, save a new one, chmod 600 {path}.")
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        expires = datetime.fromisoformat(data["expires"])
        session = Session(
            operator,
            _plain(data["sccauth"]),
            _plain(data["xsrf_token"]),
            expires if expires.tzinfo else expires.replace(tzinfo=UTC),
        )
    except (OSError, ValueError, KeyError, TypeError):
        what = f"the session of {operator} cannot be read."
        raise _none(operator, "unreadable", what, "It wants sccauth, xsrf_token and expires (ISO time).") from None
    if session.expires <= (now or datetime.now(UTC)):
        what = f"the session of {operator} expired on {session.expires:%Y-%m-%d %H:%M} UTC."
        raise _none(operator, "expired", what, "Sign in again and save a new one.")
    return session


def _file(operator: str, folder: Path | None) -> Path:
    if folder is None and not os.environ.get(FOLDER):
        what = "no folder of portal sessions is named."
        raise _none(operator, "missing", what, f"Set {FOLDER}, or use the method `manual`.")
    if "/" in operator or "\0" in operator or operator.startswith("."):
        raise _none(operator, "missing", f"{operator!r} is no user principal name.", "Correct the person's entry.")
    return (folder or Path(os.environ[FOLDER])) / f"{operator}.json"


def _plain(value: Any) -> str:
    """A cookie's value, refused where it could end the cookie. Its text is never told."""
    if isinstance(value, str) and value and value.isascii() and value.isprintable() and not _UNSAFE & set(value):
        return value
    raise ValueError


def _none(operator: str, reason: str, what: str, remedy: str) -> NoSession:
    return NoSession(what, Place(f"portal, {operator}"), remedy, reason=reason)
