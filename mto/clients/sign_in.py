"""From a refusal of the sign-in service to the problem that it means. Asks for no token.

Rests on: Entra, "Microsoft Entra authentication and authorization error codes". Microsoft says there that the codes may
change, so an unknown one is told in the service's own words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mto.clients.clouds import Cloud, consent_link
from mto.clients.errors import BlockedByPolicy, NoSuchTenant, NotConsented, SignInRefused, WrongCredential
from mto.inventory.problems import Place


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asked for a token, and where."""

    tenant: str
    """As a person calls it."""
    tenant_id: str
    client_id: str
    cloud: Cloud

    @property
    def place(self) -> Place:
        """Where its problems stand."""
        return Place(f"{self.tenant}, sign-in")


# Code -> what is wrong. `{app}` is the application's id, `{tenant}` the tenant's.
_CONSENT = {
    "700016": "the application {app} is unknown in the tenant: nobody there has consented to it.",
    "7000229": "the application {app} has no service principal in the tenant: nobody there has consented to it.",
    "65001": "nobody in the tenant has consented to what the application {app} asks for.",
    "650051": "the application {app} is not provisioned in the tenant.",
}
_CREDENTIAL = {
    "7000215": (
        "the client secret of the application {app} is wrong.",
        "ARM_CLIENT_SECRET wants the value, not its id.",
    ),
    "7000222": ("the client secret of the application {app} has expired.", "Make a new one and set ARM_CLIENT_SECRET."),
    "700027": (
        "the certificate is not one that the application {app} knows, or its signature is wrong.",
        "Upload the certificate to the application, or correct ARM_CLIENT_CERTIFICATE_PATH.",
    ),
    "700024": ("the federated token or signed assertion is outside its time.", "Get a fresh one; check this clock."),
    "70021": ("no federated credential of the application {app} matches the token.", "Compare issuer and subject."),
    "700211": ("no federated credential of the application {app} has the token's issuer.", "Compare the issuer."),
    "700212": ("no federated credential of the application {app} has the token's audience.", "Compare the audience."),
    "700213": ("no federated credential of the application {app} has the token's subject.", "Compare the subject."),
    "50012": ("the signature or the certificate is refused.", "Check ARM_CLIENT_CERTIFICATE_PATH."),
    "7000218": ("no credential reached the sign-in service.", "Check the ARM_ variables."),
}
_OTHER = {
    "7000112": ("the application {app} is disabled.", "Its owner, or an administrator of the tenant, enables it."),
    "500011": ("the tenant does not know the service that the token is for.", "Check `cloud` in the tenant's file."),
    "50034": ("the account does not exist in the tenant.", "Check the tenant's id."),
    "50194": ("the application {app} is not a multi-tenant application.", "Set it to accounts in any organization."),
}
_NO_TENANT = ("90002", "900023", "900021")
_POLICY = re.compile(r"^530\d{2,4}$")


def refusal(answer: Mapping[str, Any], asked: Asked) -> SignInRefused:
    """The problem that an OAuth error means: `error`, `error_description`, `error_codes`, `correlation_id`."""
    description = str(answer.get("error_description") or "")
    codes = answer.get("error_codes") or re.findall(r"AADSTS(\d+)", description)
    number = str(codes[0]) if codes else ""
    code = f"AADSTS{number}" if number else str(answer.get("error", ""))
    request_id = str(answer.get("trace_id") or answer.get("correlation_id") or "")
    app = asked.client_id

    if number in _CONSENT:
        link = consent_link(asked.cloud, asked.tenant_id, app)
        return NotConsented(
            f"{_CONSENT[number].format(app=app)} ({code})",
            asked.place,
            f"A Privileged Role Administrator of the tenant consents at {link} .",
            code=code,
            request_id=request_id,
            consent_link=link,
        )
    kind, what, remedy = SignInRefused, _own_words(description) or f"no token: {code}.", ""
    if number in _CREDENTIAL:
        kind, (what, remedy) = WrongCredential, _CREDENTIAL[number]
    elif number in _NO_TENANT:
        kind, what = NoSuchTenant, f"there is no tenant {asked.tenant_id} in the cloud `{asked.cloud.name}`."
        remedy = "Check `tenant_id` and `cloud` in the tenant's file."
    elif _POLICY.match(number):
        kind, what = BlockedByPolicy, f"Conditional Access of the tenant refuses the application {app}."
        remedy = "An administrator of the tenant finds the policy in the service principal sign-in log."
    elif number in _OTHER:
        what, remedy = _OTHER[number]
    told = what.replace("{app}", app)
    return kind(told if code in told else f"{told} ({code})", asked.place, remedy, code=code, request_id=request_id)


def _own_words(description: str) -> str:
    """The service's description without the ids and the time that follow it."""
    return " ".join(re.split(r"\s*(?:Trace ID|Correlation ID|Timestamp):", description)[0].split())
