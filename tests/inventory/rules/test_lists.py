"""At most 100 tenants in one person's list."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mto.inventory.rules import lists

if TYPE_CHECKING:
    from tests.inventory.conftest import Files


def tenant(number: int, id_: str, team: str = "tier1", more: str = "") -> str:
    return (
        f"tenant: {{name: T{number}, id: {id_}, domain: t{number}.example}}\n"
        f"access: {{b2b: {{invitations: [{{team: {team}}}]}}}}\n"
        f"permissions: {{entra_roles: [{{team: {team}, role: Security Reader}}]}}\n{more}"
    )


def fill(few: "Files", guid: Callable[[int], str], count: int, team: str = "tier1") -> None:
    for number in range(count):
        few.write(f"tenants/t{number:03}.yaml", tenant(number, guid(number), team))


def test_a_hundred_are_shown(few: "Files", guid: Callable[[int], str]) -> None:
    fill(few, guid, 99)
    assert few.problems() == []


def test_those_over_a_hundred_are_told_files_by_name_and_stop_alone(few: "Files", guid: Callable[[int], str]) -> None:
    fill(few, guid, 101)
    assert few.problems() == [
        f"tenants/t{number:03}.yaml:2:1 access: The list of ada, grace, linus would hold {number + 2} tenants; "
        f"t{number:03} is one too many. Microsoft shows 100 to one person: let in another team, or name "
        "`registration.operators`."
        for number in (99, 100)
    ]
    inventory = few.load()
    assert [stack for stack in inventory.stacks if inventory.problems_of(stack)] == ["t099", "t100"]


def test_the_hundred_count_per_person_and_not_per_inventory(few: "Files", guid: Callable[[int], str]) -> None:
    fill(few, guid, 80)
    for number in range(80):
        few.write(f"tenants/u{number:03}.yaml", tenant(200 + number, guid(200 + number), "engineers"))
    assert few.problems() == []


def test_named_operators_keep_the_list_of_others_short(few: "Files", guid: Callable[[int], str]) -> None:
    fill(few, guid, 100)
    few.write("tenants/t099.yaml", tenant(99, guid(99), more="registration: {operators: [ada]}\n"))
    found = few.load().problems
    assert [(Path(p.where.file).name, p.field, p.what.split(" would")[0]) for p in found] == [
        ("t099.yaml", "registration.operators", "The list of ada")
    ]


def test_a_person_is_a_guest_of_so_many_tenants_and_no_more_whoever_operates(
    few: "Files", guid: Callable[[int], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MEMBERSHIPS", 4)
    for number in range(3):
        few.write(f"tenants/t{number:03}.yaml", tenant(number, guid(number), more="registration: {operators: [ada]}\n"))
    assert few.problems() == [
        (
            "tenants/t002.yaml:2:1 access: ada, grace, linus would be in more than 4 tenants. "
            "Microsoft allows a user 4, home included: let in another team."
        )
    ]
