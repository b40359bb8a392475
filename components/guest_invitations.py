"""People of the invited teams become guests of the managed tenant, and members of their team's group there.

A guest is ours (our provider), since azuread's Invitation would delete somebody's guest on destroy and keep the redeem
link in plain text; the group is azuread's.
"""

import pulumi

from components.sides import Relationship, Side
from components.team_groups import team_group
from mto.inventory.inventory import Inventory
from mto.inventory.team_group import TeamGroup
from mto.providers.before import Before
from mto.providers.guest import Guest


class GuestInvitations(pulumi.ComponentResource):
    """Guests and groups of every invited team."""

    guests: dict[str, pulumi.Output[str]]
    """Object ids in the managed tenant, by person."""
    redeem_links: dict[str, pulumi.Output[str]]
    """Secret: whoever holds a link can redeem the invitation. By person; empty where nobody had to be invited."""
    addresses: pulumi.Output[str]
    """JSON text: every address that a person was let in by, by object id at home."""

    def __init__(
        self,
        relationship: Relationship,
        inventory: Inventory,
        managed: Side,
        before: Before,
        opts: pulumi.ResourceOptions,
    ) -> None:
        stack = relationship.stack
        super().__init__("mto:components:GuestInvitations", f"{stack}-guest-invitations", opts=opts)
        b2b = inventory.tenants[stack].access.b2b
        people = {team: inventory.people_of(team) for team in (b2b.invitations.teams if b2b else ())}
        once = {person.name: person for team in people.values() for person in team}
        made = {
            name: Guest(
                f"guest-{person.id}",
                tenant=stack,
                connection=relationship.connection,
                person=name,
                person_id=person.id,
                upn=person.upn,
                before=before.stood,
                opts=pulumi.ResourceOptions(parent=self),
            )
            for name, person in once.items()
        }
        self.guests = {name: guest.user_id for name, guest in made.items()}
        self.redeem_links = {name: guest.redeem_link for name, guest in made.items()}
        self.addresses = pulumi.Output.json_dumps(
            {once[name].id: guest.addresses for name, guest in made.items()}, sort_keys=True
        )
        home = inventory.home.tenant
        for team, members in people.items():
            group = TeamGroup.plain(team, home.name, home.id)
            team_group(group, [self.guests[person.name] for person in members], managed, before, parent=self)
        self.register_outputs({})
