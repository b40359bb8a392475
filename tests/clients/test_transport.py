import ssl

import httpx
import pytest

from mto.clients.errors import Throttled, Unreachable
from mto.clients.transport import PATIENCE_SECONDS, REPEATS


def test_a_read_waits_as_long_as_retry_after_says(graph, microsoft):
    microsoft.fail(429, "TooManyRequests", Retry_After="17")
    microsoft.answer(200, {"id": "u"})
    assert graph.get("/users/u", about="user u") == {"id": "u"}
    assert microsoft.pauses == [17.0]


def test_a_read_backs_off_longer_each_time_where_no_wait_is_named(graph, microsoft):
    for _ in range(3):
        microsoft.fail(503, "serviceNotAvailable")
    microsoft.answer(200, {})
    graph.get("/users/u", about="user u")
    assert all(0.5 * 2**n <= wait <= 2**n for n, wait in enumerate(microsoft.pauses))


def test_repeats_are_bounded(graph, microsoft):
    for _ in range(REPEATS + 1):
        microsoft.fail(503, "serviceNotAvailable")
    with pytest.raises(Throttled):
        graph.get("/users/u", about="user u")
    assert len(microsoft.asked) == REPEATS + 1


def test_a_wait_beyond_our_patience_is_not_begun(graph, microsoft):
    microsoft.fail(429, "TooManyRequests", Retry_After="3600")
    with pytest.raises(Throttled) as told:
        graph.get("/users/u", about="user u")
    assert told.value.retry_after == 3600
    assert microsoft.pauses == []


def test_all_waits_together_stay_within_our_patience(graph, microsoft):
    for _ in range(REPEATS + 1):
        microsoft.fail(429, "TooManyRequests", Retry_After="40")
    with pytest.raises(Throttled):
        graph.get("/users/u", about="user u")
    assert sum(microsoft.pauses) <= PATIENCE_SECONDS


def test_a_retry_after_date_is_understood(graph, microsoft):
    microsoft.fail(429, "TooManyRequests", Retry_After="Wed, 21 Oct 2015 07:28:00 GMT")
    microsoft.answer(200, {})
    graph.get("/users/u", about="user u")
    assert microsoft.pauses == [0.0]


def test_a_throttled_post_is_sent_again(graph, microsoft):
    microsoft.fail(429, "TooManyRequests", Retry_After="1")
    microsoft.answer(201, {"id": "new"})
    assert graph.post("/invitations", {}, about="invitation") == {"id": "new"}


@pytest.mark.parametrize("status", [503, 504])
def test_a_post_whose_outcome_is_unclear_is_not_sent_again(graph, microsoft, status):
    microsoft.fail(status, "serviceNotAvailable")
    with pytest.raises(Throttled):
        graph.post("/invitations", {}, about="invitation")
    assert len(microsoft.asked) == 1


def test_a_post_without_an_answer_is_not_sent_again(graph, microsoft):
    microsoft.answers.append(httpx.ReadTimeout("slow"))
    with pytest.raises(Unreachable) as told:
        graph.post("/invitations", {}, about="invitation")
    assert told.value.unclear
    assert len(microsoft.asked) == 1


def test_a_post_that_never_left_us_is_sent_again(graph, microsoft):
    microsoft.answers.append(httpx.ConnectError("refused"))
    microsoft.answer(201, {"id": "new"})
    assert graph.post("/invitations", {}, about="invitation") == {"id": "new"}


def test_a_change_with_an_etag_is_not_sent_again_where_unclear(graph, microsoft):
    microsoft.fail(504, "timeout")
    with pytest.raises(Throttled):
        graph.patch("/things/1", {}, about="thing", etag='W/"1"')
    assert len(microsoft.asked) == 1
    assert microsoft.asked[0].headers["If-Match"] == 'W/"1"'


def test_a_read_without_an_answer_is_sent_again_once(graph, microsoft):
    microsoft.answers += [httpx.ReadTimeout("slow"), httpx.ReadTimeout("slow")]
    with pytest.raises(Unreachable, match="did not answer in time"):
        graph.get("/users/u", about="user u")
    assert len(microsoft.asked) == 2


def test_a_dead_proxy_is_one_clear_line(graph, microsoft, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://someone:hidden@127.0.0.1:9")
    microsoft.answers += [httpx.ConnectError("refused")] * 2
    with pytest.raises(Unreachable) as told:
        graph.get("/users/u", about="user u")
    text = str(told.value)
    assert "the proxy http://127.0.0.1:9 does not answer" in text
    assert "HTTPS_PROXY" in text
    assert "hidden" not in text
    assert "\n" not in text


def test_a_certificate_that_is_not_trusted_names_the_variable(graph, microsoft):
    def untrusted() -> Exception:
        fault = httpx.ConnectError("certificate verify failed")
        fault.__cause__ = ssl.SSLCertVerificationError("self-signed")
        return fault

    microsoft.answers += [untrusted(), untrusted()]
    with pytest.raises(Unreachable, match="SSL_CERT_FILE"):
        graph.get("/users/u", about="user u")


def test_a_redirect_is_never_followed_with_the_token(graph, microsoft):
    microsoft.answer(302, {}, Location="https://elsewhere.example/")
    with pytest.raises(Exception, match="302"):
        graph.get("/users/u", about="user u")
    assert len(microsoft.asked) == 1
