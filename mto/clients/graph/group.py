"""Reads groups and their members. They are made and changed by the azuread plugin."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mto.clients.connection import Graph
from mto.clients.errors import Unreadable
from mto.clients.graph.odata import quoted, segment

NEEDS = ("GroupMember.Read.All",)
NEEDS_MEMBERS = ("GroupMember.Read.All", "User.Read.All")

_FIELDS = "id,displayName,mailNickname,description,securityEnabled,isAssignableToRole,createdDateTime"


@dataclass(frozen=True, slots=True)
class Group:
    """One group. Empty text where Graph says null."""

    id: str
    display_name: str
    mail_nickname: str
    description: str
    security_enabled: bool
    role_assignable: bool
    created: str
    """ISO time."""


@dataclass(frozen=True, slots=True)
class Member:
    """Something that a group holds directly."""

    id: str
    kind: str
    """`user`, `group`, `servicePrincipal`, `device`…"""
    display_name: str
    principal_name: str
    """Of users; empty for others, and where the caller may not read it."""
    mail: str


def get(graph: Graph, group_id: str) -> Group:
    """One group by object id.

    Rests on: Graph v1.0, "Get group". Needs: GroupMember.Read.All. Raises: NotFound, Denied.
    """
    about = f"group {group_id}"
    return _group(
        graph.get(f"/groups/{segment(group_id)}", about=about, needs=NEEDS, params={"$select": _FIELDS}), graph, about
    )


def find(graph: Graph, mail_nickname: str) -> tuple[Group, ...]:
    """All groups with that mail nickname: for security groups Entra does not keep it unique.

    Rests on: Graph v1.0, "List groups" ($filter on mailNickname). Needs: GroupMember.Read.All. Raises: Denied.
    """
    about = f"group {mail_nickname}"
    params = {"$filter": f"mailNickname eq {quoted(mail_nickname)}", "$select": _FIELDS}
    rows = graph.items("/groups", about=about, needs=NEEDS, params=params)
    return tuple(_group(row, graph, about) for row in rows)


def members(graph: Graph, group_id: str) -> tuple[Member, ...]:
    """What the group holds directly; members of groups within it are not followed.

    Rests on: Graph v1.0, "List group members". Needs: GroupMember.Read.All, and User.Read.All for names.
    Raises: NotFound, Denied.
    """
    rows = graph.items(
        f"/groups/{segment(group_id)}/members",
        about=f"members of group {group_id}",
        needs=NEEDS_MEMBERS,
        params={"$select": "id,displayName,userPrincipalName,mail"},
    )
    return tuple(
        Member(
            id=str(row["id"]),
            kind=str(row.get("@odata.type") or "").rpartition(".")[2],
            display_name=row.get("displayName") or "",
            principal_name=row.get("userPrincipalName") or "",
            mail=row.get("mail") or "",
        )
        for row in rows
    )


def _group(row: Mapping[str, Any], graph: Graph, about: str) -> Group:
    if not isinstance(row.get("id"), str):
        raise Unreadable("the answer names no group.", graph.place(about))
    return Group(
        id=row["id"],
        display_name=row.get("displayName") or "",
        mail_nickname=row.get("mailNickname") or "",
        description=row.get("description") or "",
        security_enabled=row.get("securityEnabled") is True,
        role_assignable=row.get("isAssignableToRole") is True,
        created=row.get("createdDateTime") or "",
    )
