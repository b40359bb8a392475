"""Sentinel and Lighthouse."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.inventory.conftest import Files

CASES = [
    (
        "contoso",
        "  on_destroy: keep",
        "  workspaces: [{name: law-two, existing: true, primary: true}]",
        (
            "tenants/contoso.yaml:32:3 sentinel.workspaces: `workspace` and `workspaces` exclude each other. "
            "`workspace` is short for one entry; keep the list."
        ),
    ),
    (
        "contoso",
        "  workspace: law-contoso-sentinel     # short",
        "  # short",
        (
            "tenants/contoso.yaml:27:1 sentinel: contoso names no workspace for Sentinel. "
            "Write `workspace: …` or `workspaces: [{name: …, primary: true}]`."
        ),
    ),
    (
        "contoso",
        "  region: westeurope ",
        "  # ",
        (
            "tenants/contoso.yaml:30:14 sentinel.workspace: `law-contoso-sentinel` is new and has no region. "
            "Write `region: …`, or `existing: true` if it is there already."
        ),
    ),
    (
        "contoso",
        "workspace: law-contoso-sentinel",
        "workspace: -law",
        (
            "tenants/contoso.yaml:30:14 sentinel.workspace: `-law` is no workspace name. "
            "It has 4 to 63 letters, digits and dashes, no dash at either end."
        ),
    ),
    (
        "contoso",
        "  on_destroy: keep",
        "  retention_days: 731",
        "tenants/contoso.yaml:32:19 sentinel.retention_days: 731 is out of range. Microsoft allows 4 to 730.",
    ),
    (
        "adatum",
        "law-adatum-plants, existing: true",
        "law-adatum-plants, existing: true, primary: true",
        (
            "tenants/adatum.yaml:32:58 sentinel.workspaces[1].primary: `law-adatum-plants` is a second "
            "primary workspace. "
            "A tenant has one."
        ),
    ),
    (
        "adatum",
        "existing: true, primary: true",
        "existing: true",
        (
            "tenants/adatum.yaml:30:3 sentinel.workspaces: None of the workspaces is the primary. "
            "Defender correlates with one: write `primary: true` there."
        ),
    ),
    (
        "adatum",
        "law-adatum-plants",
        "LAW-adatum",
        "tenants/adatum.yaml:32:14 sentinel.workspaces[1].name: `LAW-adatum` is named twice. Name each workspace once.",
    ),
    (
        "adatum",
        "eligible: {activation: 8 hours, mfa: true}",
        "eligible: {activation: 20 minutes}",
        (
            "tenants/adatum.yaml:38:88 sentinel.lighthouse.authorizations[1].eligible.activation: "
            "An activation by Lighthouse cannot last 20 minutes. Microsoft allows 30 minutes to 8 hours."
        ),
    ),
    (
        "adatum",
        "role: Microsoft Sentinel Reader}",
        "role: Owner}",
        (
            "tenants/adatum.yaml:37:31 sentinel.lighthouse.authorizations[0].role: "
            "Azure Lighthouse does not delegate `Owner`. Name a role that does the work: Microsoft "
            "Sentinel Contributor."
        ),
    ),
    (
        "fabrikam",
        "  entra_roles:",
        "  azure_roles: [{team: tier1, role: Reader, scope: resource_group}]\n  entra_roles:",
        (
            "tenants/fabrikam.yaml:13:3 permissions.azure_roles: `scope: resource_group` refers to nothing: "
            "the file has no `sentinel`. Write `sentinel`, or leave the Azure roles out."
        ),
    ),
]


@pytest.mark.parametrize(("stack", "old", "new", "told"), CASES)
def test_what_does_not_fit_together(files: "Files", stack: str, old: str, new: str, told: str) -> None:
    files.edit(f"tenants/{stack}.yaml", old, new)
    assert files.problems() == [told]


def test_what_a_profile_leaves_to_the_tenant_is_told_in_the_tenants_file(files: "Files") -> None:
    text = (files.folder / "tenants/contoso.yaml").read_text(encoding="utf-8")
    files.write("tenants/contoso.yaml", text.split("sentinel:")[0])
    assert files.problems() == [
        (
            "tenants/contoso.yaml:10:1 profiles: contoso names no workspace for Sentinel. "
            "Write `workspace: …` or `workspaces: [{name: …, primary: true}]`."
        ),
        *(
            f"tenants/contoso.yaml:10:1 sentinel.{key}: `{key}` is missing: the profile asks for `sentinel` and leaves "
            f"it to the tenant. Write `{key}: …`."
            for key in ("resource_group", "subscription")
        ),
    ]
