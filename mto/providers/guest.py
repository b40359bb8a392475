"""A person as a guest of the managed tenant: found or invited, and removed again only if the invitation was ours.

A new address is not a new person, and no change of the account: it is found by every address that it was let in by.

Rests on: Graph v1.0, invitation, user (a deleted user can be restored for 30 days).
"""

import time
from collections.abc import Callable
from typing import Any, ClassVar

from pulumi import Input, Output, ResourceOptions
from pulumi.dynamic import Resource, UpdateResult

from mto.checks.before import guest_key
from mto.checks.guest_invitations import guests_at
from mto.checks.replication import wait_for
from mto.clients.clouds import by_name
from mto.clients.errors import NotFound
from mto.clients.graph import invitation, user
from mto.inventory.problems import Place, Problem
from mto.inventory.team_group import bears_our_names
from mto.providers.base import Live, ObjectProvider, Props, cut_off
from mto.providers.connections import sides_of

BOUND = 90.0
"""Seconds that replication of a new account, or of a membership that ended, is waited for at most."""


class GuestProvider(ObjectProvider):
    """Invites at most once, and tells nobody but state (as a secret) where to redeem."""

    noun = "guest"
    required = (*ObjectProvider.required, "person", "person_id", "upn", "before")
    wanted = ()
    replaced_by = (*ObjectProvider.replaced_by, "person_id")
    ignored = (*ObjectProvider.ignored, "person", "upn")
    output_names: ClassVar[tuple[str, ...]] = ("user_id", "redeem_link", "addresses")
    sleep: Callable[[float], None] = staticmethod(time.sleep)

    def key(self, props: Props) -> str:
        """The person, by the object id at home."""
        return guest_key(props["person_id"])

    def find(self, props: Props) -> Live | None:
        """The guest who answers to any address of the person. Raises a problem if two do."""
        person, upn = props["person_id"], props["upn"]
        sides = sides_of(props, known_as={person: tuple(props.get("addresses") or ())})
        guests = guests_at(sides, person, upn)
        if len(guests) > 1:
            raise Problem(f"{len(guests)} guests answer to {upn}.", _place(props), "Have the surplus one removed.")
        return _live(guests[0].id, props) if guests else None

    def make(self, props: Props) -> Live:
        """Invite, and wait until the account is there for others: the plugin that makes it a member of a group."""
        graph = sides_of(props).managed.graph
        portal = by_name(props["managed_cloud"]).defender_portal
        invited = invitation.create(graph, props["upn"], redirect_url=f"https://{portal}/?tid={props['managed_id']}")
        others = graph.apart()

        def arrived() -> bool:
            try:
                return bool(user.get(others, invited.user_id).id)
            except NotFound:
                return False

        self._wait(arrived, Problem("was invited and has not arrived.", _place(props), "Run the command again."))
        return _live(invited.user_id, props, redeem_link=invited.redeem_url)

    def change(self, live: Live, props: Props) -> Live:  # noqa: ARG002  nothing of an account is ours to change
        """An account has no property that a file names."""
        return live

    def update(self, _id: str, olds: Props, news: Props) -> UpdateResult:
        """Keep every address; the account stays as it is."""
        known = [*olds.get("addresses", ()), *news.get("addresses", ())]
        return super().update(_id, olds, {**news, "addresses": known})

    def ours(self, live: Live, props: Props) -> bool:
        """Whether we invited this very account: one that the customer made anew for the person is theirs."""
        return super().ours(live, props) and (cut_off(props) or live.id == props["user_id"])

    def end(self, live: Live, props: Props) -> None:
        """Delete the account once it is in none of our groups any more."""
        graph = sides_of(props).managed.graph

        def left() -> bool:
            return not any(bears_our_names(g.mail_nickname, g.display_name) for g in user.member_of(graph, live.id))

        try:
            self._wait(left, Problem("is still in a group of ours.", _place(props), "Run the command again."))
            user.delete(graph, live.id)
        except NotFound:
            return

    def set_back(self, live: Live, stood: Any, props: Props) -> None:
        """A guest who was there before us stays as they are."""

    def _wait(self, done: Callable[[], bool], otherwise: Problem) -> None:
        if not wait_for(done, BOUND, self.sleep):
            raise otherwise


class Guest(Resource, module="mto", name="Guest"):
    """A guest of the managed tenant."""

    user_id: Output[str]
    """Object id in the managed tenant."""
    redeem_link: Output[str]
    """Secret; empty for a guest who was there already."""
    addresses: Output[list[str]]
    """Every address that the person was let in by."""

    def __init__(
        self,
        name: str,
        *,
        tenant: str,
        connection: dict[str, str],
        person: str,
        person_id: str,
        upn: str,
        before: Input[str],
        opts: ResourceOptions,
    ) -> None:
        props = {"tenant": tenant, **connection, "person": person, "person_id": person_id, "upn": upn, "before": before}
        secret = ResourceOptions(additional_secret_outputs=["redeem_link"])
        super().__init__(
            GuestProvider(),
            name,
            {**props, **dict.fromkeys(GuestProvider.output_names)},
            ResourceOptions.merge(opts, secret),
        )


def _live(user_id: str, props: Props, **more: str) -> Live:
    addresses = list(dict.fromkeys([*(props.get("addresses") or ()), props["upn"]]))
    return Live(user_id, outputs={"user_id": user_id, "addresses": addresses, **more})


def _place(props: Props) -> Place:
    return Place(f"{props['tenant']}, managed side, guest {props['person']}")
