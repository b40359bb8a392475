"""Reads users of a tenant, guests above all, and deletes them. Who may be deleted is left to the caller."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mto.clients.connection import Graph
from mto.clients.errors import Unreadable
from mto.clients.graph.odata import quoted, segment

NEEDS = ("User.Read.All",)
NEEDS_DELETE = ("User.DeleteRestore.All",)
NEEDS_MEMBER_OF = ("User.Read.All", "GroupMember.Read.All")

_FIELDS = (
    "id,displayName,mail,otherMails,userPrincipalName,userType,creationType,accountEnabled,"
    "externalUserState,externalUserStateChangeDateTime,createdDateTime"
)


@dataclass(frozen=True, slots=True)
class User:
    """One account. Empty text where Graph says null."""

    id: str
    display_name: str
    mail: str
    other_mails: tuple[str, ...]
    principal_name: str
    user_type: str
    """`Guest` or `Member`; a synchronized person may be a member and external all the same."""
    creation_type: str
    """`Invitation` for guests who were invited, empty for most others."""
    enabled: bool
    external_state: str
    """`PendingAcceptance`, `Accepted`, or empty where nobody was invited."""
    external_state_since: str
    """ISO time."""
    created: str
    """ISO time."""

    @property
    def is_external(self) -> bool:
        """Whether the account stands for a person of another tenant: a guest type alone may be a local account."""
        return "#EXT#" in self.principal_name

    def answers_to(self, address: str) -> bool:
        """Whether the address is this account's: its mail, or the form that guests' names take.

        Another mail (`otherMails`) does not count: anybody's account may hold it, and who answers is let in.
        """
        named = self.principal_name.casefold().startswith(_external_name(address).casefold())
        return named or address.casefold() == self.mail.casefold()


@dataclass(frozen=True, slots=True)
class MemberOf:
    """A group that a user is a direct member of."""

    id: str
    display_name: str
    mail_nickname: str


def get(graph: Graph, user_id: str) -> User:
    """One user, by object id or user principal name.

    Rests on: Graph v1.0, "Get a user". Needs: User.Read.All. Raises: NotFound, Denied.
    """
    about = f"user {user_id}"
    return _user(
        graph.get(f"/users/{segment(user_id)}", about=about, needs=NEEDS, params={"$select": _FIELDS}), graph, about
    )


def find(graph: Graph, address: str) -> tuple[User, ...]:
    """The accounts, internal ones too, that answer to the address. More than one is possible: the caller decides.

    A guest who was just made may be missing for some seconds.

    Rests on: Graph v1.0, "List users" ($filter on mail, userPrincipalName). Needs: User.Read.All.
    Raises: Denied, Throttled.
    """
    about = f"user {address}"
    literal = quoted(address)
    wanted = f"mail eq {literal} or startswith(userPrincipalName,{quoted(_external_name(address))})"
    rows = graph.items("/users", about=about, needs=NEEDS, params={"$filter": wanted, "$select": _FIELDS})
    return tuple(u for u in (_user(row, graph, about) for row in rows) if u.answers_to(address))


def find_deleted(graph: Graph, address: str) -> tuple[User, ...]:
    """The accounts with that mail that were deleted within 30 days and can be restored.

    Rests on: Graph v1.0, "List deletedItems" (the collection of users, $filter on mail). Needs: User.Read.All.
    """
    about = f"deleted user {address}"
    params = {"$filter": f"mail eq {quoted(address)}", "$select": _FIELDS}
    rows = graph.items("/directory/deletedItems/microsoft.graph.user", about=about, needs=NEEDS, params=params)
    return tuple(_user(row, graph, about) for row in rows)


def member_of(graph: Graph, user_id: str) -> tuple[MemberOf, ...]:
    """The groups that hold the user directly; roles and administrative units are left out.

    Rests on: Graph v1.0, "List a user's direct memberships". Needs: User.Read.All and GroupMember.Read.All.
    """
    rows = graph.items(
        f"/users/{segment(user_id)}/memberOf",
        about=f"memberships of user {user_id}",
        needs=NEEDS_MEMBER_OF,
        params={"$select": "id,displayName,mailNickname"},
    )
    return tuple(
        MemberOf(str(row["id"]), str(row.get("displayName") or ""), str(row.get("mailNickname") or ""))
        for row in rows
        if row.get("@odata.type") == "#microsoft.graph.group"
    )


def delete(graph: Graph, user_id: str) -> None:
    """Delete the account; it can be restored for 30 days.

    Rests on: Graph v1.0, "Delete a user". Needs: User.DeleteRestore.All. Raises: NotFound if it is gone, Denied.
    """
    graph.delete(f"/users/{segment(user_id)}", about=f"user {user_id}", needs=NEEDS_DELETE)


def _external_name(address: str) -> str:
    """How Entra begins the user principal name of a guest with that address."""
    return f"{address.replace('@', '_')}#EXT#"


def _user(row: Mapping[str, Any], graph: Graph, about: str) -> User:
    if not isinstance(row.get("id"), str):
        raise Unreadable("the answer names no user.", graph.place(about))
    return User(
        id=row["id"],
        display_name=row.get("displayName") or "",
        mail=row.get("mail") or "",
        other_mails=tuple(row.get("otherMails") or ()),
        principal_name=row.get("userPrincipalName") or "",
        user_type=row.get("userType") or "",
        creation_type=row.get("creationType") or "",
        enabled=row.get("accountEnabled") is not False,
        external_state=row.get("externalUserState") or "",
        external_state_since=row.get("externalUserStateChangeDateTime") or "",
        created=row.get("createdDateTime") or "",
    )
