"""What the application signs in with, from the variables that the plugins read too. Asks for no token.

The Azure CLI and managed identities are never tried: a developer's own sign-in must not deploy.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mto.clients.errors import NoCredential
from mto.inventory.problems import Place

_READ = (
    "ARM_USE_OIDC=true with ARM_OIDC_TOKEN, ARM_OIDC_TOKEN_FILE_PATH or a GitHub workflow's id-token permission; "
    "ARM_CLIENT_CERTIFICATE_PATH (with ARM_CLIENT_CERTIFICATE_PASSWORD); or ARM_CLIENT_SECRET"
)


@dataclass(frozen=True, slots=True)
class Secret:
    """A client secret."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Certificate:
    """A PKCS#12 file with private key and certificate."""

    path: Path
    password: str = field(repr=False)
    """Empty if the file has none."""


@dataclass(frozen=True, slots=True)
class TokenText:
    """A federated token, as given."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TokenFile:
    """A file that always holds a fresh federated token, for example a projected Kubernetes volume."""

    path: Path


@dataclass(frozen=True, slots=True)
class TokenRequest:
    """Where a pipeline hands out a fresh federated token, and what it wants to see for it.

    Rests on: GitHub, "About security hardening with OpenID Connect" (ACTIONS_ID_TOKEN_REQUEST_URL, audience).
    """

    url: str
    bearer: str = field(repr=False)


Credential = Secret | Certificate | TokenText | TokenFile | TokenRequest


def read(env: Mapping[str, str] | None = None) -> Credential:
    """The first credential that is complete: federated token, then certificate, then secret. An empty value is none.

    Raises: NoCredential, which names the variables; also where a named file cannot be read.
    """
    env = os.environ if env is None else env
    found = (_federated(env) if _on(env, "ARM_USE_OIDC") else None) or _certificate(env)
    if found:
        return found
    if secret := env.get("ARM_CLIENT_SECRET"):
        return Secret(secret)
    raise NoCredential("there is nothing to sign in with.", Place("environment"), f"Set one of: {_READ}.")


def client_id(given: str | None = None, env: Mapping[str, str] | None = None) -> str:
    """The application's id: the one given, else ARM_CLIENT_ID. Raises: NoCredential."""
    found = given or (os.environ if env is None else env).get("ARM_CLIENT_ID")
    if found:
        return found
    raise NoCredential(
        "no application is named.", Place("environment"), "Set ARM_CLIENT_ID, or `apps` in the home file."
    )


def _federated(env: Mapping[str, str]) -> Credential | None:
    if text := env.get("ARM_OIDC_TOKEN"):
        return TokenText(text)
    if path := env.get("ARM_OIDC_TOKEN_FILE_PATH"):
        return TokenFile(_readable(path, "ARM_OIDC_TOKEN_FILE_PATH"))
    url = env.get("ARM_OIDC_REQUEST_URL") or env.get("ACTIONS_ID_TOKEN_REQUEST_URL")
    bearer = env.get("ARM_OIDC_REQUEST_TOKEN") or env.get("ACTIONS_ID_TOKEN_REQUEST_TOKEN")
    return TokenRequest(url, bearer) if url and bearer else None


def _certificate(env: Mapping[str, str]) -> Certificate | None:
    if path := env.get("ARM_CLIENT_CERTIFICATE_PATH"):
        password = env.get("ARM_CLIENT_CERTIFICATE_PASSWORD", "")
        return Certificate(_readable(path, "ARM_CLIENT_CERTIFICATE_PATH"), password)
    return None


def _readable(path: str, variable: str) -> Path:
    if os.access(path, os.R_OK):
        return Path(path)
    raise NoCredential(f"the file {path} cannot be read.", Place("environment"), f"Correct {variable}.")


def _on(env: Mapping[str, str], name: str) -> bool:
    return env.get(name, "").lower() in {"true", "1"}
