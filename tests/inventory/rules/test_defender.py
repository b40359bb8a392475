"""Roles of ours in Defender."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.inventory.conftest import Files


def test_a_role_that_allows_nothing(files: "Files") -> None:
    files.write("defender_roles/soc-analyst.yaml", "name: SOC analyst\npermissions: {}\n")
    inventory = files.load()
    assert files.problems() == [
        (
            "defender_roles/soc-analyst.yaml:2:1 permissions: The role `soc-analyst` allows nothing. "
            "Name at least one permission."
        )
    ]
    assert [stack for stack in inventory.stacks if inventory.problems_of(stack)] == ["adatum"]


def test_two_roles_of_one_name(files: "Files") -> None:
    files.edit("defender_roles/threat-hunter.yaml", "name: Threat hunter", "name: SOC analyst")
    assert files.problems() == [
        (
            "defender_roles/threat-hunter.yaml:2:7 name: `SOC analyst` is the name of the role `soc-analyst` already. "
            "Give each role a name of its own."
        )
    ]


def test_a_role_that_reaches_no_data(files: "Files") -> None:
    files.edit("tenants/adatum.yaml", "[endpoint, identity, office-365]", "[]")
    assert files.problems() == [
        (
            "tenants/adatum.yaml:21:44 permissions.defender_roles[1].data_sources: The role reaches no data source. "
            "Write all, or name at least one."
        )
    ]
