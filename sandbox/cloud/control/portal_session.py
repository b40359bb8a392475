"""Portal sessions: signing operators in and out, and the files in which the program finds their sessions."""

import json

from sandbox.cloud.call import Answer, Call, Json
from sandbox.cloud.certificates import write_private
from sandbox.cloud.core import Cloud
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.portal.sessions import LASTS, SESSION, expire, issue
from sandbox.cloud.routing import Route

OURS = "the sandbox's own control interface"


def write_session_files(cloud: Cloud) -> None:
    """Write every session to `sessions/<upn>.json`, mode 0600, and remove the files of those who have none."""
    folder = cloud.folder / "sessions"
    folder.mkdir(mode=0o700, exist_ok=True)
    sessions = [s for t in cloud.state.tenants() for s in cloud.state.directory(t.id).all(SESSION)]
    names = {f"{session['upn']}.json" for session in sessions}
    for old in folder.glob("*.json"):
        if old.name not in names:
            old.unlink()
    for session in sessions:
        _write(cloud, session)


@rests_on(OURS)
def issue_session(call: Call) -> Answer:
    """Sign an operator in and write the file: {"upn": …, "seconds": 28800}."""
    session = issue(call.cloud.state, str(call.json["upn"]), float(call.json.get("seconds", LASTS)))
    _write(call.cloud, session)
    return Answer(201, {"upn": session["upn"], "expires": session["expires"]})


@rests_on(OURS)
def end_session(call: Call) -> Answer:
    """End a session on the server; its file still says the old expiry. `?file=remove` takes it away too."""
    upn = call.parts["upn"].lower()
    expire(call.cloud.state, upn)
    if call.query.get("file") == "remove":
        (call.cloud.folder / "sessions" / f"{upn}.json").unlink(missing_ok=True)
    return Answer(204)


def _write(cloud: Cloud, session: Json) -> None:
    content = {name: session[name] for name in ("sccauth", "xsrf_token", "expires")}
    write_private(cloud.folder / "sessions" / f"{session['upn']}.json", json.dumps(content).encode())


ROUTES = (
    Route("POST", "/sessions", issue_session),
    Route("DELETE", "/sessions/{upn}", end_session),
)
