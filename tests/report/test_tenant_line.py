from typing import Any

import pytest

from mto.checks.finding import Finding, Status
from mto.report.tenant_line import duration, holds, line, registered


def finding(status: Status, *, gates: bool = True) -> Finding:
    return Finding(claim="a/b", title="t", status=status, gates=gates)


OK, PENDING, MISSING, UNKNOWN = (finding(status) for status in Status)
REFUSED = Finding(claim="a/b", title="t", status=Status.UNKNOWN, gates=True, could_look=True)


def entry(*states: str) -> dict[str, Any]:
    return {"states": [{"operator": f"o{n}", "state": state} for n, state in enumerate(states)]}


def test_the_line_reads_as_the_contract_says() -> None:
    text = line(
        "contoso",
        width=8,
        done="27 created",
        holds="15 of 17 claims hold, 2 pending",
        registered="registered",
        seconds=14,
    )
    assert text.split("   ") != []
    assert " ".join(text.split()) == "contoso 27 created 15 of 17 claims hold, 2 pending registered 0:14"


def test_columns_of_lines_that_come_one_at_a_time_stand_below_each_other() -> None:
    first = line("home", width=8, done="9 created", seconds=6)
    second = line(
        "contoso", width=8, done="27 created", holds="15 of 17 claims hold", registered="registered", seconds=14
    )
    assert len(first) == len(second)
    assert first.index("created") == second.index("created")


@pytest.mark.parametrize(
    ("findings", "text"),
    [
        ([], ""),
        ([OK, OK], "2 of 2 claims hold"),
        ([OK, PENDING, PENDING], "1 of 3 claims hold, 2 pending"),
        ([OK, MISSING, REFUSED], "1 of 3 claims hold, 1 missing, 1 unknown"),
        ([OK, UNKNOWN], "1 of 1 claims hold, 1 not visible"),
    ],
)
def test_what_holds_counts_every_claim(findings: list[Finding], text: str) -> None:
    assert holds(findings) == text


@pytest.mark.parametrize(
    ("states", "findings", "text"),
    [
        (["registered", "registered"], [OK], "registered"),
        (["registered"], [MISSING], "stays registered"),
        (["registered", "pending"], [OK], "registered for 1 of 2"),
        (["registered", "lost access"], [OK], "lost access"),
        (["pending"], [PENDING], "not registered, waits"),
        (["pending", "unknown"], [OK], "pending"),
        (["unknown"], [OK], "unknown"),
        (["unknown"], [finding(Status.PENDING, gates=False)], "unknown"),
        ([], [], ""),
        ([], [PENDING], "not registered, waits"),
    ],
)
def test_registration_in_a_word(states: list[str], findings: list[Finding], text: str) -> None:
    assert registered(entry(*states), findings) == text


@pytest.mark.parametrize(("seconds", "text"), [(0.4, "0:00"), (9, "0:09"), (194, "3:14"), (3700, "61:40")])
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text
