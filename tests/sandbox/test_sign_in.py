"""Microsoft's own sign-in library gets tokens, and is refused in Entra's words."""

from typing import Any

import httpx
import jwt
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes

from sandbox.cloud.certificates import open_key_ring


def ask(sandbox: Any, tenant: Any, app: Any = "deploy", credential: Any = None) -> Any:
    return sandbox.msal(tenant, app, credential).acquire_token_for_client(["https://graph.microsoft.com/.default"])


def test_a_secret_opens_a_tenant_that_consented(sandbox: Any) -> None:
    token = ask(sandbox, sandbox.id("fabrikam"))["access_token"]
    claims = jwt.decode(token, options={"verify_signature": False})
    assert claims["tid"] == sandbox.id("fabrikam")
    assert claims["aud"] == "https://graph.microsoft.com"
    assert "User.Invite.All" in claims["roles"]


def test_a_token_carries_what_the_tenant_granted_and_nothing_else(sandbox: Any) -> None:
    token = ask(sandbox, sandbox.id("fabrikam"), "verify")["access_token"]
    roles = jwt.decode(token, options={"verify_signature": False})["roles"]
    assert "ThreatHunting.Read.All" in roles
    assert not [role for role in roles if "Write" in role or "Invite" in role]


def test_a_tenant_may_be_named_by_its_domain(sandbox: Any) -> None:
    assert "access_token" in ask(sandbox, "fabrikam.example")


def test_a_registered_certificate_opens_too(sandbox: Any) -> None:
    pem = (sandbox.folder / "client.pem").read_text()
    thumbprint = x509.load_pem_x509_certificate(pem.encode()).fingerprint(hashes.SHA1()).hex()
    credential = {"private_key": pem, "thumbprint": thumbprint}
    assert "access_token" in ask(sandbox, sandbox.id("fabrikam"), "verify", credential)


def test_a_certificate_by_its_sha256_thumbprint_opens_too(sandbox: Any) -> None:
    pem = (sandbox.folder / "client.pem").read_text()
    assert "access_token" in ask(
        sandbox, sandbox.id("fabrikam"), "deploy", {"private_key": pem, "public_certificate": pem}
    )


def test_a_pfx_without_password_opens_too(sandbox: Any) -> None:
    credential = {"private_key_pfx_path": str(sandbox.folder / "client.pfx")}
    assert "access_token" in ask(sandbox, sandbox.id("fabrikam"), "deploy", credential)


def test_a_certificate_that_nobody_registered_is_refused(sandbox: Any, tmp_path: Any) -> None:
    open_key_ring(tmp_path, ("login.microsoftonline.com",))
    pem = (tmp_path / "client.pem").read_text()
    answer = ask(sandbox, sandbox.id("fabrikam"), "deploy", {"private_key": pem, "public_certificate": pem})
    assert answer["error"] == "invalid_client"
    assert answer["error_codes"] == [700027]


@pytest.mark.parametrize(
    ("stack", "credential", "code", "error"),
    [("relecloud", None, 700016, "unauthorized_client"), ("fabrikam", "wrong", 7000215, "invalid_client")],
)
def test_a_refusal_says_which_one_it_is(sandbox: Any, stack: Any, credential: Any, code: Any, error: Any) -> None:
    answer = ask(sandbox, sandbox.id(stack), "deploy", credential)
    assert answer["error"] == error
    assert answer["error_codes"] == [code]
    assert f"AADSTS{code}" in answer["error_description"]
    assert answer["trace_id"]
    assert answer["correlation_id"]


def test_an_unknown_tenant_is_refused_before_anything_else(sandbox: Any) -> None:
    with sandbox.client("https://login.microsoftonline.com") as login:
        answer = login.get("/11111111-2222-3333-4444-555555555555/v2.0/.well-known/openid-configuration")
    assert answer.status_code == 400
    assert answer.json()["error_codes"] == [90002]


def test_a_disabled_principal_gets_no_token(sandbox: Any) -> None:
    sandbox.control("PATCH", "/tenants/fabrikam/consents/deploy", {"enabled": False})
    assert ask(sandbox, sandbox.id("fabrikam"))["error_codes"] == [7000112]


def test_a_revoked_consent_is_an_unknown_application(sandbox: Any) -> None:
    sandbox.control("DELETE", "/tenants/fabrikam/consents/deploy")
    assert ask(sandbox, sandbox.id("fabrikam"))["error_codes"] == [700016]
    sandbox.control("POST", "/tenants/fabrikam/consents/deploy", {})
    assert "access_token" in ask(sandbox, sandbox.id("fabrikam"))


def test_a_token_outlives_the_consent_but_not_its_hour(sandbox: Any, graph: Any) -> None:
    sandbox.control("DELETE", "/tenants/fabrikam/consents/deploy")
    assert graph.get("/v1.0/users").status_code == 200
    sandbox.control("POST", "/clock", {"advance": 3700})
    assert sandbox.refusal(graph.get("/v1.0/users")) == (401, "InvalidAuthenticationToken")


def test_a_token_for_another_resource_is_refused(sandbox: Any) -> None:
    token = sandbox.token("fabrikam", resource="https://management.azure.com")
    with sandbox.client("https://graph.microsoft.com", Authorization=f"Bearer {token}") as graph:
        assert sandbox.refusal(graph.get("/v1.0/users")) == (401, "InvalidAuthenticationToken")


def test_a_token_that_this_cloud_did_not_sign_is_refused(sandbox: Any) -> None:
    forged = jwt.encode(
        {"aud": "https://graph.microsoft.com", "tid": sandbox.id("fabrikam")}, "k" * 40, algorithm="HS256"
    )
    with sandbox.client("https://graph.microsoft.com", Authorization=f"Bearer {forged}") as graph:
        assert sandbox.refusal(graph.get("/v1.0/users"))[0] == 401


def test_a_us_government_authority_gives_a_token_for_its_graph(sandbox: Any) -> None:
    with sandbox.client("https://login.microsoftonline.us") as login:
        form = {
            "grant_type": "client_credentials",
            "client_id": "7b1d2c44-90aa-4f0b-8a53-1e6c0d9f2b77",
            "client_secret": sandbox.secret("deploy"),
            "scope": "https://graph.microsoft.us/.default",
        }
        token = login.post(f"/{sandbox.id('litware')}/oauth2/v2.0/token", data=form).json()["access_token"]
    with sandbox.client("https://graph.microsoft.us", Authorization=f"Bearer {token}") as graph:
        assert graph.get("/v1.0/organization").status_code == 200


def test_arm_lists_the_tenant_and_its_subscriptions(sandbox: Any) -> None:
    token = sandbox.token("contoso", resource="https://management.azure.com")
    with sandbox.client("https://management.azure.com", Authorization=f"Bearer {token}") as arm:
        assert arm.get("/tenants?api-version=2022-12-01").json()["value"][0]["tenantId"] == sandbox.id("contoso")
        (found,) = arm.get("/subscriptions?api-version=2022-12-01").json()["value"]
        assert found["subscriptionId"] == "5e0c7a31-4b8d-42f6-9d17-c8e2a6b4f093"
        assert arm.get("/tenants").json()["error"]["code"] == "MissingApiVersionParameter"


def test_any_other_host_is_refused(sandbox: Any) -> None:
    with (
        sandbox.client("https://example.org") as outside,
        pytest.raises(httpx.ProxyError, match="Refused by the sandbox"),
    ):
        outside.get("/")
