"""Both sides of a relationship, from the properties that every resource of ours carries.

A resource's properties name tenants and clouds, never a credential: that comes from the environment of the run, so
nothing secret can reach state.
"""

from collections.abc import Mapping

from mto.checks.claim import Sides
from mto.clients.connection import connect
from mto.providers.base import Props


def sides_of(props: Props, known_as: Mapping[str, tuple[str, ...]] | None = None) -> Sides:
    """Connections to the home and the managed tenant of a resource. Raises a problem where no credential is given."""
    return Sides(
        props["tenant"],
        home=connect(props["home_id"], props["home_cloud"], name="home"),
        managed=connect(props["managed_id"], props["managed_cloud"], name=props["tenant"]),
        known_as=known_as or {},
    )
