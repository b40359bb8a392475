"""Entries of tenants/, profiles/ and defender_roles/."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.inventory.conftest import Files


def name(files: "Files", entry: str) -> list[str]:
    files.write(f"tenants/{entry}", "x: 1\n")
    return files.problems()


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (
            "home.yaml",
            "No managed tenant is called home. The home tenant is home.yaml, one folder up; rename this file.",
        ),
        ("Big.yaml", "`Big` is no name. A name has lower-case letters, digits and dashes, at most 100."),
        ("a_b.yaml", "`a_b` is no name. A name has lower-case letters, digits and dashes, at most 100."),
        ("x.yml", "`x.yml` is not called <name>.yaml. Call it x.yaml."),
        (".gitkeep", "`.gitkeep` is not called <name>.yaml. Move it elsewhere."),
        ("notes.txt", "`notes.txt` is not called <name>.yaml. Move it elsewhere."),
        (
            f"{'a' * 101}.yaml",
            f"`{'a' * 101}` is no name. A name has lower-case letters, digits and dashes, at most 100.",
        ),
    ],
)
def test_an_entry_that_is_no_tenants_file_is_a_problem_that_stops_nobody(files: "Files", entry: str, told: str) -> None:
    assert name(files, entry) == [f"tenants/{entry}:1:1 : {told}"]
    inventory = files.load()
    assert not any(inventory.problems_of(stack) for stack in inventory.stacks)


def test_a_folder_and_a_broken_link(files: "Files") -> None:
    (files.folder / "tenants/old.yaml").mkdir()
    (files.folder / "tenants/gone.yaml").symlink_to("nowhere.yaml")
    assert files.problems() == [
        "tenants/gone.yaml:1:1 : `gone.yaml` is no readable file. Mend or remove the link.",
        "tenants/old.yaml:1:1 : `old.yaml` is a folder; only files called <name>.yaml belong here. Move it elsewhere.",
    ]


def test_tenants_that_is_a_file(few: "Files") -> None:
    (few.folder / "tenants/fabrikam.yaml").unlink()
    (few.folder / "tenants").rmdir()
    few.write("tenants", "x")
    assert few.problems() == ["tenants:1:1 : This is no folder. tenants/ holds one file each."]


def test_a_stack_may_have_dashes_and_digits(files: "Files") -> None:
    text = (files.folder / "tenants/fabrikam.yaml").read_text(encoding="utf-8")
    (files.folder / "tenants/fabrikam.yaml").unlink()
    files.write("tenants/fabrikam-2-eu.yaml", text)
    assert files.problems() == []
    assert "fabrikam-2-eu" in files.load().tenants
