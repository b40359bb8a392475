"""Control of the instance itself: reset, clock, lag, faults, the request log, the dump, the secrets."""

from dataclasses import asdict
from datetime import datetime

from sandbox.cloud.call import Answer, Call, Refusal
from sandbox.cloud.control.dump import dump
from sandbox.cloud.control.portal_session import OURS, write_session_files
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.routing import Route


@rests_on(OURS)
def status(call: Call) -> Answer:
    """Tell what this instance is."""
    tenants = [asdict(tenant) for tenant in call.cloud.state.tenants()]
    state = call.cloud.state
    return Answer(200, {"tenants": tenants, "time": state.clock.text(), "lag": state.lag, "mark": call.cloud.log.mark})


@rests_on(OURS)
def reset(call: Call) -> Answer:
    """Set everything back to the seed; sessions are issued anew."""
    call.cloud.reset()
    write_session_files(call.cloud)
    return Answer(204)


@rests_on(OURS)
def clock(call: Call) -> Answer:
    """Move the clock: {"set": ISO time}, {"advance": seconds} or {"true": true}."""
    wanted, cloud = call.json, call.cloud
    if "set" in wanted:
        cloud.state.clock.set(datetime.fromisoformat(str(wanted["set"])))
    elif "advance" in wanted:
        cloud.state.clock.offset += float(wanted["advance"])
    else:
        cloud.state.clock.offset = 0.0
    cloud.set_clock(cloud.state.clock.offset)
    return Answer(200, {"time": cloud.state.clock.text()})


@rests_on(OURS)
def lag(call: Call) -> Answer:
    """Set for how many seconds readers do not see a change: {"seconds": 0.3}, 0 switches it off."""
    call.cloud.state.set("lag", str(float(call.json["seconds"])))
    return Answer(200, {"lag": call.cloud.state.lag})


@rests_on(OURS)
def list_faults(call: Call) -> Answer:
    """List the faults."""
    return Answer(200, {"value": [asdict(fault) for fault in call.cloud.faults.all()]})


@rests_on(OURS)
def add_fault(call: Call) -> Answer:
    """Add a fault; see `sandbox.cloud.faults.Fault` for its fields."""
    return Answer(201, asdict(call.cloud.faults.add(call.json)))


@rests_on(OURS)
def clear_faults(call: Call) -> Answer:
    """Remove one fault, or all."""
    key = call.parts.get("id")
    call.cloud.faults.remove(int(key) if key else None)
    return Answer(204)


@rests_on(OURS)
def read_log(call: Call) -> Answer:
    """Read the requests after `?since=MARK`."""
    since = int(call.query.get("since", "0"))
    return Answer(200, {"mark": call.cloud.log.mark, "value": [asdict(e) for e in call.cloud.log.since(since)]})


@rests_on(OURS)
def read_dump(call: Call) -> Answer:
    """Give whole tenants, or one with `?tenant=STACK`."""
    only = call.query.get("tenant", "")
    found = dump(call.cloud.state, only)
    if only and not found:
        raise Refusal(404, "unknown_tenant", f"There is no tenant {only}.")
    return Answer(200, found)


@rests_on(OURS)
def secrets(call: Call) -> Answer:
    """Give every secret of this run by its kind: where a test finds one in an output, something leaks."""
    known: dict[str, list[str]] = {}
    for kind, value in call.cloud.state.secrets():
        known.setdefault(kind, []).append(value)
    return Answer(200, known)


@rests_on(OURS)
def add_certificate(call: Call) -> Answer:
    """Register a client certificate: {"app": name or client id, "pem": certificate}."""
    app_id = call.cloud.seed.app_id(str(call.json["app"]))
    thumbprint = call.cloud.credentials.register_certificate(app_id, str(call.json["pem"]).encode())
    return Answer(201, {"thumbprint": thumbprint})


ROUTES = (
    Route("GET", "/status", status),
    Route("POST", "/reset", reset),
    Route("POST", "/clock", clock),
    Route("POST", "/lag", lag),
    Route("GET", "/faults", list_faults),
    Route("POST", "/faults", add_fault),
    Route("DELETE", "/faults", clear_faults),
    Route("DELETE", "/faults/{id}", clear_faults),
    Route("GET", "/log", read_log),
    Route("GET", "/dump", read_dump),
    Route("GET", "/secrets", secrets),
    Route("POST", "/certificates", add_certificate),
)
