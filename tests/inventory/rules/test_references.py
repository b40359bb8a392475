"""Names that refer to nothing."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.inventory.conftest import Files

CASES = [
    (
        "tenants/contoso.yaml",
        "{team: tier1, role: Security Operator}",
        "{team: tier-1, role: Security Operator}",
        (
            "tenants/contoso.yaml:25:14 permissions.entra_roles[0].team: There is no team `tier-1`. "
            "Teams: engineers, hunters, tier1. Did you mean `tier1`?"
        ),
    ),
    (
        "people.yaml",
        "teams: [engineers]",
        "teams: [enginers]",
        (
            "people.yaml:7:91 edsger.teams[0]: There is no team `enginers`. "
            "Teams: engineers, hunters, tier1. Did you mean `engineers`?"
        ),
    ),
    (
        "tenants/contoso.yaml",
        "profiles: [gold]",
        "profiles: [glod]",
        "tenants/contoso.yaml:10:12 profiles[0]: There is no profile `glod`. Profiles: gold. Did you mean `gold`?",
    ),
    (
        "tenants/contoso.yaml",
        "role: Security Operator",
        "role: Security operator",
        (
            "tenants/contoso.yaml:25:27 permissions.entra_roles[0].role: There is no Entra role `Security operator`. "
            "Write it as the portal shows it; the names known are in mto/inventory/catalogues. "
            "Did you mean `Security Operator`?"
        ),
    ),
    (
        "tenants/contoso.yaml",
        "Directory Readers, Microsoft Sentinel R",
        "Directory Readers, Directory Reader, Microsoft Sentinel R",
        (
            "tenants/contoso.yaml:16:66 mandate.roles[3]: There is no role `Directory Reader`. "
            "Write it as the portal shows it; the names known are in mto/inventory/catalogues. "
            "Did you mean `Directory Readers`?"
        ),
    ),
    (
        "tenants/adatum.yaml",
        "team: tier1, role: Microsoft Sentinel Responder",
        "team: tier1, role: Microsoft Sentinel Respond",
        (
            "tenants/adatum.yaml:25:27 permissions.azure_roles[0].role: There is no Azure role `Microsoft "
            "Sentinel Respond`. "
            "Write it as the portal shows it; the names known are in mto/inventory/catalogues. "
            "Did you mean `Microsoft Sentinel Responder`?"
        ),
    ),
    (
        "tenants/adatum.yaml",
        "role: soc-analyst",
        "role: soc-analist",
        (
            "tenants/adatum.yaml:20:27 permissions.defender_roles[0].role: There is no Defender role `soc-analist`. "
            "Defender roles: soc-analyst, threat-hunter. Did you mean `soc-analyst`?"
        ),
    ),
    (
        "tenants/adatum.yaml",
        "[endpoint, identity, office-365]",
        "[endpoint, identities]",
        (
            "tenants/adatum.yaml:21:69 permissions.defender_roles[1].data_sources[1]: There is no data "
            "source `identities`. "
            "Data sources: cloud, cloud-apps, endpoint, exposure-management, identity, office-365, sentinel, "
            "vulnerability-management. Did you mean `identity`?"
        ),
    ),
    (
        "tenants/contoso.yaml",
        "region: westeurope",
        "region: west-europe",
        (
            "tenants/contoso.yaml:31:11 sentinel.region: There is no Azure region `west-europe`. "
            "The names known are in mto/inventory/catalogues. Did you mean `westeurope`?"
        ),
    ),
    (
        "tenants/tailspin.yaml",
        "view_groups: [emea]",
        "view_groups: [emae]",
        (
            "tenants/tailspin.yaml:28:17 registration.view_groups[0]: There is no view group `emae`. "
            "View groups: emea. Did you mean `emea`?"
        ),
    ),
    (
        "tenants/fabrikam.yaml",
        "permissions:",
        "registration: {operators: [adda]}\npermissions:",
        (
            "tenants/fabrikam.yaml:12:28 registration.operators[0]: There is no person `adda`. "
            "People: ada, edsger, grace, linus. Did you mean `ada`?"
        ),
    ),
    (
        "profiles/gold.yaml",
        "office-365]",
        "office365]",
        (
            "profiles/gold.yaml:15:51 sentinel.connectors[2]: There is no connector `office365`. "
            "Connectors: defender-for-cloud, defender-xdr, entra-id-protection, office-365. Did you mean `office-365`?"
        ),
    ),
    (
        "defender_roles/threat-hunter.yaml",
        "[Vulnerability management (read)]",
        "[Vulnerability management (rea)]",
        (
            "defender_roles/threat-hunter.yaml:6:22 permissions.security_posture[0]: "
            "There is no Defender permission `Vulnerability management (rea)` in security_posture. "
            "Defender permissions: Application handling (manage), Exception handling (manage), "
            "Remediation handling (manage), Secure Score (manage), Secure Score (read), "
            "Security baseline assessment (manage), Vulnerability management (read). "
            "Did you mean `Vulnerability management (read)`?"
        ),
    ),
    (
        "defender_roles/threat-hunter.yaml",
        "[Vulnerability management (read)]",
        "[Alerts (manage)]",
        (
            "defender_roles/threat-hunter.yaml:6:22 permissions.security_posture[0]: "
            "`Alerts (manage)` does not belong to security_posture. Write it under security_operations."
        ),
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), CASES, ids=[case[3].split(": ")[0] for case in CASES])
def test_a_name_of_nothing_is_told_with_the_closest_one(
    files: "Files", file: str, old: str, new: str, told: str
) -> None:
    files.edit(file, old, new)
    assert files.problems() == [told]


def test_teams_are_not_judged_while_home_cannot_be_read(files: "Files") -> None:
    files.write("home.yaml", "tenant: [")
    assert [line.split(" ")[0] for line in files.problems()] == ["home.yaml:1:10"]
