"""Who may invite whom: the authorization policy, and the list of domains that may be invited (beta only)."""

import json

from sandbox.cloud.call import Answer, Call, Json
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.odata import many, one
from sandbox.cloud.graph.refusals import unknown_property
from sandbox.cloud.routing import Route
from sandbox.cloud.state import Directory

AUTHORIZATION, B2B = "authorizationPolicy", "b2bManagementPolicy"
READ = ("Policy.Read.All", "Policy.ReadWrite.Authorization")
GUEST_ROLE = "10dae51f-b6af-4016-8d66-8c2a99b929b3"


@rests_on("Graph v1.0 authorizationpolicy: properties; allowInvitesFrom everyone unless an administrator changed it")
def new_authorization_policy(allow_invites_from: str = "everyone") -> Json:
    """Give a tenant's authorization policy."""
    return {
        "id": "authorizationPolicy",
        "displayName": "Authorization Policy",
        "description": "Used to manage authorization related settings across the company.",
        "allowInvitesFrom": allow_invites_from,
        "allowedToSignUpEmailBasedSubscriptions": True,
        "allowedToUseSSPR": True,
        "allowEmailVerifiedUsersToJoinOrganization": False,
        "blockMsolPowerShell": False,
        "guestUserRoleId": GUEST_ROLE,
        "defaultUserRolePermissions": {
            "allowedToCreateApps": True,
            "allowedToCreateSecurityGroups": True,
            "allowedToCreateTenants": True,
            "allowedToReadBitlockerKeysForOwnedDevice": True,
            "allowedToReadOtherUsers": True,
            "permissionGrantPoliciesAssigned": [],
        },
    }


@rests_on("Graph beta b2bmanagementpolicy: definition holds JSON text, InvitationsAllowedAndBlockedDomainsPolicy")
def new_b2b_policy(key: str, allowed: list[str], blocked: list[str]) -> Json:
    """Give a tenant's list of domains: allowed or blocked, never both."""
    lists = {"AllowedDomains": allowed} if allowed else {"BlockedDomains": blocked}
    definition = {"B2BManagementPolicy": {"InvitationsAllowedAndBlockedDomainsPolicy": lists}}
    return {
        "id": key,
        "deletedDateTime": None,
        "definition": [json.dumps(definition)],
        "description": "Policy for B2B collaboration",
        "displayName": "B2BManagementPolicy",
        "isOrganizationDefault": True,
    }


@rests_on("Entra allow-deny-list: what is not on the allow list is denied, and the other way round")
def domain_is_allowed(directory: Directory, domain: str) -> bool:
    """Tell whether somebody with an address of this domain may be invited."""
    for policy in directory.all(B2B):
        inner = json.loads(policy["definition"][0])["B2BManagementPolicy"]
        lists = inner.get("InvitationsAllowedAndBlockedDomainsPolicy") or {}
        allowed = {str(d).lower() for d in lists.get("AllowedDomains") or []}
        blocked = {str(d).lower() for d in lists.get("BlockedDomains") or []}
        if domain in blocked or (allowed and domain not in allowed):
            return False
    return True


@rests_on("Graph v1.0 authorizationpolicy-get")
def get_authorization_policy(call: Call) -> Answer:
    """Read the authorization policy."""
    found = call.directory.seen(AUTHORIZATION, AUTHORIZATION) or new_authorization_policy()
    return one(call, "policies/authorizationPolicy", found)


@rests_on("Graph v1.0 authorizationpolicy-update: 204")
def patch_authorization_policy(call: Call) -> Answer:
    """Change the named properties."""
    current = call.directory.get(AUTHORIZATION, AUTHORIZATION) or new_authorization_policy()
    for name in call.json:
        if name not in current:
            raise unknown_property(name, AUTHORIZATION)
    call.directory.put(AUTHORIZATION, AUTHORIZATION, current | call.json)
    return Answer(204)


@rests_on("Graph beta policyroot-list-b2bmanagementpolicies; devx permissions: Policy.Read.B2BManagementPolicy alone")
def list_b2b_policies(call: Call) -> Answer:
    """List the policies on who may be invited; a tenant that set nothing has none."""
    return many(call, "policies/b2bManagementPolicies", call.directory.seen_all(B2B))


ROUTES = (
    Route("GET", "/policies/authorizationPolicy", get_authorization_policy, needs=READ),
    Route("PATCH", "/policies/authorizationPolicy", patch_authorization_policy, needs=READ[1:]),
    Route(
        "GET",
        "/policies/b2bManagementPolicies",
        list_b2b_policies,
        needs=("Policy.Read.B2BManagementPolicy", "Policy.ReadWrite.B2BManagementPolicy"),
        versions=("beta",),
    ),
)
