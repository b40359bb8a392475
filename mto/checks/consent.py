"""The first claim of all: the run's application is known in both tenants and holds the permissions that it needs.

What a token says of itself is believed, never a redirect or a portal's word.

Rests on: Entra, admin consent (application permissions are consented all or nothing per app); access token claims
(`roles`).
"""

from dataclasses import dataclass
from typing import ClassVar

from mto.checks.claim import Claim, SideName, Sides
from mto.checks.finding import Finding, Status
from mto.clients.clouds import consent_link
from mto.clients.errors import NotConsented
from mto.inventory.inventory import Inventory
from mto.inventory.kinds import KINDS, permissions
from mto.inventory.tenant import Tenant


@dataclass(frozen=True, kw_only=True)
class AppConsented(Claim):
    """The application may do its work in one tenant."""

    kind: ClassVar[str] = "consent"
    side: SideName
    domain: str
    reader: str
    """Client id of the app that only reads; any other app is held to the permissions of the one that writes."""
    to_read: tuple[str, ...]
    to_write: tuple[str, ...]

    @property
    def replicates(self) -> bool:
        """Consent is the tenant's to give."""
        return False

    @property
    def name(self) -> str:
        """The side."""
        return self.side

    @property
    def title(self) -> str:
        """In a person's words."""
        return f"our application may do its work in {self.domain}"

    def look(self, sides: Sides) -> Finding:
        """Sign in, and compare what the token may with what the kinds need."""
        connection = sides.at(self.side)
        try:
            granted = connection.graph.token.roles
        except NotConsented as refusal:
            return self.found(
                Status.MISSING, refusal.what, lost=_LOST, owner=self._owner, remedy=_REMEDY, link=refusal.consent_link
            )
        needed = self.to_read if connection.client_id == self.reader else self.to_write
        missing = [name for name in needed if name not in granted]
        if not missing:
            return self.found(Status.OK, "consented, with every permission that the file needs")
        return self.found(
            Status.MISSING,
            f"application {connection.client_id} lacks {', '.join(missing)}",
            lost=_LOST,
            owner=self._owner,
            remedy=_REMEDY,
            link=consent_link(connection.cloud, connection.tenant_id, connection.client_id),
        )

    @property
    def _owner(self) -> str:
        return f"a Privileged Role Administrator of {self.domain}"


def kinds_asked_for(tenant: Tenant) -> tuple[str, ...]:
    """The kinds that a tenant's file asks for: an app is held to no permission that the file does not need."""
    asked = {
        "guest_invitations": tenant.access.b2b is not None and bool(tenant.access.b2b.invitations.root),
        "directory_roles": bool(tenant.permissions.entra_roles.root),
    }
    return tuple(kind.stem for kind in KINDS if kind.built and asked.get(kind.stem, True))


def claims(inventory: Inventory, stack: str) -> tuple[AppConsented, ...]:
    """Both sides."""
    tenant, home = inventory.tenants[stack], inventory.home
    stems = kinds_asked_for(tenant)
    domains: dict[SideName, str] = {"managed": tenant.tenant.domain, "home": home.tenant.domains[0]}
    return tuple(
        AppConsented(
            side=side,
            domain=domain,
            reader=home.apps.verify.client_id,
            to_read=tuple(p.name for p in permissions("verify", side, stems)),
            to_write=tuple(p.name for p in permissions("deploy", side, stems)),
        )
        for side, domain in domains.items()
    )


_LOST = "nothing can be set up, looked at or removed there"
_REMEDY = "Open the link, sign in and accept; then run the command again."
