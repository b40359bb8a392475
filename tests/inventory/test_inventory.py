"""The inventory's questions: whose problem is whose, who is let in, what is not built."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mto.inventory.tenant import Tenant

if TYPE_CHECKING:
    from tests.inventory.conftest import Files


def test_the_examples_load_without_a_problem(files: "Files") -> None:
    inventory = files.load()
    assert inventory.problems == ()
    assert inventory.stacks == ("home", "adatum", "contoso", "fabrikam", "litware", "tailspin", "wingtip")


def test_what_reads_clean_is_valid_for_the_models(files: "Files") -> None:
    for tenant in files.load().tenants.values():
        assert Tenant.model_validate(tenant.model_dump(by_alias=True)) == tenant


def test_teams_let_in_by_whatever_way(files: "Files") -> None:
    inventory = files.load()
    assert {stack: inventory.teams_of(stack) for stack in inventory.tenants} == {
        "adatum": ("tier1", "hunters"),
        "contoso": ("tier1", "engineers"),
        "fabrikam": ("tier1",),
        "litware": ("tier1",),
        "tailspin": ("tier1", "hunters"),
        "wingtip": ("tier1",),
    }


def test_operators_are_the_people_let_in_on_the_day(files: "Files") -> None:
    inventory = files.load()
    assert [person.name for person in inventory.operators_of("contoso")] == ["ada", "grace", "linus", "edsger"]
    assert [person.name for person in files.load(date(2026, 11, 1)).operators_of("contoso")] == [
        "ada",
        "grace",
        "edsger",
    ]


def test_operators_that_are_named(files: "Files") -> None:
    files.edit("tenants/contoso.yaml", "permissions:", "registration: {operators: [linus, ada]}\npermissions:")
    assert [person.name for person in files.load().operators_of("contoso")] == ["linus", "ada"]
    assert [person.name for person in files.load(date(2026, 11, 1)).operators_of("contoso")] == ["ada"]


def test_what_is_not_built_is_named_and_the_rest_is_not_touched(files: "Files") -> None:
    inventory = files.load()
    assert inventory.not_built("fabrikam") == inventory.not_built("home") == ()
    assert inventory.not_built("litware") == ("tenant.cloud (gcc)", "applied_by.trust", "applied_by.entra_roles")
    assert inventory.not_built("contoso") == ("permissions.azure_roles", "sentinel")


def test_another_cloud_at_home_is_not_built(files: "Files") -> None:
    files.edit("home.yaml", "cloud: public", "cloud: gcc")
    inventory = files.load()
    assert inventory.problems == ()
    assert inventory.not_built("home") == ("tenant.cloud (gcc)",)
    assert "tenant.cloud of home.yaml (gcc)" in inventory.not_built("fabrikam")


@pytest.mark.parametrize(
    ("file", "old", "new", "stopped"),
    [
        ("home.yaml", "id: 0f3a", "id: 0g3a", "all"),
        ("home.yaml", "engineers: {description", "engineers: {descr", ["home", "contoso"]),
        ("home.yaml", "emea: {description", "emea: {descr", ["home", "adatum", "tailspin"]),
        ("people.yaml", "8f41a053-726d", "8f41a053-726g", ["home", "contoso"]),
        ("people.yaml", "teams: [engineers]", "teams: [nobody]", "all"),
        ("people.yaml", "edsger:", "edsger", "all"),
        ("defender_roles/threat-hunter.yaml", "name: ", "nam: ", ["adatum"]),
        ("profiles/gold.yaml", "sentinel:", "sentnel:", ["contoso"]),
        ("tenants/litware.yaml", "name: Litware", "name: 1", ["litware"]),
    ],
)
def test_it_stops_those_it_concerns(files: "Files", file: str, old: str, new: str, stopped: str | list[str]) -> None:
    files.edit(file, old, new)
    inventory = files.load()
    assert inventory.problems
    found = [stack for stack in inventory.stacks if inventory.problems_of(stack)]
    assert found == (list(inventory.stacks) if stopped == "all" else stopped)


def test_a_missing_file_of_people_stops_all_instead_of_removing_them(files: "Files") -> None:
    (files.folder / "people.yaml").unlink()
    inventory = files.load()
    assert files.problems() == [
        (
            "people.yaml:1:1 : The file is missing. Write it; `{}` says that there is nobody, and then "
            "everybody who was "
            "there loses access."
        )
    ]
    assert all(inventory.problems_of(stack) for stack in inventory.stacks)


def test_a_missing_home_file_is_a_problem_and_another_may_take_its_place(files: "Files", tmp_path: Path) -> None:
    other = tmp_path / "home-elsewhere.yaml"
    (files.folder / "home.yaml").rename(other)
    assert files.problems() == [
        (
            "home.yaml:1:1 : The file is missing. Write it (the example is config/home.yaml), or name another "
            "folder or file."
        )
    ]
    inventory = files.load(home_file=other)
    assert inventory.problems == ()
    assert inventory.home.tenant.name == "Northwind SOC"


def test_nobody_is_an_answer_of_people_yaml(few: "Files") -> None:
    few.write("people.yaml", "{}\n")
    assert few.problems() == []
    assert few.load().operators_of("fabrikam") == ()
