"""The built-in directory roles of Entra, as dated data. Whether a tenant knows a role is left to the checks.

Rests on: Entra documentation, "Microsoft Entra built-in roles" (2026-01-20 and newer pages, see `entra_roles.txt`).
"""

from dataclasses import dataclass
from functools import cache

from mto.inventory.catalogues import lines


@dataclass(frozen=True, slots=True)
class EntraRole:
    """A built-in directory role. Its template id is the same in every tenant."""

    name: str
    template_id: str
    privileged: bool
    """Whether it carries Microsoft's PRIVILEGED label."""
    assignable: bool
    """False: Microsoft says that it is not to be used."""


@cache
def entra_roles() -> dict[str, EntraRole]:
    """The built-in directory roles by the name that the portal shows."""
    roles = {}
    for line in lines("entra_roles.txt"):
        identifier, mark, name = line.split(" ", 2)
        roles[name] = EntraRole(name, identifier, privileged=mark == "!", assignable=mark != "x")
    return roles


def template_id(name: str) -> str:
    """The template id of a role that the inventory has checked. Raises: KeyError for a name in no catalogue."""
    return entra_roles()[name].template_id
