"""What can go wrong at a connection, as problems that carry data. Which answer means which: `answers` and `sign_in`.

`str()` of one adds the service's request id; `what` never holds it, so that two looks at the same fault are equal.
"""

from dataclasses import dataclass
from dataclasses import field as with_default

from mto.inventory.problems import Problem


@dataclass
class CallFailed(Problem):
    """A call to a service did not do what was asked: the root of everything that this room raises."""

    status: int = with_default(default=0, kw_only=True)
    """The HTTP status, 0 if there was no answer."""
    code: str = with_default(default="", kw_only=True)
    """The service's own error code, for example `Authorization_RequestDenied` or `AADSTS700016`."""
    request_id: str = with_default(default="", kw_only=True)
    """What the service's support asks for."""

    def __str__(self) -> str:
        told = super().__str__()
        return f"{told} (request {self.request_id})" if self.request_id else told


@dataclass
class NotFound(CallFailed):
    """The service says in its own words that there is no such object. Never a guess from a bare 404."""


@dataclass
class Denied(CallFailed):
    """The service knows the caller and refuses the call."""

    needs: tuple[str, ...] = with_default(default=(), kw_only=True)
    """The permissions that the call needs."""
    missing: tuple[str, ...] = with_default(default=(), kw_only=True)
    """Those of them that the token lacks; empty if it holds all, so that something else refuses."""


@dataclass
class AlreadyThere(CallFailed):
    """There is one of that key already."""


@dataclass
class Conflict(CallFailed):
    """What stands does not allow the change now."""


@dataclass
class PreconditionFailed(Conflict):
    """Somebody changed the object since it was read."""


@dataclass
class Throttled(CallFailed):
    """The service asked us to slow down for longer than we wait."""

    retry_after: float | None = with_default(default=None, kw_only=True)
    """Seconds that the service still asks for, None if it names none."""


@dataclass
class Unreachable(CallFailed):
    """No answer: a dead proxy, no such host, TLS, a timeout."""

    unclear: bool = with_default(default=False, kw_only=True)
    """The request left us, so the service may have done what it asks."""


@dataclass
class Unreadable(CallFailed):
    """An answer that is not what the document promises."""


@dataclass
class ServiceFailed(CallFailed):
    """The service answered with an error that has no type of its own here."""


@dataclass
class NoCredential(CallFailed):
    """Nothing to sign in with."""


@dataclass
class SignInRefused(CallFailed):
    """The tenant's sign-in service gives no token; `code` is the AADSTS code."""


@dataclass
class NotConsented(SignInRefused):
    """The application is unknown in the tenant, or nobody there has consented to it."""

    consent_link: str = with_default(default="", kw_only=True)
    """Where an administrator of that tenant consents."""


@dataclass
class WrongCredential(SignInRefused):
    """The application is known; its secret, certificate or federated token is wrong or has run out."""


@dataclass
class NoSuchTenant(SignInRefused):
    """The sign-in service knows no such tenant in this cloud."""


@dataclass
class BlockedByPolicy(SignInRefused):
    """Conditional Access of the tenant refuses the application."""


@dataclass
class ForeignToken(SignInRefused):
    """The token that came back is another tenant's. It is thrown away unused."""


@dataclass
class NoSession(CallFailed):
    """There is no portal session of this operator that may be used. It says nothing about the tenant."""

    reason: str = with_default(default="", kw_only=True)
    """`missing`, `expired`, `readable by others`, `unreadable` or `refused` by the portal."""


@dataclass
class NotSetUp(CallFailed):
    """The operator has never opened multitenant management, so the portal keeps nothing for them."""


@dataclass
class ListFull(CallFailed):
    """The operator's list holds as many tenants as multitenant management takes."""
