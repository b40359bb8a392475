"""Which application a run acts as: it uses one, for the engine and for every look of our own."""

from collections.abc import MutableMapping

from mto.fleet.run import Verb
from mto.inventory.inventory import HOME, Inventory

VARIABLE = "ARM_CLIENT_ID"


def act_as(verb: Verb | None, inventory: Inventory, environ: MutableMapping[str, str]) -> None:
    """Settle ARM_CLIENT_ID for this process and its children. One that is set already stays.

    Otherwise what writes is `apps.deploy`, what only looks (`preview`, and None for a look without the engine)
    `apps.verify`. A home file with problems names no application that could be trusted.
    """
    if environ.get(VARIABLE) or inventory.problems_of(HOME):
        return
    apps = inventory.home.apps
    environ[VARIABLE] = (apps.verify if verb in {None, Verb.PREVIEW} else apps.deploy).client_id
