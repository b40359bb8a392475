"""What all of Graph's answers share: context, `$select`, `$filter`, `$top` and the next link, `$count`.

Rests on: Graph "Use query parameters to customize responses" and "Paging Microsoft Graph data".
"""

import base64
from collections.abc import Callable, Sequence
from urllib.parse import quote, urlencode

from sandbox.cloud.call import Answer, Call, Json, Refusal
from sandbox.cloud.graph.filter import Filter
from sandbox.cloud.graph.refusals import bad_request

DEFAULT_PAGE, LARGEST_PAGE = 100, 999
MANY = {"$select", "$filter", "$top", "$skiptoken", "$count"}
Expand = Callable[[Json], Json]


def context(call: Call, what: str) -> str:
    """Give the metadata address that each answer names."""
    return f"https://{call.host}/{call.version}/$metadata#{what}"


def one(call: Call, what: str, item: Json, default: Sequence[str] = (), *, status: int = 200) -> Answer:
    """Answer with one object; `default` are the properties given when nobody selects."""
    check_options(call, {"$select"})
    body = {"@odata.context": context(call, f"{what}/$entity"), **shaped(call, item, default)}
    return Answer(status, body)


def many(
    call: Call,
    what: str,
    items: list[Json],
    default: Sequence[str] = (),
    *,
    expand: Expand | None = None,
    paged: bool = True,
) -> Answer:
    """Answer with a collection: filtered, counted, cut to a page, shaped."""
    check_options(call, MANY | ({"$expand"} if expand else set()))
    body, page = page_of(call, what, filtered(call, items), paged=paged)
    body["value"] = [{**shaped(call, item, default), **(expand(item) if expand else {})} for item in page]
    return Answer(200, body)


def page_of(call: Call, what: str, found: list[Json], *, paged: bool = True) -> tuple[Json, list[Json]]:
    """Give an answer's frame (context, count, next link), and what belongs on this page of it."""
    body: Json = {"@odata.context": context(call, what)}
    if call.query.get("$count", "").lower() == "true":
        body["@odata.count"] = len(found)
    start, size = _page(call) if paged else (0, len(found))
    if start + size < len(found):
        body["@odata.nextLink"] = _next_link(call, start + size)
    return body, found[start : start + size]


def check_options(call: Call, known: set[str]) -> None:
    """Say by name which query option is not built, rather than answer as if nobody had asked."""
    unknown = sorted(name for name in call.query if name.startswith("$") and name not in known)
    if unknown:
        raise Refusal(501, "NotImplemented", f"The sandbox does not have {unknown[0]} for {call.method} {call.path}")


def filtered(call: Call, items: list[Json]) -> list[Json]:
    """Apply `$filter`; an advanced one is refused without its header and `$count=true`."""
    text = call.query.get("$filter", "")
    if not text:
        return items
    wanted = Filter(text)
    eventual = call.headers.get("consistencylevel", "").lower() == "eventual"
    if wanted.advanced and not (eventual and call.query.get("$count", "").lower() == "true"):
        raise bad_request("Unsupported Query.", "Request_UnsupportedQuery")
    return [item for item in items if wanted.test(item)]


def shaped(call: Call, item: Json, default: Sequence[str] = ()) -> Json:
    """Give an object as it leaves: without the sandbox's own keys, with what was selected."""
    selected = [name.strip() for name in call.query.get("$select", "").split(",") if name.strip()]
    own = {key: value for key, value in item.items() if not key.startswith("_")}
    if selected and "*" not in selected:
        lowered = {key.lower(): key for key in own}
        names = [lowered[name.lower()] for name in selected if name.lower() in lowered]
        kept = {key: value for key, value in own.items() if key.startswith("@")}
        return kept | {name: own[name] for name in names}
    if default and call.version == "v1.0":
        return {key: value for key, value in own.items() if key in default or key.startswith("@")}
    return own


def _page(call: Call) -> tuple[int, int]:
    try:
        size = int(call.query.get("$top", DEFAULT_PAGE))
    except ValueError:
        size = 0
    if not 1 <= size <= LARGEST_PAGE:
        raise bad_request(f"Invalid page size specified: '{call.query['$top']}'. Must be between 1 and 999 inclusive.")
    token = call.query.get("$skiptoken", "")
    try:
        start = int(base64.urlsafe_b64decode(token)) if token else 0
    except ValueError as error:
        raise bad_request("Invalid $skiptoken.", "BadRequest") from error
    return start, size


def _next_link(call: Call, start: int) -> str:
    token = base64.urlsafe_b64encode(str(start).encode()).decode()
    query = {**call.query, "$skiptoken": token}
    return f"https://{call.host}/{call.version}{quote(call.path)}?{urlencode(query, quote_via=quote, safe='$')}"
