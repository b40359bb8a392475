"""Warnings: allowed, and probably not meant."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.inventory.conftest import Files


def test_the_examples_have_none(files: "Files") -> None:
    assert files.warnings() == []


def test_a_team_that_is_invited_and_holds_nothing(files: "Files") -> None:
    files.edit("tenants/fabrikam.yaml", "[{team: tier1}]", "[{team: tier1}, {team: engineers}]")
    assert files.warnings() == [
        (
            "tenants/fabrikam.yaml:10:41 access.b2b.invitations[1].team: `engineers` is invited to fabrikam and holds "
            "nothing. Give it a role, or do not invite it."
        )
    ]
    assert files.problems() == []


def test_a_role_asked_for_twice_also_by_a_profile(files: "Files") -> None:
    files.edit("tenants/contoso.yaml", "{team: tier1, role: Security Operator}", "{team: tier1, role: Security Reader}")
    assert files.warnings() == [
        (
            "tenants/contoso.yaml:25:27 permissions.entra_roles[0].role: `Security Reader` is asked for "
            "twice in contoso, "
            "for tier1. Once is enough."
        )
    ]


def test_a_role_of_a_team_that_nothing_lets_in(files: "Files") -> None:
    files.edit(
        "tenants/fabrikam.yaml",
        "role: Security Operator}]",
        "role: Security Operator}, {team: engineers, role: Global Reader}]",
    )
    assert [line.split(" ")[0] for line in files.warnings()] == ["tenants/fabrikam.yaml:13:64"]


def test_a_tenant_that_lets_nobody_in(files: "Files") -> None:
    files.write(
        "tenants/alone.yaml",
        "tenant: {name: Alone, id: 10000000-0000-4000-8000-000000000001, domain: alone.example}\n",
    )
    assert files.warnings() == ["tenants/alone.yaml:1:1 : alone lets nobody in. Name a team under `access`."]


def test_each_tenant_that_asks_for_what_is_not_built_is_one_line_in_its_own_file(files: "Files") -> None:
    lines = {
        warning.where.file.rsplit("/", 1)[1]: f"{warning.where.line}:{warning.where.column} {warning.what}"
        for warning in files.load().warnings
    }
    assert lines == {
        "adatum.yaml": "9:1 adatum is skipped: this version does not build identity, access.b2b.synchronization, "
        "permissions.entra_roles[].eligible, permissions.defender_roles, permissions.azure_roles, sentinel, "
        "registration.view_groups.",
        "contoso.yaml": "27:1 contoso is skipped: this version does not build permissions.azure_roles, sentinel.",
        "litware.yaml": "7:10 litware is skipped: this version does not build tenant.cloud (gcc), applied_by.trust, "
        "applied_by.entra_roles.",
        "tailspin.yaml": "10:3 tailspin is skipped: this version does not build access.gdap, permissions.entitlement, "
        "registration.view_groups.",
        "wingtip.yaml": "9:3 wingtip is skipped: this version does not build access.governance, sentinel.",
    }
