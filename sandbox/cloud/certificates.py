"""Certificates and keys of one run.

An authority with one leaf for all hosts, the key that signs tokens, a client certificate.
All are made on first start and kept in the run's own directory, readable by its owner alone; none is ever in git.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class KeyRing:
    """Where the certificates of a run lie, and the key that signs its tokens."""

    folder: Path
    signing_key: rsa.RSAPrivateKey

    @property
    def authority(self) -> Path:
        """The certificate that clients must trust."""
        return self.folder / "ca.pem"

    @property
    def leaf(self) -> Path:
        """Key and certificate that all hosts show."""
        return self.folder / "hosts.pem"

    @property
    def client_certificate(self) -> Path:
        """Key and certificate that are registered at the apps `deploy` and `verify`."""
        return self.folder / "client.pem"


def open_key_ring(folder: Path, hosts: tuple[str, ...]) -> KeyRing:
    """Make what is missing and give all of it."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if not (folder / "hosts.pem").exists():
        authority = trustme.CA(organization_name="Sandbox of mto")
        leaf = authority.issue_cert(*hosts)
        write_private(folder / "ca.pem", authority.cert_pem.bytes())
        write_private(folder / "hosts.pem", leaf.private_key_and_cert_chain_pem.bytes())
    if not (folder / "signing.pem").exists():
        write_private(folder / "signing.pem", _pem(rsa.generate_private_key(public_exponent=65537, key_size=2048)))
    if not (folder / "client.pem").exists():
        _make_client_certificate(folder)
    key = load_pem_private_key((folder / "signing.pem").read_bytes(), None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError(f"{folder / 'signing.pem'} holds no RSA key")
    return KeyRing(folder, key)


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    draft = path.with_name(path.name + ".draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
    draft.replace(path)


def _make_client_certificate(folder: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "client of the sandbox")])
    today = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=730))
        .sign(key, hashes.SHA256())
    )
    bundle = serialize_key_and_certificates(b"client", key, certificate, None, NoEncryption())
    write_private(folder / "client.pfx", bundle)
    write_private(folder / "client.pem", _pem(key) + certificate.public_bytes(Encoding.PEM))


def _pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
