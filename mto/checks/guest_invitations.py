"""Whether the people of the invited teams are guests of the managed tenant, and exactly they are in the teams' groups.

Inviting is left to the provider, the groups to the azuread plugin.
"""

from dataclasses import dataclass
from typing import ClassVar

from mto.checks.claim import Claim, Sides
from mto.checks.cross_tenant_trust import holds
from mto.checks.finding import Finding, Proof, Status
from mto.clients.graph import group, user
from mto.clients.graph.partner_settings import REDEEM_INBOUND, REDEEM_OUTBOUND
from mto.clients.graph.user import User
from mto.inventory.inventory import Inventory
from mto.inventory.people import Person
from mto.inventory.team_group import TeamGroup


def guests_at(sides: Sides, person_id: str, upn: str) -> tuple[User, ...]:
    """The accounts of a person in the managed tenant, under any address that they were let in by. Read once a look."""
    key = ("guest", person_id)
    if key not in sides.seen:
        addresses = dict.fromkeys((upn, *sides.known_as.get(person_id, ())))
        found = [u for address in addresses for u in user.find(sides.managed.graph, address) if u.is_external]
        sides.seen[key] = tuple({u.id: u for u in found}.values())
    return sides.seen[key]  # type: ignore[return-value]  # what was put under this key just above


@dataclass(frozen=True, kw_only=True)
class GuestArrived(Claim):
    """A person is a guest who can sign in."""

    kind: ClassVar[str] = "guest_invitations"
    person: str
    person_id: str
    upn: str
    domain: str

    @property
    def name(self) -> str:
        """The person."""
        return self.person

    @property
    def title(self) -> str:
        """In a person's words."""
        return f"{self.person} is a guest of {self.domain}"

    def look(self, sides: Sides) -> Finding:
        """Find the guest by address; a guest who has not redeemed is fine where both sides redeem automatically."""
        guests = guests_at(sides, self.person_id, self.upn)
        if not guests:
            return self._missing(sides, f"no guest answers to {self.upn}")
        if len(guests) > 1:
            remedy = "Have the surplus one removed by a User Administrator of the tenant."
            return self._missing(sides, f"{len(guests)} guests answer to {self.upn}", remedy)
        guest = guests[0]
        if not guest.enabled:
            remedy = "Have sign-in allowed for the account by a User Administrator of the tenant."
            return self._missing(sides, f"the guest {guest.principal_name} is blocked from signing in", remedy)
        if guest.external_state != "PendingAcceptance":
            redeemed = guest.external_state == "Accepted"
            proof = Proof.SEEN_IN_USE if redeemed else Proof.CONFIGURED
            return self.found(Status.OK, f"guest {guest.id}{', invitation redeemed' if redeemed else ''}", proof=proof)
        if holds(sides, "managed", REDEEM_INBOUND).is_on and holds(sides, "home", REDEEM_OUTBOUND).is_on:
            return self.found(Status.OK, f"guest {guest.id}, redeemed automatically at the first sign-in")
        return self.found(
            Status.PENDING,
            f"guest {guest.id} has not redeemed the invitation",
            owner=f"{self.upn}",
            remedy=f"Redeem the invitation: `pulumi stack output redeem_links --show-secrets -s {sides.stack}`.",
        )

    def _missing(self, sides: Sides, evidence: str, remedy: str = "") -> Finding:
        return self.found(
            Status.MISSING,
            evidence,
            lost=f"{self.person} cannot reach the tenant",
            owner=f"whoever runs mto, or a User Administrator of {self.domain}",
            remedy=remedy or f"Run `mto up --refresh {sides.stack}`.",
        )


@dataclass(frozen=True, kw_only=True)
class TeamGroupHolds(Claim):
    """A team's group in the managed tenant holds exactly the people of the file."""

    kind: ClassVar[str] = "guest_invitations"
    nickname: str
    mark: str
    domain: str
    people: tuple[tuple[str, str, str], ...]
    """Name, object id at home and address of each."""

    @property
    def name(self) -> str:
        """The group."""
        return f"group {self.nickname}"

    @property
    def title(self) -> str:
        """In a person's words."""
        return (
            f"group {self.nickname} of {self.domain} holds {', '.join(name for name, _, _ in self.people) or 'nobody'}"
        )

    def look(self, sides: Sides) -> Finding:
        """Find the group by nickname and mark, and compare its members."""
        ours = [g for g in group.find(sides.managed.graph, self.nickname) if g.description == self.mark]
        if len(ours) != 1:
            return self._missing(sides, f"{len(ours)} groups have this nickname and our mark")
        wanted = {g.id: name for name, id_, upn in self.people for g in guests_at(sides, id_, upn)}
        members = {member.id: member.principal_name for member in group.members(sides.managed.graph, ours[0].id)}
        lacking = [name for id_, name in wanted.items() if id_ not in members]
        lacking += [name for name, id_, upn in self.people if not guests_at(sides, id_, upn)]
        surplus = [name or id_ for id_, name in members.items() if id_ not in wanted]
        if lacking or surplus:
            parts = [f"lacks {', '.join(lacking)}"] if lacking else []
            parts += [f"holds {', '.join(surplus)} besides"] if surplus else []
            return self._missing(sides, f"group {ours[0].id} {' and '.join(parts)}")
        return self.found(Status.OK, f"group {ours[0].id} has exactly {len(wanted)} members")

    def _missing(self, sides: Sides, evidence: str) -> Finding:
        return self.found(
            Status.MISSING,
            evidence,
            lost="people of the team lack what the group gives, or others have it",
            owner=f"whoever runs mto, or a Groups Administrator of {self.domain}",
            remedy=f"Run `mto up --refresh {sides.stack}`.",
        )


def invited_people(inventory: Inventory, stack: str) -> tuple[Person, ...]:
    """The people of the invited teams on the day, each once."""
    b2b = inventory.tenants[stack].access.b2b
    people = (person for team in (b2b.invitations.teams if b2b else ()) for person in inventory.people_of(team))
    return tuple({person.id: person for person in people}.values())


def claims(inventory: Inventory, stack: str) -> tuple[Claim, ...]:
    """Each person, and each team's group."""
    tenant, home = inventory.tenants[stack], inventory.home.tenant
    domain = tenant.tenant.domain
    b2b = tenant.access.b2b
    groups = (TeamGroup.plain(team, home.name, home.id) for team in (b2b.invitations.teams if b2b else ()))
    return (
        *(
            GuestArrived(person=p.name, person_id=p.id, upn=p.upn, domain=domain)
            for p in invited_people(inventory, stack)
        ),
        *(
            TeamGroupHolds(
                nickname=g.nickname,
                mark=g.mark,
                domain=domain,
                people=tuple((p.name, p.id, p.upn) for p in inventory.people_of(g.team)),
            )
            for g in groups
        ),
    )
