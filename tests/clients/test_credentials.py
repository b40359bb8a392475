import pytest

from mto.clients.credentials import Certificate, Secret, TokenFile, TokenRequest, TokenText, client_id, read
from mto.clients.errors import NoCredential


@pytest.fixture
def every(tmp_path):
    for name in ("token", "app.pfx"):
        (tmp_path / name).write_text("x")
    return {
        "ARM_USE_OIDC": "true",
        "ARM_OIDC_TOKEN": "federated-token",
        "ARM_OIDC_TOKEN_FILE_PATH": str(tmp_path / "token"),
        "ACTIONS_ID_TOKEN_REQUEST_URL": "https://pipelines.example/",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "bearer-token",
        "ARM_CLIENT_CERTIFICATE_PATH": str(tmp_path / "app.pfx"),
        "ARM_CLIENT_CERTIFICATE_PASSWORD": "pass-word",
        "ARM_CLIENT_SECRET": "client-secret",
    }


@pytest.mark.parametrize(
    ("without", "kind"),
    [
        ((), TokenText),
        (("ARM_OIDC_TOKEN",), TokenFile),
        (("ARM_OIDC_TOKEN", "ARM_OIDC_TOKEN_FILE_PATH"), TokenRequest),
        (("ARM_USE_OIDC",), Certificate),
        (("ARM_USE_OIDC", "ARM_CLIENT_CERTIFICATE_PATH"), Secret),
    ],
)
def test_the_strongest_credential_is_taken(every, without, kind):
    assert isinstance(read({k: v for k, v in every.items() if k not in without}), kind)


def test_an_empty_variable_is_no_credential():
    with pytest.raises(NoCredential):
        read({"ARM_CLIENT_SECRET": ""})


def test_nothing_to_sign_in_with_names_the_variables():
    with pytest.raises(NoCredential) as told:
        read({})
    for name in ("ARM_OIDC_TOKEN", "ARM_CLIENT_CERTIFICATE_PATH", "ARM_CLIENT_SECRET"):
        assert name in told.value.remedy


def test_a_certificate_file_that_is_not_there_names_the_variable(tmp_path):
    with pytest.raises(NoCredential, match="ARM_CLIENT_CERTIFICATE_PATH"):
        read({"ARM_CLIENT_CERTIFICATE_PATH": str(tmp_path / "none.pfx"), "ARM_CLIENT_SECRET": "x"})


@pytest.mark.parametrize(
    "without",
    [
        (),
        ("ARM_OIDC_TOKEN", "ARM_OIDC_TOKEN_FILE_PATH"),
        ("ARM_USE_OIDC",),
        ("ARM_USE_OIDC", "ARM_CLIENT_CERTIFICATE_PATH"),
    ],
)
def test_no_credential_shows_itself(every, without):
    shown = repr(read({k: v for k, v in every.items() if k not in without}))
    assert not [s for s in ("federated-token", "bearer-token", "pass-word", "client-secret") if s in shown]


def test_the_application_given_wins_over_the_variable():
    assert client_id("given", {"ARM_CLIENT_ID": "variable"}) == "given"
    assert client_id(None, {"ARM_CLIENT_ID": "variable"}) == "variable"
