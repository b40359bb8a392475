"""The mandate: what the customer agreed to, and until when."""

from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.inventory.conftest import Files

COVERED = "Directory Readers, Microsoft Sentinel Responder, Microsoft Sentinel Contributor."
CASES = [
    (
        "until: 2035-12-31",
        "until: 2026-12-01",
        (
            "tenants/contoso.yaml:14:10 mandate.until: contoso's mandate `MSA-114` ended on 2026-12-01. "
            "Have it extended and write the new day, or destroy the tenant."
        ),
    ),
    (
        "access: [b2b]",
        "access: [gdap]",
        "profiles/gold.yaml:4:3 access.b2b: contoso's mandate `MSA-114` does not cover access by b2b. It covers gdap.",
    ),
    (
        "roles: [Security Reader, Security Operator,",
        "roles: [Security Reader,",
        (
            "tenants/contoso.yaml:25:27 permissions.entra_roles[0].role: contoso's mandate `MSA-114` does "
            "not cover the role "
            f"`Security Operator`. It covers Security Reader, {COVERED}"
        ),
    ),
    (
        "roles: [Security Reader, Security Operator,",
        "roles: [Security Operator,",
        (
            "profiles/gold.yaml:8:27 permissions.entra_roles[0].role: contoso's mandate `MSA-114` does "
            "not cover the role "
            f"`Security Reader`. It covers Security Operator, {COVERED}"
        ),
    ),
]


@pytest.mark.parametrize(("old", "new", "told"), CASES)
def test_a_file_that_asks_for_more_is_refused(files: "Files", old: str, new: str, told: str) -> None:
    files.edit("tenants/contoso.yaml", old, new)
    inventory = files.load()
    assert files.problems() == [told]
    assert inventory.problems_of("contoso") == inventory.problems
    assert inventory.problems_of("fabrikam") == inventory.problems_of("home") == ()


def test_the_last_day_of_a_mandate_still_counts(files: "Files") -> None:
    assert files.load(date(2035, 12, 31)).problems_of("contoso") == ()
    assert [problem.field for problem in files.load(date(2036, 1, 1)).problems_of("contoso")] == ["mandate.until"]


def test_a_mandate_limits_every_kind_of_role(files: "Files") -> None:
    mandate = (
        "mandate: {reference: X-1, until: 2030-01-01, access: [b2b], "
        "roles: [SOC analyst, Security Reader, Microsoft Sentinel Reader]}\n"
    )
    files.edit("tenants/adatum.yaml", "\naccess:", f"\n{mandate}access:")
    assert [line.split(" ")[1] for line in files.problems()] == [
        "permissions.defender_roles[1].role:",
        "permissions.azure_roles[0].role:",
        "sentinel.lighthouse.authorizations[1].role:",
    ]
