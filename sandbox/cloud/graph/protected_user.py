"""Users whom application permissions alone do not reach: holders of a directory role, by themselves or by a group."""

from sandbox.cloud.evidence import rests_on
from sandbox.cloud.state import Directory


@rests_on(
    "Graph v1.0 users, 'Who can perform sensitive actions': role holders, members and owners of role-assignable groups"
)
def is_protected(directory: Directory, user_id: str) -> bool:
    """Tell whether application permissions alone may not delete this user or change sensitive properties."""
    if any(held["principalId"] == user_id for held in directory.all("roleAssignment")):
        return True
    return any(
        group["isAssignableToRole"] and user_id in {*group["_members"], *group["_owners"]}
        for group in directory.all("group")
    )
