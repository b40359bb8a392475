"""Asks Entra for a token, by MSAL. What a refusal means is said in `sign_in`, which tokens are kept in `tokens`, which
alone imports this module, late: MSAL costs half a second.

MSAL speaks through our own transport, so that proxy, trust, retries and errors are the same for tokens as for
everything else.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msal
from msal.exceptions import MsalServiceError

from mto.clients.answers import Answer
from mto.clients.credentials import Certificate, Credential, Secret, TokenFile, TokenText
from mto.clients.errors import NoCredential, Unreadable
from mto.clients.request import Request
from mto.clients.sign_in import Asked, refusal
from mto.clients.transport import Transport


@dataclass(slots=True)
class SignIn:
    """One application in one tenant."""

    asked: Asked
    transport: Transport
    credential: Credential
    _app: Any = field(default=None, repr=False)

    def token(self, scope: str) -> str:
        """A token for that audience.

        Raises: SignInRefused and its kinds, NoCredential, Unreachable, Unreadable.
        """
        try:
            if self._app is None:
                self._app = self._client()
            answer = self._app.acquire_token_for_client(scopes=[scope])
        except MsalServiceError as fault:
            raise Unreadable(f"the sign-in service failed ({fault}).", self.asked.place, "Run it again.") from None
        if "access_token" not in answer:
            raise refusal(answer, self.asked)
        return str(answer["access_token"])

    def forget(self) -> None:
        """Ask anew at the next time, whatever MSAL remembers."""
        if self._app is not None:
            self._app.remove_tokens_for_client()

    def _client(self) -> Any:
        """MSAL's client. It reads the tenant's metadata at once, so a wrong tenant is refused here."""
        http = _HttpOfMsal(self.transport, self.asked)
        try:
            return msal.ConfidentialClientApplication(
                self.asked.client_id,
                client_credential=self._for_msal(),
                authority=f"https://{self.asked.cloud.login}/{self.asked.tenant_id}",
                instance_discovery=False,  # the host is one of `clouds`, so nothing is to be discovered: a call less
                http_client=http,
            )
        except (ValueError, KeyError) as fault:
            if http.last is not None and http.last.status_code >= 400:
                raise refusal(_oauth_error(http.last), self.asked) from None
            if isinstance(self.credential, Certificate):
                raise NoCredential(
                    "the certificate file cannot be opened: it is no PKCS#12 file, or the password is wrong.",
                    self.asked.place,
                    "Correct ARM_CLIENT_CERTIFICATE_PATH or ARM_CLIENT_CERTIFICATE_PASSWORD.",
                ) from None
            what = f"the sign-in service's answer cannot be read ({type(fault).__name__})."
            raise Unreadable(what, self.asked.place) from None

    def _for_msal(self) -> str | dict[str, Any]:
        credential = self.credential
        match credential:
            case Secret(value):
                return value
            case Certificate(path, password):
                return {"private_key_pfx_path": str(path), "passphrase": password or None, "public_certificate": True}
            case TokenText(value):
                return {"client_assertion": lambda: value}
            case TokenFile(path):
                return {"client_assertion": lambda: path.read_text(encoding="utf-8").strip()}
        return {"client_assertion": lambda: self._token_of_pipeline(credential.url, credential.bearer)}

    def _token_of_pipeline(self, url: str, bearer: str) -> str:
        """A fresh federated token for Entra. Rests on: GitHub's OpenID Connect reference (answer: value)."""
        headers = {"Authorization": f"Bearer {bearer}"}
        joined = f"{url}{'&' if '?' in url else '?'}audience=api://AzureADTokenExchange"
        answer = self.transport.send(Request("GET", joined, headers), self.asked.place)
        value = answer.json(self.asked.place).get("value") if answer.status_code == 200 else None
        if isinstance(value, str):
            return value
        raise NoCredential(
            f"the pipeline gave no federated token (status {answer.status_code}).",
            self.asked.place,
            "Give the workflow the permission `id-token: write`.",
        )


def _oauth_error(answer: Answer) -> Mapping[str, Any]:
    try:
        data = json.loads(answer.text)
    except ValueError:
        data = None
    return data if isinstance(data, dict) else {"error": f"status {answer.status_code}"}


@dataclass(slots=True)
class _HttpOfMsal:
    """The few calls that MSAL makes, over our transport. A token request may be sent twice: it changes nothing."""

    transport: Transport
    asked: Asked
    last: Answer | None = None

    def post(self, url: str, params: Any = None, data: Any = None, headers: Any = None, **_: Any) -> Answer:
        """Send a form. MSAL gives a certificate's assertion as bytes, which httpx would write as `b'…'`."""
        form = {name: v.decode() if isinstance(v, bytes) else v for name, v in dict(data or {}).items()}
        return self._send(Request("POST", url, headers or {}, params or None, form=form))

    def get(self, url: str, params: Any = None, headers: Any = None, **_: Any) -> Answer:
        """Read metadata."""
        return self._send(Request("GET", url, headers or {}, params or None))

    def close(self) -> None:
        """Nothing to close: the connection owns the transport."""

    def _send(self, request: Request) -> Answer:
        self.last = self.transport.send(request, self.asked.place)
        return self.last
