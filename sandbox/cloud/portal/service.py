"""The Defender portal as a service of the cloud. Everything here is unpublished; see each behaviour's evidence."""

from sandbox.cloud.call import Answer, Call, Refusal
from sandbox.cloud.evidence import rests_on
from sandbox.cloud.portal import tenant_group, tenant_picker
from sandbox.cloud.portal.sessions import authenticate
from sandbox.cloud.routing import Router
from sandbox.cloud.service import Service


@rests_on("The form of the portal's errors is in no capture", inferred=True)
def render(_call: Call, refusal: Refusal) -> Answer:
    """Write a refusal."""
    return Answer(refusal.status, {"errorCode": refusal.code, "message": refusal.message}, refusal.headers)


SERVICE = Service("portal", Router((*tenant_picker.ROUTES, *tenant_group.ROUTES)), render, authenticate)
