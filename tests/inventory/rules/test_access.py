"""Ways in, trust and operators."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.inventory.conftest import Files

SENTINEL = (
    "sentinel: {subscription: 5e0c7a31-4b8d-42f6-9d17-c8e2a6b4f094, resource_group: rg, "
    "workspaces: [{name: law-x, existing: true, primary: true}]}\n"
)
CASES = [
    (
        "tailspin",
        "  gdap:",
        "  governance: {template: x, roles: [{team: tier1, roles: [Security Reader]}]}\n  gdap:",
        (
            "tenants/tailspin.yaml:10:3 access.governance: `gdap` and `governance` exclude each other for one tenant. "
            "Keep one; a partner's GDAP must be ended first."
        ),
    ),
    (
        "tailspin",
        "permissions:",
        f"{SENTINEL}permissions:",
        (
            "tenants/tailspin.yaml:18:1 sentinel: GDAP alone does not reach Sentinel's data. "
            "Let a team of tailspin in by `access.b2b`, or ask for no Sentinel."
        ),
    ),
    (
        "litware",
        "[{team: tier1}]",
        "[{team: tier1}, {team: hunters}]",
        (
            "tenants/litware.yaml:13:41 access.b2b.invitations[1].team: `hunters` cannot be invited: "
            "its people are kept in Entra, not in people.yaml. "
            "Bring it by `access.b2b.synchronization`, or keep its people in people.yaml."
        ),
    ),
    (
        "tailspin",
        "lasts: 730 days",
        "lasts: 731 days",
        (
            "tenants/tailspin.yaml:12:12 access.gdap.lasts: A GDAP relationship cannot last 731 days. "
            "Microsoft allows 1 day to 730 days, whole days."
        ),
    ),
    (
        "tailspin",
        "lasts: 730 days",
        "lasts: 23 hours",
        (
            "tenants/tailspin.yaml:12:12 access.gdap.lasts: A GDAP relationship cannot last 23 hours. "
            "Microsoft allows 1 day to 730 days, whole days."
        ),
    ),
    (
        "tailspin",
        "name: Northwind SOC for Tailspin",
        "name: Northwind SOC for Tailspin, with all of its brand names",
        "tenants/tailspin.yaml:11:11 access.gdap.name: The text has 55 characters. At most 50 are allowed here.",
    ),
    (
        "tailspin",
        "Global Reader]",
        "Global Administrator]",
        (
            "tenants/tailspin.yaml:16:52 access.gdap.roles[1].roles[1]: "
            "A relationship with Global Administrator cannot extend itself. "
            "Leave the role out, or write `auto_extend: false`."
        ),
    ),
    (
        "contoso",
        "mfa: true",
        "mfa: false",
        (
            "tenants/contoso.yaml:20:8 trust.mfa: MFA trust is off without a reason. "
            "Write {value: false, reason: …, approver: …, until: …}."
        ),
    ),
    (
        "contoso",
        "mfa: true",
        "mfa: {value: false, reason: migration, approver: ciso@contoso.example, until: 2026-12-01}",
        (
            "tenants/contoso.yaml:20:81 trust.mfa.until: MFA trust was to be off until 2026-12-01; that "
            "day has passed. "
            "Write `mfa: true`, or have a later day approved."
        ),
    ),
    (
        "contoso",
        "mfa: true",
        "mfa: {value: true, reason: x, approver: ciso@contoso.example, until: 2027-01-01}",
        (
            "tenants/contoso.yaml:20:16 trust.mfa.value: MFA trust is on, so it needs no reason and no end. "
            "Write `mfa: true`, or `value: false`."
        ),
    ),
    (
        "fabrikam",
        "permissions:",
        "registration: {operators: [ada, edsger]}\npermissions:",
        (
            "tenants/fabrikam.yaml:12:33 registration.operators[1]: `edsger` is in no team that fabrikam lets in. "
            "Teams let in: tier1."
        ),
    ),
]


@pytest.mark.parametrize(("stack", "old", "new", "told"), CASES)
def test_what_cannot_be_asked_for(files: "Files", stack: str, old: str, new: str, told: str) -> None:
    files.edit(f"tenants/{stack}.yaml", old, new)
    assert files.problems() == [told]
    assert files.load().problems_of("adatum") == ()


def test_mfa_trust_may_be_off_through_the_last_day_of_its_exception(files: "Files") -> None:
    new = "mfa: {value: false, reason: migration, approver: ciso@contoso.example, until: 2026-12-02}"
    files.edit("tenants/contoso.yaml", "mfa: true", new)
    assert files.problems() == []
    assert files.load().tenants["contoso"].trust.accepts_mfa is False


def test_sentinel_is_reached_by_a_governance_relationship(files: "Files") -> None:
    assert files.load().problems_of("wingtip") == ()


def test_a_name_of_a_relationship_is_used_once_by_the_whole_partner(files: "Files") -> None:
    gdap = "gdap: {name: Northwind SOC for Tailspin, lasts: 1 day, roles: [{team: tier1, roles: [Security Reader]}]}"
    files.edit("tenants/wingtip.yaml", "access:\n", f"access:\n  {gdap}\n")
    told = [line.replace(f"{files.folder}/", "") for line in files.problems() if "access.gdap.name" in line]
    assert told == [
        (
            "tenants/wingtip.yaml:9:16 access.gdap.name: `Northwind SOC for Tailspin` is the name of a "
            "GDAP relationship of "
            "tailspin already (tenants/tailspin.yaml:11:11). Every name of a GDAP relationship stands in "
            "the inventory once."
        )
    ]
