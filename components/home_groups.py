"""The home groups of the teams that a tenant lets in, taken from the home stack where partner policies name them."""

from typing import cast

import pulumi
from pulumi.output import UNKNOWN

from mto.inventory.inventory import HOME, Inventory


def home_groups(inventory: Inventory, stack: str) -> pulumi.Output[list[str]]:
    """Object ids in the home tenant; unknown at preview while the home stack has not made them.

    Only asked for where the file limits collaboration to the teams: a stack reference costs a third of a second.
    Raises, at up: RunError where the home stack lacks a team.
    """
    if inventory.tenants[stack].trust.collaboration != "teams":
        return pulumi.Output.from_input([])
    home = pulumi.StackReference(f"{pulumi.get_organization()}/{pulumi.get_project()}/{HOME}")
    return home.get_output("teams").apply(lambda teams: _pick(teams, inventory.teams_of(stack)))


def _pick(teams: dict[str, str] | None, wanted: tuple[str, ...]) -> list[str]:
    known = teams or {}
    missing = [team for team in wanted if team not in known]
    if not missing:
        return sorted(known[team] for team in wanted)
    if pulumi.runtime.is_dry_run():
        return cast("list[str]", UNKNOWN)
    raise pulumi.RunError(f"The home stack has no group for {', '.join(missing)} yet. Run `mto up home` first.")
