"""The loaded floor: the imports of the real program, one dynamic resource, an idle plugin, and nothing to do."""

import pulumi
import pulumi_azuread as azuread
from floor_provider import FloorProvider
from pulumi.dynamic import Resource

import components.program  # noqa: F401  the same imports as the program's

azuread.Provider("idle", tenant_id="0f3a1c52-6d0e-4b57-9c1e-2a7f5b8d4e10", use_cli=False, use_msi=False)


class Floor(Resource, module="bench", name="Floor"):
    """The one dynamic resource."""


Floor(FloorProvider(), "floor", {"value": 1})
pulumi.export("floor", "done")
