"""One request and its answer, as every room sees them.

Leaves to the services how a refusal is written: Graph, Entra, ARM and the portal each have a form of their own.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.cloud.core import Cloud
    from sandbox.cloud.routing import Route
    from sandbox.cloud.state import Directory

Json = dict[str, Any]


@dataclass
class Answer:
    """Status, body and headers. A body of None is an answer without content; `drop` closes the connection instead."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False


class Refusal(Exception):  # noqa: N818 - an answer of the service, not an error of ours  # noqa: N818 - an answer of the service, not an error of ours
    """The service says no: status, its own code, its own words."""

    def __init__(self, status: int, code: str, message: str, **details: Any) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.details = details
        self.headers: dict[str, str] = {}


@dataclass(frozen=True)
class Caller:
    """Who calls: an application in one tenant with what its token carries, or an operator of the portal."""

    tenant_id: str
    app_id: str
    object_id: str
    permissions: frozenset[str] = frozenset()
    upn: str = ""
    session: str = ""
    """The token, for what a caller sees of its own writes."""


@dataclass
class Call:
    """One request on its way through the pipeline."""

    cloud: "Cloud"
    method: str
    host: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    raw: bytes = b""
    connection: int = 0
    request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    version: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    caller: Caller | None = None
    route: "Route | None" = None
    service: str = ""
    fault: str = ""

    @property
    def who(self) -> Caller:
        """Give the caller of a call that is past authentication."""
        if self.caller is None:
            raise Refusal(401, "InvalidAuthenticationToken", "Access token is empty.")
        return self.caller

    @property
    def directory(self) -> "Directory":
        """Give the directory of the tenant whose token the caller shows."""
        return self.cloud.state.directory(self.who.tenant_id, self.who.session)

    @property
    def json(self) -> Json:
        """Give the body as a mapping; anything else is a bad request."""
        if not isinstance(self.body, dict):
            raise Refusal(400, "BadRequest", "Unable to read JSON request payload.")
        return self.body
