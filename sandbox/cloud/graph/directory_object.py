"""Directory objects of any type: find one, show it with its type.

Kinds known: user, group, servicePrincipal.
"""

from sandbox.cloud.call import Answer, Call, Json
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph import user
from sandbox.cloud.graph.odata import context, shaped
from sandbox.cloud.graph.refusals import bad_request, not_found
from sandbox.cloud.routing import Route
from sandbox.cloud.state import Directory

KINDS = ("user", "group", "servicePrincipal")
READ = ("Directory.Read.All", "Directory.ReadWrite.All")


def find_any(directory: Directory, key: str, *, seen: bool = False) -> tuple[str, Json] | None:
    """Find an object by id, whatever its kind."""
    for kind in KINDS:
        found = directory.seen(kind, key) if seen else directory.get(kind, key)
        if found is not None:
            return kind, found
    return None


def id_in(link: str) -> str:
    """Give the id at the end of a reference such as `https://graph.microsoft.com/v1.0/directoryObjects/{id}`."""
    return str(link).rstrip("/").rsplit("/", 1)[-1].strip("')").split("('")[-1].lower()


def typed(call: Call, kind: str, item: Json) -> Json:
    """Give an object in a mixed collection: its type named, a user with the default properties only."""
    default = user.DEFAULT if kind == "user" else ()
    return {"@odata.type": f"#microsoft.graph.{kind}", **shaped(call, item, default)}


@rests_on("Graph v1.0 directoryobject-get")
def get_object(call: Call) -> Answer:
    """Read one object."""
    found = find_any(call.directory, call.parts["id"], seen=True)
    if found is None:
        raise not_found(call.parts["id"])
    body = typed(call, *found)
    return Answer(200, {"@odata.context": context(call, "directoryObjects/$entity"), **body})


@rests_on("Graph v1.0 directoryobject-getbyids: unknown ids are left out")
def get_by_ids(call: Call) -> Answer:
    """Read several objects by id."""
    ids = call.json.get("ids")
    if not isinstance(ids, list):
        raise bad_request("The property 'ids' is required.")
    found = [hit for key in ids if (hit := find_any(call.directory, str(key).lower(), seen=True))]
    body = {"@odata.context": context(call, "directoryObjects"), "value": [typed(call, *hit) for hit in found]}
    return Answer(200, body)


ROUTES = (
    Route("GET", "/directoryObjects/{id}", get_object, needs=("User.Read.All", "Group.Read.All", *READ)),
    Route("POST", "/directoryObjects/getByIds", get_by_ids, needs=READ),
)
