import pytest

from mto.clients.errors import NoSession
from mto.clients.portal.session import read

ADA = "ada@home.example"


def reason(folder, operator=ADA):
    with pytest.raises(NoSession) as told:
        read(operator, folder)
    assert "secret" not in str(told.value) + repr(told.value)
    return told.value.reason


def test_a_session_is_read_from_the_folder_that_the_variable_names(save, monkeypatch):
    monkeypatch.setenv("MTO_PORTAL_SESSIONS", str(save()))
    assert read(ADA).sccauth == "cookie-secret"


def test_a_session_never_shows_its_cookies(save):
    assert "secret" not in repr(read(ADA, save()))


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_session_that_others_can_read_is_not_used(save, mode):
    assert reason(save(mode=mode)) == "readable by others"


def test_no_session_is_missing(tmp_path):
    assert reason(tmp_path) == "missing"


def test_no_folder_is_missing():
    assert reason(None) == "missing"


def test_a_session_that_ran_out_is_expired(save):
    assert reason(save(expires="2020-01-01T00:00:00+00:00")) == "expired"


def test_a_time_without_a_zone_is_utc(save):
    assert reason(save(expires="2020-01-01T00:00:00")) == "expired"


@pytest.mark.parametrize("changes", [{"sccauth": None}, {"expires": "soon"}, {"xsrf_token": 1}, {"expires": 5}])
def test_a_session_that_lacks_something_is_unreadable(save, changes):
    assert reason(save(**changes)) == "unreadable"


def test_a_cookie_that_would_add_a_header_is_unreadable(save):
    assert reason(save(sccauth="x\r\nEvil: secret")) == "unreadable"


def test_a_name_cannot_lead_out_of_the_folder(save):
    assert reason(save(), "../ada@home.example") == "missing"
