"""What was deleted in the last 30 days: list, read, restore, remove for good."""

from sandbox.cloud.call import Answer, Call, Json
from sandbox.cloud.clock import as_text
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.graph.directory_object import typed
from sandbox.cloud.graph.odata import context, many
from sandbox.cloud.graph.refusals import denied, not_found
from sandbox.cloud.routing import Route

KINDS = ("user", "group")
READ = {
    "user": ("User.Read.All", "User.ReadWrite.All", "User.DeleteRestore.All", "Directory.Read.All"),
    "group": ("GroupMember.Read.All", "Group.Read.All", "Group.ReadWrite.All", "Directory.Read.All"),
}
WRITE = {"user": ("User.DeleteRestore.All", "User.ReadWrite.All"), "group": ("Group.ReadWrite.All",)}
ANY_READ = (*READ["user"], *READ["group"])
ANY_WRITE = (*WRITE["user"], *WRITE["group"])


@rests_on("Graph v1.0 directory-deleteditems-list: cast to microsoft.graph.user or .group, deletedDateTime set")
def list_deleted(call: Call) -> Answer:
    """List deleted objects of one type."""
    kind = call.parts["kind"].lower()
    if kind not in KINDS:
        raise not_found(call.parts["kind"])
    if not call.who.permissions & set(READ[kind]):
        raise denied()
    items = [body | {"deletedDateTime": as_text(when)} for body, when in call.directory.deleted(kind)]
    return many(call, f"{kind}s", items)


@rests_on("Graph v1.0 directory-deleteditems-get")
def get_deleted(call: Call) -> Answer:
    """Read one deleted object."""
    kind, body = _found(call)
    if not call.who.permissions & set(READ[kind]):
        raise denied()
    return Answer(200, {"@odata.context": context(call, "directoryObjects/$entity"), **typed(call, kind, body)})


@rests_on("Graph v1.0 directory-deleteditems-restore: 200 with the object")
def restore(call: Call) -> Answer:
    """Bring a deleted object back."""
    kind, body = _writable(call)
    call.directory.put(kind, body["id"], body | {"deletedDateTime": None})
    return Answer(200, {"@odata.context": context(call, "directoryObjects/$entity"), **typed(call, kind, body)})


@rests_on("Graph v1.0 directory-deleteditems-delete: 204, for good")
def purge(call: Call) -> Answer:
    """Remove a deleted object for good."""
    kind, body = _writable(call)
    call.directory.remove(kind, body["id"])
    return Answer(204)


def _found(call: Call) -> tuple[str, Json]:
    for kind in KINDS:
        for body, when in call.directory.deleted(kind):
            if body["id"] == call.parts["id"].lower():
                return kind, body | {"deletedDateTime": as_text(when)}
    raise not_found(call.parts["id"])


def _writable(call: Call) -> tuple[str, Json]:
    kind, body = _found(call)
    if not call.who.permissions & set(WRITE[kind]):
        raise denied()
    return kind, body


ROUTES = (
    Route("GET", "/directory/deletedItems/microsoft.graph.{kind}", list_deleted, needs=ANY_READ),
    Route("GET", "/directory/deletedItems/graph.{kind}", list_deleted, needs=ANY_READ),
    Route("GET", "/directory/deletedItems/{id}", get_deleted, needs=ANY_READ),
    Route("POST", "/directory/deletedItems/{id}/restore", restore, needs=ANY_WRITE),
    Route("DELETE", "/directory/deletedItems/{id}", purge, needs=ANY_WRITE),
)
