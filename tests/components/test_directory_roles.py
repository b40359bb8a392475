from collections.abc import Callable

from mto.inventory.entra_roles import template_id
from tests.checks.files import ADA_ID, BOTH_TEAMS, FABRIKAM, GRACE_ID, PEOPLE
from tests.components.mocks import Program

ROLES = "[{team: tier1, role: Security Operator}]"
GROUP = "mto-tier1-roles"


def test_a_team_with_a_role_has_a_second_group_that_roles_can_be_assigned_to(program: Callable[..., Program]) -> None:
    group = program().named(GROUP)
    assert (group.inputs["assignableToRole"], group.parent) == (True, "fabrikam-directory-roles")
    assert group.inputs["displayName"] == "Northwind SOC: tier1 (mto, roles)"
    assert group.inputs["members"] == [f"user-of-guest-{person}" for person in (ADA_ID, GRACE_ID)]
    assert "fabrikam-before" in group.after


def test_the_plain_group_is_never_turned_into_it(program: Callable[..., Program]) -> None:
    assert program().named("mto-tier1").inputs["assignableToRole"] is False


def test_a_role_is_assigned_to_that_group_by_its_template(program: Callable[..., Program]) -> None:
    role = program().named("tier1.security-operator")
    assert role.type == "azuread:index/directoryRoleAssignment:DirectoryRoleAssignment"
    assert role.inputs["roleId"] == template_id("Security Operator")
    assert role.because["principalObjectId"] == {GROUP}
    assert role.parent == "fabrikam-directory-roles"


def test_only_a_team_with_a_role_has_a_role_group(program: Callable[..., Program]) -> None:
    made = program(fabrikam=BOTH_TEAMS)
    assert made.names("Group") == ["mto-engineers", "mto-tier1", GROUP]


def test_a_file_without_roles_declares_none(program: Callable[..., Program]) -> None:
    made = program(fabrikam=FABRIKAM.partition("permissions:")[0])
    assert made.names("Group") == ["mto-tier1"]
    assert made.names("DirectoryRoleAssignment") == []


def test_two_roles_of_a_team_share_one_group(program: Callable[..., Program]) -> None:
    two = ROLES.replace("]", ", {team: tier1, role: Security Reader}]")
    made = program(fabrikam=FABRIKAM.replace(ROLES, two))
    assert made.names("Group") == ["mto-tier1", GROUP]
    assert made.names("DirectoryRoleAssignment") == ["tier1.security-operator", "tier1.security-reader"]


def test_another_role_has_another_name_so_that_the_old_one_is_taken_away(program: Callable[..., Program]) -> None:
    other = program(fabrikam=FABRIKAM.replace("Security Operator", "Security Reader"))
    assert other.names("DirectoryRoleAssignment") == ["tier1.security-reader"]


def test_a_team_that_is_not_let_in_puts_nobody_in_its_role_group(program: Callable[..., Program]) -> None:
    """Who is a guest by another team would once have held the role, though verification promises that nobody does."""
    people = PEOPLE.replace("teams: [tier1]}", "teams: [tier1, engineers]}", 1)
    made = program(people=people, fabrikam=FABRIKAM.replace(ROLES, "[{team: engineers, role: Security Reader}]"))
    assert made.named("mto-engineers-roles").inputs["members"] == []
