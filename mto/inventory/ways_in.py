"""Which teams a tenant's file lets in, and by which ways."""

from mto.inventory.tenant import Tenant


def guest_teams(tenant: Tenant) -> tuple[str, ...]:
    """The teams whose people become users of the managed tenant, by invitation or synchronization."""
    b2b = tenant.access.b2b
    if b2b is None:
        return ()
    synchronized = b2b.synchronization.teams if b2b.synchronization else ()
    return tuple(dict.fromkeys((*b2b.invitations.teams, *synchronized)))


def teams_let_in(tenant: Tenant) -> tuple[str, ...]:
    """The teams that a tenant's file lets in, by whatever way, each once, in the order of the file."""
    access = tenant.access
    by_gdap = (entry.team for entry in access.gdap.roles) if access.gdap else ()
    by_governance = (entry.team for entry in access.governance.roles) if access.governance else ()
    return tuple(dict.fromkeys((*guest_teams(tenant), *by_gdap, *by_governance)))
