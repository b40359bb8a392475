"""Entra's roles and packages."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.inventory.conftest import Files

CASES = [
    (
        "fabrikam",
        "role: Security Operator",
        "role: Partner Tier1 Support",
        (
            "tenants/fabrikam.yaml:13:37 permissions.entra_roles[0].role: "
            "`Partner Tier1 Support` is not to be assigned: Microsoft reserves it. Leave it out."
        ),
    ),
    (
        "adatum",
        "activation: 8 hours}}\n  azure_roles",
        "activation: 25 hours}}\n  azure_roles",
        (
            "tenants/adatum.yaml:23:84 permissions.entra_roles[0].eligible.activation: "
            "An activation cannot last 25 hours. Microsoft allows 1 hour to 24 hours."
        ),
    ),
    (
        "adatum",
        "for: 180 days, activation",
        "for: 2 hours, activation",
        (
            "tenants/adatum.yaml:23:83 permissions.entra_roles[0].eligible.activation: "
            "An activation of 8 hours ends after the eligibility of 2 hours. Shorten it, or let the "
            "eligibility last longer."
        ),
    ),
    (
        "adatum",
        "  entra_roles:\n",
        "  entra_roles:\n    - {team: hunters, role: Security Reader}\n",
        (
            "tenants/adatum.yaml:23:29 permissions.entra_roles[0].role: hunters holds `Security Reader` "
            "all the time here, "
            "and is eligible for it elsewhere. Keep one of the two."
        ),
    ),
    (
        "tailspin",
        "lasts: 30 days",
        "lasts: 3661 days",
        (
            "tenants/tailspin.yaml:24:14 permissions.entitlement[0].lasts: Access by a package cannot last 3661 days. "
            "Microsoft allows at most 3660 days."
        ),
    ),
    (
        "tailspin",
        "registration:",
        (
            "    - {package: SOC surge support, teams: [tier1], grants: [{entra_role: Security Reader}], "
            "approvers: [a@tailspin.example], lasts: 1 day}\nregistration:"
        ),
        (
            "tenants/tailspin.yaml:27:17 permissions.entitlement[1].package: "
            "There are two access packages `SOC surge support`. Give them different names."
        ),
    ),
]


@pytest.mark.parametrize(("stack", "old", "new", "told"), CASES)
def test_what_entra_would_refuse(files: "Files", stack: str, old: str, new: str, told: str) -> None:
    files.edit(f"tenants/{stack}.yaml", old, new)
    assert files.problems() == [told]


def test_more_role_assignable_groups_than_a_tenant_has(few: "Files") -> None:
    teams = [f"t{number}" for number in range(501)]
    few.edit("home.yaml", "teams: ", "".join(["teams:\n", *(f"  {t}: {{}}\n" for t in teams), "# "]))
    roles = "".join(f"    - {{team: {t}, role: Security Reader}}\n" for t in teams)
    few.edit("tenants/fabrikam.yaml", "[{team: tier1, role: Security Operator}]", f"\n{roles}")
    assert few.problems() == [
        (
            "tenants/fabrikam.yaml:13:3 permissions.entra_roles: 501 teams hold Entra roles, each by a role-assignable "
            "group. Microsoft allows 500 such groups a tenant."
        )
    ]
