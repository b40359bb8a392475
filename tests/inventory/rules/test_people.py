"""People: domains, teams, days."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.inventory.conftest import Files

CASES = [
    (
        "ada@northwind.example",
        "ada@elsewhere.example",
        (
            "people.yaml:4:15 ada.upn: `ada@elsewhere.example` is outside the home tenant's domains. "
            "Nobody from elsewhere is ever let in. Domains: northwind.example."
        ),
    ),
    (
        "teams: [engineers]",
        "teams: [hunters]",
        (
            "people.yaml:7:91 edsger.teams[0]: The people of `hunters` are kept in Entra: home.yaml names an existing "
            "group. Add edsger to that group there, and leave the team out here."
        ),
    ),
    (
        "until: 2035-06-30",
        "until: 2026-12-05, from: 2026-12-06",
        (
            "people.yaml:5:106 grace.until: grace ends on 2026-12-05 before beginning on 2026-12-06. "
            "Let `until` be the same day or a later one."
        ),
    ),
    (
        "until: 2035-06-30",
        "until: 2035-06-31",
        "people.yaml:5:106 grace.until: 2035-06-31 is no day. Write a date as 2035-06-30.",
    ),
]


@pytest.mark.parametrize(("old", "new", "told"), CASES)
def test_what_is_wrong_with_a_person(files: "Files", old: str, new: str, told: str) -> None:
    files.edit("people.yaml", old, new)
    assert files.problems() == [told]


def test_a_subdomain_is_another_domain(files: "Files") -> None:
    files.edit("people.yaml", "ada@northwind.example", "ada@eu.northwind.example")
    assert [line.split(" ")[1] for line in files.problems()] == ["ada.upn:"]


def test_domains_are_not_judged_while_one_of_them_cannot_be_read(files: "Files") -> None:
    files.edit("home.yaml", "[northwind.example]", "[northwind]")
    assert [line.split(" ")[0] for line in files.problems()] == ["home.yaml:6:13"]


def test_one_day_from_and_until_is_a_range(files: "Files") -> None:
    files.edit("people.yaml", "until: 2035-06-30", "until: 2026-12-02, from: 2026-12-02")
    assert "grace" in [person.name for person in files.load(date(2026, 12, 2)).people_of("tier1")]


@pytest.mark.parametrize(
    ("on", "there"),
    [
        (date(2026, 11, 30), ["ada", "grace"]),
        (date(2026, 12, 1), ["ada", "grace", "linus"]),
        (date(2035, 6, 30), ["ada", "grace", "linus"]),
        (date(2035, 7, 1), ["ada", "linus"]),
    ],
)
def test_people_come_on_from_and_stay_through_until(files: "Files", on: date, there: list[str]) -> None:
    assert [person.name for person in files.load(on).people_of("tier1")] == there
