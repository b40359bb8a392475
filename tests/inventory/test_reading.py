"""Types are strict, nothing is coerced, and one wrong value hides no other."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.inventory.conftest import Files

FABRIKAM = "tenants/fabrikam.yaml"
CONTOSO = "tenants/contoso.yaml"
GUID = "An id is a GUID such as 0f3a1c52-6d0e-4b57-9c1e-2a7f5b8d4e10."
CASES = [
    (
        "home.yaml",
        "name: Northwind SOC",
        "name: 42",
        '4:9 tenant.name: `42` is no text without quotes. Write "42", in quotes.',
    ),
    (
        "home.yaml",
        "name: Northwind SOC",
        "name: true",
        '4:9 tenant.name: `true` is no text without quotes. Write "true", in quotes.',
    ),
    (
        "home.yaml",
        "name: Northwind SOC",
        "name: 1e3",
        '4:9 tenant.name: `1e3` is no text without quotes. Write "1e3", in quotes.',
    ),
    ("home.yaml", "name: Northwind SOC", "name:", "4:3 tenant.name: The value is empty. Write a text."),
    ("home.yaml", "name: Northwind SOC", "name: ~", "4:9 tenant.name: The value is empty. Write a text."),
    (
        "home.yaml",
        "name: Northwind SOC",
        "name: ''",
        "4:9 tenant.name: The text is empty. Write something, or leave the line out.",
    ),
    ("home.yaml", "name: Northwind SOC", "name: [x]", "4:3 tenant.name: A list stands here. Write a text."),
    ("home.yaml", "name: Northwind SOC", "name: {x: y}", "4:3 tenant.name: A mapping stands here. Write a text."),
    (
        "home.yaml",
        "[northwind.example]",
        "northwind.example",
        "6:12 tenant.domains: `northwind.example` stands here. Write a list.",
    ),
    (
        "home.yaml",
        "[northwind.example]",
        "[]",
        "6:3 tenant.domains: The list is empty. Name at least one, or leave out what it belongs to.",
    ),
    (
        "home.yaml",
        "[northwind.example]",
        "[Northwind.example]",
        (
            "6:13 tenant.domains[0]: `Northwind.example` is a domain in capital letters. Write it in lower "
            "case: northwind.example."
        ),
    ),
    (
        "home.yaml",
        "[northwind.example]",
        "[northwind]",
        "6:13 tenant.domains[0]: `northwind` is no domain. A domain is written like contoso.example.",
    ),
    (
        "home.yaml",
        "cloud: public ",
        "cloud: china ",
        "7:10 tenant.cloud: `china` is no cloud with a Defender portal. Write one of public, gcc, gcc-high, dod.",
    ),
    (
        "home.yaml",
        "cloud: public ",
        "cloud: gcc-hi ",
        (
            "7:10 tenant.cloud: `gcc-hi` is no cloud with a Defender portal. Write one of public, gcc, "
            "gcc-high, dod. Did you mean `gcc-high`?"
        ),
    ),
    (
        "home.yaml",
        "method: manual",
        "method: portl",
        "22:11 registration.method: `portl` is none of manual, portal. Write one of them. Did you mean `portal`?",
    ),
    (
        "home.yaml",
        "  deploy: {client_id: 7b1d2c44-90aa-4f0b-8a53-1e6c0d9f2b77}\n",
        "",
        "9:1 apps.deploy: `deploy` is missing. Write `deploy: …`.",
    ),
    (
        "home.yaml",
        "exis",
        "exs",
        "19:13 teams.hunters.group.exsting: `exsting` is unknown. Known here: existing. Did you mean `existing`?",
    ),
    ("people.yaml", "5c1e7d20-4f3a-4b8c-9a65-0e2d7c9b1f34", "5c1e7d20", f"4:45 ada.id: `5c1e7d20` is no id. {GUID}"),
    (
        "people.yaml",
        "5c1e7d20-4f3a-4b8c-9a65-0e2d7c9b1f34",
        "00000000-0000-0000-0000-000000000000",
        "4:45 ada.id: The id is all zeros, a placeholder. Copy the real one from the portal.",
    ),
    (
        "people.yaml",
        "ada@northwind.example",
        "ada",
        "4:15 ada.upn: `ada` is no address. An address is written like ada@northwind.example.",
    ),
    ("people.yaml", "2035-06-30", "30.06.2035", "5:106 grace.until: 30.06.2035 is no day. Write a date as 2035-06-30."),
    ("people.yaml", "2035-06-30", "2035-6-30", "5:106 grace.until: 2035-6-30 is no day. Write a date as 2035-06-30."),
    (
        "people.yaml",
        "2035-06-30",
        "2035-06-30T00:00:00Z",
        "5:106 grace.until: 2035-06-30T00:00:00Z is no day. Write a date as 2035-06-30.",
    ),
    (
        "people.yaml",
        "teams: [engineers]",
        "team: [engineers]",
        "7:83 edsger.team: `team` is unknown. Known here: upn, id, teams, from, until. Did you mean `teams`?",
    ),
    (
        "people.yaml",
        "edsger:",
        "Edsger D:",
        (
            "7:1 Edsger D: `Edsger D` is no name. A name has lower-case letters, digits and single dashes: "
            "tier1, night-shift."
        ),
    ),
    (
        "home.yaml",
        "  hunters:",
        "  tier1-roles: {}\n  hunters:",
        (
            "17:3 teams.tier1-roles: `tier1-roles` ends in `-roles`. So ends the name of the group that roles are "
            "assigned to: call it otherwise."
        ),
    ),
    (
        CONTOSO,
        "mfa: true",
        "mfa: yes",
        "20:8 trust.mfa: `yes` is neither true nor false. Write true or false, without quotes.",
    ),
    (
        CONTOSO,
        "mfa: true",
        'mfa: "true"',
        "20:8 trust.mfa: `true` is neither true nor false. Write true or false, without quotes.",
    ),
    (CONTOSO, "mfa: true", "mfa: [true]", "20:3 trust.mfa: A list stands here. Write a mapping."),
    (
        CONTOSO,
        "on_destroy: keep",
        'retention_days: "90"',
        "32:19 sentinel.retention_days: `90` is no whole number. Write it in digits, without quotes: 90.",
    ),
    (
        CONTOSO,
        "on_destroy: keep",
        "retention_days: 90.0",
        "32:19 sentinel.retention_days: `90.0` is no whole number. Write it in digits, without quotes: 90.",
    ),
    (
        CONTOSO,
        "on_destroy: keep",
        "retention_days: 090",
        "32:19 sentinel.retention_days: `090` is no whole number. Write it in digits, without quotes: 90.",
    ),
    (
        "tenants/tailspin.yaml",
        "lasts: 730 days",
        "lasts: 2 years",
        "12:12 access.gdap.lasts: `2 years` is no duration. Write a duration as 8 hours or 180 days.",
    ),
    (
        "tenants/tailspin.yaml",
        "lasts: 730 days",
        "lasts: P730D",
        "12:12 access.gdap.lasts: `P730D` is no duration. Write a duration as 8 hours or 180 days.",
    ),
    (
        "tenants/litware.yaml",
        "trust: customer",
        "trus: customer",
        (
            "9:14 applied_by.trus: `trus` is unknown. Known here: invitations, synchronization, gdap, "
            "governance, trust, entra_roles, defender_roles, azure_roles, entitlement, sentinel. Did you mean `trust`?"
        ),
    ),
    (
        "tenants/adatum.yaml",
        "SecurityIncident: 24",
        "Security Incident: 24",
        (
            "34:18 sentinel.fresh_within.Security Incident: `Security Incident` is no table name. Write it as "
            "Log Analytics shows it: SecurityIncident."
        ),
    ),
    (
        "tenants/adatum.yaml",
        "data_sources: [endpoint, identity, office-365]",
        "data_sources: some",
        "21:58 permissions.defender_roles[1].data_sources: `some` is none of all. Write one of them.",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), CASES)
def test_a_value_of_the_wrong_form(files: "Files", file: str, old: str, new: str, told: str) -> None:
    files.edit(file, old, new)
    assert files.problems() == [f"{file}:{told}"]


def test_a_quoted_number_is_a_text(files: "Files") -> None:
    files.edit("home.yaml", "name: Northwind SOC", 'name: "42"')
    assert files.problems() == []
    assert files.load().home.tenant.name == "42"


def test_words_that_older_yaml_takes_for_booleans_are_texts(files: "Files") -> None:
    files.edit(FABRIKAM, "name: Fabrikam", "name: no")
    assert files.problems() == []
    assert files.load().tenants["fabrikam"].tenant.name == "no"


def test_no_wrong_value_hides_another(files: "Files") -> None:
    files.write(
        FABRIKAM,
        "tenant: {name: 1, id: x, domain: y, cloud: z, tags: [A B], extra: 1}\n"
        "access: {b2b: {invitations: [{team: nobody}, {tem: tier1}, 7]}}\n"
        "trust: {mfa: 1, collaboration: all}\n"
        "permissions: {entra_roles: [{team: tier1, role: Wizard, eligible: {for: never}}]}\n"
        "registration: {operators: [zoe]}\n",
    )
    assert [line.split(": ")[0].removeprefix(f"{FABRIKAM}:") for line in files.problems()] == [
        "1:16 tenant.name",
        "1:23 tenant.id",
        "1:34 tenant.domain",
        "1:44 tenant.cloud",
        "1:54 tenant.tags[0]",
        "1:60 tenant.extra",
        "2:37 access.b2b.invitations[0].team",
        "2:47 access.b2b.invitations[1].tem",
        "2:60 access.b2b.invitations[2]",
        "3:14 trust.mfa",
        "3:32 trust.collaboration",
        "4:49 permissions.entra_roles[0].role",
        "4:57 permissions.entra_roles[0].eligible.activation",
        "4:73 permissions.entra_roles[0].eligible.for",
        "5:28 registration.operators[0]",
    ]


def test_a_file_that_is_no_mapping(files: "Files") -> None:
    files.write(FABRIKAM, "- tenant\n")
    files.write("people.yaml", "nobody\n")
    assert files.problems() == [
        "people.yaml:1:1 : `nobody` stands here. Write a mapping.",
        f"{FABRIKAM}:1:1 : A list stands here. Write a mapping.",
    ]
