"""Whether an application is who it says: a client secret, or an assertion signed with a registered certificate.

The certificates are kept as thumbprint and PEM; who consented to the application is left to `token_endpoint`.
"""

import base64
import hmac
from dataclasses import dataclass, field

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from sandbox.cloud.evidence import rests_on
from sandbox.cloud.login.refusals import refuse


@dataclass
class Credentials:
    """The secrets and certificates that are registered, by application id."""

    secrets: dict[str, str] = field(default_factory=dict)
    certificates: dict[str, list[x509.Certificate]] = field(default_factory=dict)

    def register_certificate(self, app_id: str, pem: bytes) -> str:
        """Register a certificate and give its thumbprint."""
        certificate = x509.load_pem_x509_certificate(pem)
        self.certificates.setdefault(app_id, []).append(certificate)
        return certificate.fingerprint(hashes.SHA1()).hex().upper()  # noqa: S303 - Entra names certificates by SHA-1

    @rests_on("Entra error codes: AADSTS7000215 invalid client secret")
    def check_secret(self, app_id: str, secret: str) -> None:
        """Refuse any secret but the app's own."""
        known = self.secrets.get(app_id)
        if known is None or not hmac.compare_digest(known, secret):
            raise refuse(
                401,
                "invalid_client",
                7000215,
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret"
                f" value, not the client secret ID, for a secret added to app '{app_id}'.",
            )

    @rests_on("Certificate credentials of the Microsoft identity platform: x5t or x5t#S256, iss, sub, aud, exp")
    @rests_on("hashicorp/go-azure-sdk, client assertions: kid holds what x5t does, padded, and there is no x5t")
    @rests_on("Entra error codes: AADSTS700027 certificate not registered, AADSTS50012 assertion invalid")
    def check_assertion(self, app_id: str, assertion: str, audiences: list[str]) -> None:
        """Refuse an assertion that no registered certificate signed, or that names another app or endpoint."""
        try:
            header = jwt.get_unverified_header(assertion)
        except jwt.InvalidTokenError as error:
            raise refuse(401, "invalid_client", 50027, "JWT token is invalid or malformed.") from error
        thumbprint = str(header.get("x5t#S256") or header.get("x5t") or header.get("kid") or "").rstrip("=")
        certificate = next((c for c in self.certificates.get(app_id, []) if thumbprint in _thumbprints(c)), None)
        if certificate is None:
            raise refuse(
                401,
                "invalid_client",
                700027,
                "The certificate with identifier used to sign the client assertion is not registered on application."
                f" [Reason - The key was not found., Thumbprint of key used by client: '{_readable(thumbprint)}'].",
            )
        key = certificate.public_key()
        if not isinstance(key, rsa.RSAPublicKey):
            raise refuse(401, "invalid_client", 700027, "The certificate holds no RSA key.")
        try:
            claims = jwt.decode(assertion, key, algorithms=["RS256", "PS256"], audience=audiences)
        except jwt.InvalidTokenError as error:
            raise refuse(401, "invalid_client", 50012, f"Authentication failed: {error}.") from error
        if claims.get("iss") != app_id or claims.get("sub") != app_id:
            raise refuse(401, "invalid_client", 700021, "Client assertion issuer and subject must be the client id.")


def _thumbprints(certificate: x509.Certificate) -> set[str]:
    der = certificate.public_bytes(Encoding.DER)
    prints = []
    for algorithm in (hashes.SHA1(), hashes.SHA256()):  # noqa: S303 - x5t is a SHA-1 by its standard
        digest = hashes.Hash(algorithm)
        digest.update(der)
        prints.append(digest.finalize())
    return {base64.urlsafe_b64encode(p).decode().rstrip("=") for p in prints} | {
        base64.urlsafe_b64encode(p).decode() for p in prints
    }


def _readable(thumbprint: str) -> str:
    try:
        return base64.urlsafe_b64decode(thumbprint + "=" * (-len(thumbprint) % 4)).hex().upper()
    except ValueError:
        return "unreadable"
