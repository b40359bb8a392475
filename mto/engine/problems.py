"""What keeps the engine or the environment from being made, in words for the person who runs it.

The room stands alone, so this is no `mto.inventory.problems.Problem`; it carries the same: what, and the remedy.
"""

from __future__ import annotations

import errno
from collections.abc import Sequence

KEPT_LINES = 8


class EngineProblem(Exception):  # noqa: N818 - what a person must mend is called a problem
    """A step that could not be done.

    `what` names the step and the reason, `remedy` what to do about it, `said` the last lines of the tool that failed.
    """

    def __init__(self, what: str, remedy: str, said: Sequence[str] = ()) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy
        self.said = tuple(line.rstrip() for line in said if line.strip())[-KEPT_LINES:]

    def __str__(self) -> str:
        """Render the problem as the lines that a person reads."""
        return "\n".join([self.what, *(f"    | {line}" for line in self.said), f"    {self.remedy}"])


REMEDIES = (
    (
        ("no space left on device", "disk quota exceeded"),
        "The disk is full",
        "Free 5 GB where the clone is (`make clean` removes what was made so far) and run it again.",
    ),
    (
        ("read-only file system", "permission denied"),
        "The clone cannot be written to",
        "Clone to a folder that belongs to you, on a disk that can be written to.",
    ),
    (
        (
            "no such host",
            "connection refused",
            "could not connect",
            "dial tcp",
            "proxyconnect",
            "network is unreachable",
            "i/o timeout",
            "tls handshake timeout",
            "dns error",
            "failed to resolve",
            "name resolution",
            "error sending request",
            "connecttimeout",
            "newconnectionerror",
            "proxyerror",
            "could not fetch url",
        ),
        "The network does not answer",
        "Check the connection and HTTPS_PROXY (mirrors: UV_DEFAULT_INDEX, PIP_INDEX_URL, GOPROXY) and run it again.",
    ),
    (
        ("certificate", "x509"),
        "A certificate on the way is not trusted",
        "Name your organisation's CA file in SSL_CERT_FILE and PIP_CERT and run it again.",
    ),
    (
        ("hash mismatch", "do not match the hashes", "checksum mismatch", "security error"),
        "A download is not what the clone locks",
        "Somebody changed it on the way, or a mirror serves something else: do not go on before you know which.",
    ),
    (
        ("signal: killed", "cannot allocate memory"),
        "The machine ran out of memory",
        "The build needs 3 GB: close something, or set GOFLAGS=-p=1, and run it again.",
    ),
)


def explain(step: str, said: Sequence[str], log: str) -> EngineProblem:
    """Turn the last lines of a tool that failed into a problem: the reason and the remedy where we know them."""
    text = "\n".join(said[-40:]).lower()
    for marks, reason, remedy in REMEDIES:
        if any(mark in text for mark in marks):
            return EngineProblem(f"{step}: {reason}.", remedy, [line for line in said if _marked(line, marks)] or said)
    return EngineProblem(f"{step}: a command failed.", f"All that it said is in {log}. Run it again afterwards.", said)


def _marked(line: str, marks: Sequence[str]) -> bool:
    return any(mark in line.lower() for mark in marks)


def of_os_error(step: str, error: OSError) -> EngineProblem:
    """Turn an error of the file system into a problem."""
    where = f" ({error.filename})" if error.filename else ""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        _, reason, remedy = REMEDIES[0]
    elif error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        _, reason, remedy = REMEDIES[1]
    else:
        reason, remedy = error.strerror or str(error), "Mend that and run it again."
    return EngineProblem(f"{step}: {reason}{where}.", remedy)
