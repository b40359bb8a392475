"""Reads who may invite guests into a tenant. Which domains they may come from: `b2b_management_policy`."""

from dataclasses import dataclass

from mto.clients.connection import Graph

NEEDS = ("Policy.Read.All",)

RESTRICTED_GUEST = "2af84b1e-32c8-42b7-82bc-daa82404023b"
"""The guest role that sees nothing of the directory but itself."""


@dataclass(frozen=True, slots=True)
class AuthorizationPolicy:
    """The tenant's own rules about guests."""

    invites_from: str
    """`everyone`, `adminsGuestInvitersAndAllMembers`, `adminsAndGuestInviters` or `none`; empty if not said."""
    guest_role: str
    """Template id of the role that every guest holds."""

    @property
    def lets_applications_invite(self) -> bool:
        """Whether an application with User.Invite.All may invite. An unknown value is left to the service to judge."""
        return self.invites_from not in {"none", "adminsAndGuestInviters"}


def get(graph: Graph) -> AuthorizationPolicy:
    """The tenant's one authorization policy.

    Rests on: Graph v1.0, "Get authorizationPolicy", "Create invitation" (what is refused to applications).
    Needs: Policy.Read.All. Raises: Denied.
    """
    row = graph.get("/policies/authorizationPolicy", about="authorization policy", needs=NEEDS)
    return AuthorizationPolicy(row.get("allowInvitesFrom") or "", row.get("guestUserRoleId") or "")
