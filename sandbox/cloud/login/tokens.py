"""Access tokens: JWTs signed with the run's key, that carry tenant, application and granted permissions.

A token lives on when a consent is revoked, as the real one does; who may have one is left to `token_endpoint`.
"""

import base64
import hashlib
import uuid
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sandbox.cloud.call import Caller, Json
from sandbox.cloud.clock import Clock
from sandbox.cloud.evidence import rests_on

LIFETIME = 3599  # seconds


class InvalidTokenError(Exception):
    """A token that this cloud did not give, or not for this resource, or not for now."""


class TokenMint:
    """Signs and checks the tokens of one run."""

    def __init__(self, key: rsa.RSAPrivateKey, clock: Clock) -> None:
        self._key = key
        self._clock = clock
        public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        self.key_id = base64.urlsafe_b64encode(hashlib.sha256(public).digest()[:20]).decode().rstrip("=")

    @rests_on("Entra access token claims reference (tid, oid, appid, roles, idtyp; v1.0 tokens for Graph and ARM)")
    def issue(self, caller: Caller, audience: str, app_name: str) -> str:
        """Give a token for one resource."""
        now = int(self._clock.now())
        claims: dict[str, Any] = {
            "aud": audience,
            "iss": f"https://sts.windows.net/{caller.tenant_id}/",
            "iat": now,
            "nbf": now,
            "exp": now + LIFETIME + 1,
            "app_displayname": app_name,
            "appid": caller.app_id,
            "appidacr": "1",
            "idp": f"https://sts.windows.net/{caller.tenant_id}/",
            "idtyp": "app",
            "oid": caller.object_id,
            "sub": caller.object_id,
            "tid": caller.tenant_id,
            "uti": uuid.uuid4().hex,
            "ver": "1.0",
        }
        if caller.permissions:
            claims["roles"] = sorted(caller.permissions)
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self.key_id, "x5t": self.key_id})

    @rests_on("Entra access token validation: signature, audience, lifetime")
    def read(self, token: str, audience: str) -> Caller:
        """Give the caller whom a token names. Raises InvalidTokenError with the service's words."""
        try:
            claims = jwt.decode(
                token,
                self._key.public_key(),
                algorithms=["RS256"],
                options={"verify_aud": False, "verify_exp": False, "verify_nbf": False, "verify_iat": False},
            )
        except jwt.InvalidTokenError as error:
            raise InvalidTokenError("Access token validation failure. Invalid signature.") from error
        if str(claims["aud"]).rstrip("/") != audience.rstrip("/"):
            raise InvalidTokenError("Access token validation failure. Invalid audience.")
        if float(claims["exp"]) < self._clock.now():
            raise InvalidTokenError("Lifetime validation failed, the token is expired.")
        permissions = frozenset(claims.get("roles", ()))
        return Caller(claims["tid"], claims["appid"], claims["oid"], permissions, session=claims["uti"])

    def public_keys(self) -> Json:
        """Give the key set that the metadata points to."""
        numbers = self._key.public_key().public_numbers()
        return {
            "keys": [{"kty": "RSA", "use": "sig", "kid": self.key_id, "n": _number(numbers.n), "e": _number(numbers.e)}]
        }


def _number(value: int) -> str:
    raw = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
