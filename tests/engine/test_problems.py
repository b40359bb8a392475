"""What a person is told when a step fails: the step, the reason, the remedy, and what the tool said of it."""

import errno

import pytest

from mto.engine.problems import explain, of_os_error

PROXY = 'go: golang.org/x/net@v0.50.0: Get "https://proxy.example/": proxyconnect tcp: dial tcp 127.0.0.1:9: refused'
UV_OFFLINE = "error: Request failed after 3 retries\n  Caused by: dns error: failed to lookup address information"
PIP_OFFLINE = "NewConnectionError('<pip._vendor.urllib3>: Failed to establish a new connection: [Errno 111]')"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (PROXY, "The network does not answer"),
        (UV_OFFLINE, "The network does not answer"),
        (PIP_OFFLINE, "The network does not answer"),
        ("/clone/.mto/cache/go/build/x: write: no space left on device", "The disk is full"),
        ("error: failed to create directory: Read-only file system (os error 30)", "The clone cannot be written to"),
        ("x509: certificate signed by unknown authority", "A certificate on the way is not trusted"),
        ("verifying module: checksum mismatch", "A download is not what the clone locks"),
        ("compile: signal: killed", "The machine ran out of memory"),
    ],
)
def test_known_reason_is_named_with_a_remedy(said: str, reason: str) -> None:
    problem = explain("Pulumi engine", ["building", *said.splitlines()], "the log")
    assert problem.what == f"Pulumi engine: {reason}."
    assert problem.remedy
    assert "building" not in problem.said


def test_full_disk_goes_before_what_follows_from_it() -> None:
    assert "disk is full" in explain("Step", ["dial tcp: timeout", "no space left on device"], "the log").what


def test_unknown_reason_shows_the_last_lines_and_the_log() -> None:
    text = str(explain("Step", [f"line {number}" for number in range(30)], "/clone/.mto/logs/setup.log"))
    assert "line 29" in text
    assert "line 21" not in text
    assert "/clone/.mto/logs/setup.log" in text


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_full_disk_under_our_own_hands_is_named_with_its_file(code: int) -> None:
    problem = of_os_error("Set-up", OSError(code, "full", "/clone/.mto/passphrase"))
    assert problem.what == "Set-up: The disk is full (/clone/.mto/passphrase)."


def test_other_errors_of_the_file_system_are_told_in_its_words() -> None:
    assert "Input/output error" in of_os_error("Set-up", OSError(errno.EIO, "Input/output error")).what
