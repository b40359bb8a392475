"""Reads who holds which directory role for good. They are given by the azuread plugin."""

from dataclasses import dataclass

from mto.clients.connection import Graph
from mto.clients.graph.odata import quoted

NEEDS = ("RoleManagement.Read.Directory",)

_ASSIGNMENTS = "/roleManagement/directory/roleAssignments"
_DEFINITIONS = "/roleManagement/directory/roleDefinitions"


@dataclass(frozen=True, slots=True)
class RoleAssignment:
    """One role that a principal holds."""

    id: str
    principal_id: str
    role_definition_id: str
    scope: str
    """`/` for the whole tenant."""


@dataclass(frozen=True, slots=True)
class RoleDefinition:
    """One directory role. The id of a built-in one is the same in every tenant: its template's."""

    id: str
    name: str
    built_in: bool
    enabled: bool


def held_by(graph: Graph, principal_id: str) -> tuple[RoleAssignment, ...]:
    """The roles given to a user, group or service principal itself, not those that reach it through a group.

    Rests on: Graph v1.0, "List unifiedRoleAssignments" ($filter on principalId). Needs: RoleManagement.Read.Directory.
    Raises: Denied.
    """
    rows = graph.items(
        _ASSIGNMENTS,
        about=f"role assignments of {principal_id}",
        needs=NEEDS,
        params={"$filter": f"principalId eq {quoted(principal_id)}"},
    )
    return tuple(
        RoleAssignment(
            id=str(row["id"]),
            principal_id=str(row.get("principalId") or ""),
            role_definition_id=str(row.get("roleDefinitionId") or ""),
            scope=str(row.get("directoryScopeId") or ""),
        )
        for row in rows
    )


def definitions(graph: Graph) -> tuple[RoleDefinition, ...]:
    """Every directory role of the tenant, custom ones too.

    Rests on: Graph v1.0, "List roleDefinitions". Needs: RoleManagement.Read.Directory. Raises: Denied.
    """
    params = {"$select": "id,displayName,isBuiltIn,isEnabled"}
    rows = graph.items(_DEFINITIONS, about="directory roles", needs=NEEDS, params=params)
    return tuple(
        RoleDefinition(
            id=str(row["id"]),
            name=str(row.get("displayName") or ""),
            built_in=row.get("isBuiltIn") is True,
            enabled=row.get("isEnabled") is not False,
        )
        for row in rows
    )
