from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs

import httpx
import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from mto.clients.errors import (
    BlockedByPolicy,
    ForeignToken,
    NoCredential,
    NoSuchTenant,
    NotConsented,
    SignInRefused,
    Unreachable,
    WrongCredential,
)


def read(graph):
    return graph.get("/users/u", about="user u")


def test_one_token_serves_all_calls_of_an_audience(graph, microsoft):
    microsoft.answer(200, {})
    microsoft.answer(200, {})
    read(graph)
    read(graph)
    assert len(microsoft.sign_ins) == 1


def test_a_token_is_asked_for_the_cloud_s_graph(graph, microsoft):
    microsoft.answer(200, {})
    read(graph)
    form = parse_qs(microsoft.sign_ins[0].content.decode())
    assert form["scope"] == ["https://graph.microsoft.com/.default"]
    assert form["grant_type"] == ["client_credentials"]


def test_a_token_is_renewed_before_it_ends(graph, microsoft):
    microsoft.claims = {"exp": 0}
    microsoft.answer(200, {})
    microsoft.answer(200, {})
    read(graph)
    graph.tokens._app.forget()  # MSAL keeps its own clock
    read(graph)
    assert len(microsoft.sign_ins) == 2


def test_the_token_tells_the_permissions_that_were_granted(graph, microsoft):
    microsoft.claims = {"roles": ["User.Read.All", "Policy.Read.All"]}
    assert graph.token.roles == {"User.Read.All", "Policy.Read.All"}
    assert graph.token.object_id == "our-own-id"


def test_another_tenant_s_token_is_never_used(graph, microsoft):
    microsoft.claims = {"tid": "99999999-9999-9999-9999-999999999999"}
    with pytest.raises(ForeignToken, match="99999999"):
        read(graph)
    assert microsoft.asked == []


def test_neither_token_nor_secret_is_in_any_repr(graph, microsoft):
    microsoft.answer(200, {})
    read(graph)
    shown = repr(graph) + repr(graph.token) + repr(graph.tokens)
    assert graph.token.text not in shown
    assert "a-very-secret-value" not in shown


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (700016, NotConsented),
        (7000229, NotConsented),
        (65001, NotConsented),
        (7000215, WrongCredential),
        (7000222, WrongCredential),
        (700027, WrongCredential),
        (90002, NoSuchTenant),
        (53003, BlockedByPolicy),
        (530003, BlockedByPolicy),
        (5300210, BlockedByPolicy),
        (50034, SignInRefused),
        (1234567, SignInRefused),
    ],
)
def test_each_refusal_of_the_sign_in_service_has_its_type(graph, refuse, number, kind):
    refuse(number)
    with pytest.raises(SignInRefused) as told:
        read(graph)
    assert type(told.value) is kind
    assert told.value.code == f"AADSTS{number}"
    assert f"AADSTS{number}" in told.value.what


def test_a_missing_consent_comes_with_the_link(graph, refuse):
    refuse(700016)
    with pytest.raises(NotConsented) as told:
        read(graph)
    link = told.value.consent_link
    assert link.startswith("https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/adminconsent")
    assert link in told.value.remedy


def test_an_unknown_refusal_is_told_in_entra_s_words_without_what_changes(graph, refuse):
    refuse(1234567)
    with pytest.raises(SignInRefused) as told:
        read(graph)
    assert told.value.what == "AADSTS1234567: In Entra's words."
    assert told.value.request_id == "t-1"


def test_an_expired_secret_is_not_in_the_message(graph, refuse):
    refuse(7000222)
    with pytest.raises(WrongCredential) as told:
        read(graph)
    assert "a-very-secret-value" not in str(told.value) + repr(told.value)


def test_a_tenant_that_does_not_exist_is_told_before_any_token(graph, microsoft):
    microsoft.metadata = httpx.Response(
        400, json={"error": "invalid_tenant", "error_description": "AADSTS90002: Not found.", "error_codes": [90002]}
    )
    with pytest.raises(NoSuchTenant, match="tenant_id"):
        read(graph)


def test_a_network_that_fails_at_sign_in_is_unreachable(graph, microsoft, monkeypatch):
    def dead(request):
        raise httpx.ConnectError("refused")

    monkeypatch.setattr(microsoft, "_sign_in", dead)
    with pytest.raises(Unreachable, match=r"login\.microsoftonline\.com"):
        read(graph)


def test_a_busy_sign_in_service_is_waited_for(graph, microsoft):
    busy = httpx.Response(503, json={}, headers={"Retry-After": "3"})
    rest = microsoft._sign_in
    answers = [busy]
    microsoft._sign_in = lambda request: answers.pop() if answers else rest(request)
    microsoft.answer(200, {})
    read(graph)
    assert microsoft.pauses == [3.0]


def test_a_federated_token_is_sent_as_the_assertion(graph, microsoft, monkeypatch, tmp_path):
    file = tmp_path / "token"
    file.write_text("federated\n")
    monkeypatch.setenv("ARM_USE_OIDC", "true")
    monkeypatch.setenv("ARM_OIDC_TOKEN_FILE_PATH", str(file))
    microsoft.answer(200, {})
    read(graph)
    form = parse_qs(microsoft.sign_ins[0].content.decode())
    assert form["client_assertion"] == ["federated"]
    assert "client_secret" not in form


def test_a_pipeline_is_asked_for_its_token_with_entra_s_audience(graph, microsoft, monkeypatch):
    monkeypatch.setenv("ARM_USE_OIDC", "true")
    monkeypatch.setenv("ACTIONS_ID_TOKEN_REQUEST_URL", "https://pipelines.example/token?api-version=2")
    monkeypatch.setenv("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "bearer")
    microsoft.answer(200, {"value": "from-pipeline"})
    microsoft.answer(200, {})
    read(graph)
    assert microsoft.asked[0].url.params["audience"] == "api://AzureADTokenExchange"
    assert parse_qs(microsoft.sign_ins[0].content.decode())["client_assertion"] == ["from-pipeline"]


def test_a_certificate_that_cannot_be_opened_names_the_variables(graph, monkeypatch, tmp_path):
    file = tmp_path / "app.pfx"
    file.write_bytes(b"not a certificate")
    monkeypatch.setenv("ARM_CLIENT_CERTIFICATE_PATH", str(file))
    with pytest.raises(NoCredential, match="ARM_CLIENT_CERTIFICATE_PASSWORD"):
        read(graph)


def test_a_certificate_signs_in_without_the_secret(graph, microsoft, monkeypatch, tmp_path):
    monkeypatch.setenv("ARM_CLIENT_CERTIFICATE_PATH", str(_pfx(tmp_path, b"pass")))
    monkeypatch.setenv("ARM_CLIENT_CERTIFICATE_PASSWORD", "pass")
    microsoft.answer(200, {})
    read(graph)
    form = parse_qs(microsoft.sign_ins[0].content.decode())
    assert "client_secret" not in form
    assert form["client_assertion"][0].count(".") == 2
    # MSAL hands the assertion over as bytes: written as `b'…'`, every sign-in with a certificate was refused.
    assert jwt.get_unverified_header(form["client_assertion"][0])["typ"] == "JWT"


def _pfx(folder, password):
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mto")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = folder / "app.pfx"
    encryption = serialization.BestAvailableEncryption(password)
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"mto", key, certificate, None, encryption))
    return file
