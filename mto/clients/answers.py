"""What came back, and the problem that it means if it is an error. Sends nothing."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from mto.clients.errors import (
    AlreadyThere,
    CallFailed,
    Conflict,
    Denied,
    NotFound,
    PreconditionFailed,
    ServiceFailed,
    Throttled,
    Unreadable,
)
from mto.inventory.problems import Place

# Codes of their own that mean "there is one already"; the first is also sent with status 400.
_TWICE = ("Request_MultipleObjectsWithSameKeyValue", "ObjectConflict", "RoleAssignmentExists", "nameAlreadyExists")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, read whole. Its attributes are also what MSAL expects of a response."""

    status_code: int
    text: str
    headers: Mapping[str, str]
    """Names in lower case."""

    @property
    def request_id(self) -> str:
        """The id under which the service logged the request, empty if it named none."""
        return self.headers.get("request-id") or self.headers.get("x-ms-request-id", "")

    @property
    def retry_after(self) -> float | None:
        """Seconds that the service asks us to wait, None if it does not say."""
        asked = self.headers.get("retry-after", "")
        if asked.replace(".", "", 1).isdigit():
            return float(asked)
        try:
            return max(0.0, parsedate_to_datetime(asked).timestamp() - time.time())
        except ValueError:
            return None

    def json(self, where: Place) -> dict[str, Any]:
        """The answer as a JSON object; nothing at all reads as an empty one. Raises: Unreadable."""
        data = self.data(where) if self.text.strip() else {}
        if isinstance(data, dict):
            return data
        raise self._unreadable("is not a JSON object", where)

    def data(self, where: Place) -> Any:
        """The answer as JSON of any kind. Raises: Unreadable."""
        try:
            return json.loads(self.text)
        except ValueError:
            raise self._unreadable("is not JSON", where) from None

    def _unreadable(self, how: str, where: Place) -> Unreadable:
        kind = self.headers.get("content-type", "no content type")
        return Unreadable(
            f"the answer (status {self.status_code}, {kind}) {how}.",
            where,
            "A proxy or a sign-in page may have answered in the service's place.",
            status=self.status_code,
            request_id=self.request_id,
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """Code and message of an OData error."""

    code: str
    message: str
    request_id: str


def fault_of(answer: Answer) -> Fault | None:
    """The error that the answer holds, None if it holds none that can be read.

    Rests on: Graph, "Microsoft Graph error responses" (error: code, message, innerError with request-id).
    """
    try:
        error = json.loads(answer.text)["error"]
        code, message = str(error["code"]), str(error.get("message") or "")
    except (ValueError, KeyError, TypeError):
        return None
    inner: Any = error.get("innerError") or error.get("innererror") or {}
    request_id = str(inner.get("request-id", "")) if isinstance(inner, dict) else ""
    return Fault(code, " ".join(message.split()), answer.request_id or request_id)


@dataclass(frozen=True, slots=True)
class Rights:
    """What a call needs, and what its caller may."""

    needs: tuple[str, ...] = ()
    """The permissions of the call."""
    held: frozenset[str] | None = None
    """Those of the token, None if unknown."""
    consent_link: str = ""
    """Where an administrator grants what is missing."""


def problem_of(answer: Answer, where: Place, rights: Rights) -> CallFailed:
    """The problem that an answer of status 300 and above means."""
    fault = fault_of(answer)
    if answer.status_code in (429, 503, 504):
        return Throttled(
            f"the service is busy (status {answer.status_code}) and stayed so for as long as we wait.",
            where,
            "Run it again later.",
            status=answer.status_code,
            code=fault.code if fault else "",
            request_id=answer.request_id,
            retry_after=answer.retry_after,
        )
    if fault is None:
        return Unreadable(
            f"status {answer.status_code} came without an error that can be read.",
            where,
            "A proxy may have answered in the service's place.",
            status=answer.status_code,
            request_id=answer.request_id,
        )
    if answer.status_code in (401, 403):
        return _denied(answer, fault, where, rights)
    kind = _kind(answer.status_code, fault)
    told = f"{fault.code}: {fault.message}" if fault.message else f"{fault.code} (status {answer.status_code})."
    return kind(told, where, status=answer.status_code, code=fault.code, request_id=fault.request_id)


def _kind(status: int, fault: Fault) -> type[CallFailed]:
    if fault.code in _TWICE or (status in (400, 409) and "already exist" in fault.message.lower()):
        return AlreadyThere
    if status == 404 and fault.code.lower().endswith("notfound"):
        return NotFound
    if status == 412:
        return PreconditionFailed
    return Conflict if status == 409 else ServiceFailed


def _denied(answer: Answer, fault: Fault, where: Place, rights: Rights) -> Denied:
    missing = tuple(n for n in rights.needs if rights.held is not None and n not in rights.held)
    names = " and ".join(missing or rights.needs)
    remedy = f"The call needs {names}." if names else ""
    if missing:
        at = f" at {rights.consent_link} ." if rights.consent_link else "."
        remedy = f"The token does not hold {names}: add it to the application and have an administrator consent{at}"
    elif names and rights.held is not None:
        remedy = f"The application holds {names}, so a setting of the tenant refuses: ask its administrator."
    return Denied(
        f"refused: {fault.code}: {fault.message}",
        where,
        remedy,
        status=answer.status_code,
        code=fault.code,
        request_id=fault.request_id,
        needs=rights.needs,
        missing=missing,
    )
