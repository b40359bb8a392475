"""Users: list, read, change, delete softly.

Leaves inviting to `invitation`, membership to `group_member`; members are made by the control interface alone.
"""

from collections.abc import Sequence

from sandbox.cloud.call import Answer, Call, Json
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.odata import many, one
from sandbox.cloud.graph.protected_user import is_protected
from sandbox.cloud.graph.refusals import denied, not_found, read_only, unknown_property
from sandbox.cloud.routing import Route
from sandbox.cloud.state import Directory

DEFAULT: Sequence[str] = (
    "id",
    "businessPhones",
    "displayName",
    "givenName",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
)
SENSITIVE = {"accountEnabled", "businessPhones", "mobilePhone", "otherMails", "passwordProfile", "userPrincipalName"}
FIXED = {"id", "createdDateTime", "creationType", "externalUserState", "externalUserStateChangeDateTime"}
READ = ("User.Read.All", "User.ReadBasic.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")
BASIC = {"id", "displayName", "givenName", "surname", "mail", "userPrincipalName", "userType"}


def new_user(key: str, name: str, upn: str, created: str) -> Json:
    """Give a user with every property that the sandbox keeps, empty where nothing is said."""
    return {
        "id": key,
        "deletedDateTime": None,
        "accountEnabled": True,
        "businessPhones": [],
        "companyName": None,
        "createdDateTime": created,
        "creationType": None,
        "department": None,
        "displayName": name,
        "externalUserState": None,
        "externalUserStateChangeDateTime": None,
        "givenName": None,
        "identities": [],
        "jobTitle": None,
        "mail": None,
        "mailNickname": upn.split("@", maxsplit=1)[0],
        "mobilePhone": None,
        "officeLocation": None,
        "otherMails": [],
        "preferredLanguage": None,
        "proxyAddresses": [],
        "surname": None,
        "userPrincipalName": upn,
        "userType": "Member",
    }


def find_user(directory: Directory, key: str, *, seen: bool = False) -> Json:
    """Find a user by id or UPN. Raises the service's 404."""
    found = directory.seen("user", key) if seen else directory.get("user", key)
    if found is None and "@" in key:
        users = directory.seen_all("user") if seen else directory.all("user")
        found = next((u for u in users if u["userPrincipalName"].lower() == key.lower()), None)
    if found is None:
        raise not_found(key)
    return found


@rests_on("Graph v1.0 user-list: default properties, $filter, $select, $top; permissions of 2026-08-07")
def list_users(call: Call) -> Answer:
    """List users."""
    return many(call, "users", [_allowed(call, u) for u in call.directory.seen_all("user")], DEFAULT)


@rests_on("Graph v1.0 user-get: by id or userPrincipalName, default properties")
def get_user(call: Call) -> Answer:
    """Read one user."""
    return one(call, "users", _allowed(call, find_user(call.directory, call.parts["id"], seen=True)), DEFAULT)


@rests_on("Graph v1.0 user-update: 204; named properties only; sensitive ones of protected users are refused")
def patch_user(call: Call) -> Answer:
    """Change the named properties of a user."""
    user = find_user(call.directory, call.parts["id"])
    if SENSITIVE & set(call.json) and is_protected(call.directory, user["id"]):
        raise denied()
    for name in call.json:
        if name.startswith("@"):
            continue
        if name in FIXED:
            raise read_only(name)
        if name not in user:
            raise unknown_property(name, "user")
    call.directory.put("user", user["id"], user | {k: v for k, v in call.json.items() if not k.startswith("@")})
    return Answer(204)


@rests_on("Graph v1.0 user-delete: soft for 30 days; application permissions do not reach protected users")
@rests_on("Deleting a user takes its memberships and role assignments along", inferred=True)
def delete_user(call: Call) -> Answer:
    """Delete a user softly."""
    directory = call.directory
    user = find_user(directory, call.parts["id"])
    if is_protected(directory, user["id"]):
        raise denied()
    directory.remove("user", user["id"], soft=True)
    return Answer(204)


def _allowed(call: Call, user: Json) -> Json:
    """Cut a user down to the basic profile for a caller who holds no more than that."""
    if call.who.permissions & set(READ) <= {"User.ReadBasic.All"}:
        return {name: value for name, value in user.items() if name in BASIC}
    return user


ROUTES = (
    Route("GET", "/users", list_users, needs=READ),
    Route("GET", "/users/{id}", get_user, needs=READ),
    Route("PATCH", "/users/{id}", patch_user, needs=("User.ReadWrite.All", "Directory.ReadWrite.All")),
    Route("DELETE", "/users/{id}", delete_user, needs=("User.DeleteRestore.All", "User.ReadWrite.All")),
)
