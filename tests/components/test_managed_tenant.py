import json
from collections.abc import Callable

import pytest

from mto.checks.access_verification import claims_from_json
from tests.checks.cloud import FABRIKAM as FABRIKAM_ID
from tests.checks.cloud import HOME as HOME_ID
from tests.checks.files import ADA, BOTH_TEAMS, FABRIKAM, GRACE, PEOPLE
from tests.components.mocks import Program

OURS = ("mto:Before", "mto:Guest", "mto:PartnerPolicy", "mto:Verification", "mto:Registration")


def test_the_tree_reads_like_the_set_up_article(program: Callable[..., Program]) -> None:
    made = program()
    components = {(r.type.rpartition(":")[2], r.parent) for r in made.resources if r.type.startswith("mto:components")}
    assert components == {  # what depends on nothing is registered in any order
        ("ManagedTenant", "mto-fabrikam"),
        ("GuestInvitations", "fabrikam"),
        ("CrossTenantTrust", "fabrikam"),
        ("DirectoryRoles", "fabrikam"),
        ("AccessVerification", "fabrikam"),
        ("MultitenantRegistration", "fabrikam"),
    }


def test_every_resource_stands_below_the_tenant(program: Callable[..., Program]) -> None:
    made = program()
    known = {r.name for r in made.resources} | {"mto-fabrikam"}
    assert not [r.name for r in made.resources if r.parent not in known]
    assert [r.name for r in made.resources if r.parent == "mto-fabrikam"] == ["fabrikam"]


def test_logical_names_hold_no_address_and_no_day(program: Callable[..., Program]) -> None:
    names = [r.name for r in program().resources]
    assert not [name for name in names if "@" in name or "2026" in name or "2035" in name]
    assert len(names) == len(set(names))


def test_a_joiner_changes_only_what_names_them(program: Callable[..., Program]) -> None:
    """What the preview of a joiner shows: guest, groups, `before`, verification; registration has an operator more."""
    one = "\n".join(line for line in PEOPLE.splitlines() if not line.startswith("grace")) + "\n"
    before = {r.name: r.inputs for r in program(people=one).resources}
    after = {r.name: r.inputs for r in program().resources}
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {
        "fabrikam-before",
        "guest-6d2f8e31-504b-4c9d-8b76-1f3e8dac2045",
        "mto-tier1",
        "mto-tier1-roles",
        "fabrikam-verification",
        "fabrikam-registration",
    }


def test_the_same_files_declare_the_same(program: Callable[..., Program]) -> None:
    first, second = program(), program()
    assert {r.urn: r.inputs for r in first.resources} == {r.urn: r.inputs for r in second.resources}


def test_the_plugin_is_bound_to_the_managed_tenant_and_never_uses_somebody_s_login(
    program: Callable[..., Program],
) -> None:
    (plugin,) = program().of_type("pulumi:providers:azuread")
    assert plugin.inputs == {
        "tenantId": FABRIKAM_ID,
        "environment": "public",
        "useCli": "false",
        "useMsi": "false",
    }


def test_every_resource_of_the_sdk_goes_by_that_plugin(program: Callable[..., Program]) -> None:
    made = program(fabrikam=BOTH_TEAMS)
    sdk = [r for r in made.resources if r.type.startswith("azuread:")]
    assert len(sdk) == 4
    assert {r.provider for r in sdk} == {"managed-azuread"}


def test_no_credential_is_an_input_of_anything(
    program: Callable[..., Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("ARM_CLIENT_SECRET", "ARM_OIDC_TOKEN", "ARM_CLIENT_CERTIFICATE_PASSWORD", "ARM_CLIENT_CERTIFICATE"):
        monkeypatch.setenv(name, "a-very-secret-value")
    monkeypatch.setenv("ARM_CLIENT_ID", "the-app-of-this-run")
    made = program()
    told = str([r.inputs for r in made.resources]) + str(made.exports)
    assert "a-very-secret-value" not in told
    assert "the-app-of-this-run" not in told


def test_our_resources_name_both_tenants_and_clouds(program: Callable[..., Program]) -> None:
    made = program()
    for resource in [r for r in made.resources if r.type.endswith(OURS)]:
        found = {n: resource.inputs[n] for n in ("tenant", "home_id", "home_cloud", "managed_id", "managed_cloud")}
        assert found == {
            "tenant": "fabrikam",
            "home_id": HOME_ID,
            "home_cloud": "public",
            "managed_id": FABRIKAM_ID,
            "managed_cloud": "public",
        }


def test_what_stood_comes_first_of_all(program: Callable[..., Program]) -> None:
    made = program()
    assert made.named("fabrikam-before").after == frozenset()
    writers = [r for r in made.resources if r.type.endswith(("mto:Guest", "mto:PartnerPolicy", "Group"))]
    assert len(writers) == 6
    assert all("fabrikam-before" in r.after for r in writers)


def test_verification_comes_after_everything_that_is_written(program: Callable[..., Program]) -> None:
    made = program(fabrikam=BOTH_TEAMS)
    written = {
        r.name
        for r in made.resources
        if not r.type.startswith(("mto:components", "pulumi:providers"))
        and not r.type.endswith(("mto:Verification", "mto:Registration"))
    }
    assert made.named("fabrikam-verification").after == written


def test_verification_gets_every_claim_of_the_file(program: Callable[..., Program]) -> None:
    claims = claims_from_json(program().named("fabrikam-verification").inputs["claims"])
    assert {claim.kind for claim in claims} == {
        "consent",
        "guest_invitations",
        "cross_tenant_trust",
        "directory_roles",
        "access_verification",
    }


def test_verification_knows_under_which_addresses_people_were_let_in(program: Callable[..., Program]) -> None:
    verification = program().named("fabrikam-verification")
    assert ADA in verification.inputs["known_as"]
    assert len(verification.because["known_as"]) == 2


def test_registration_comes_after_verification_and_is_always_declared(program: Callable[..., Program]) -> None:
    registration = program().named("fabrikam-registration")
    assert registration.after == {"fabrikam-verification"}
    assert set(registration.because) == {"gates_hold", "waits_for"}


def test_registration_counts_every_person_of_the_teams_let_in(program: Callable[..., Program]) -> None:
    inputs = program().named("fabrikam-registration").inputs
    assert json.loads(inputs["operators"]) == [{"operator": "ada", "upn": ADA}, {"operator": "grace", "upn": GRACE}]
    assert (inputs["method"], inputs["display_name"]) == ("manual", "Fabrikam")


def test_registration_counts_those_whom_the_file_names(program: Callable[..., Program]) -> None:
    made = program(fabrikam=FABRIKAM + "registration: {operators: [grace]}\n")
    operators = json.loads(made.named("fabrikam-registration").inputs["operators"])
    assert [o["operator"] for o in operators] == ["grace"]


def test_outputs_are_what_status_and_report_read(program: Callable[..., Program]) -> None:
    made = program()
    assert set(made.exports) == {
        "addresses",
        "findings",
        "holders",
        "next_steps",
        "redeem_links",
        "registration",
        "summary",
    }
    assert [(h["person"], h["until"]) for h in json.loads(made.exports["holders"])] == [
        ("ada", ""),
        ("grace", "2035-06-30"),
    ]
    assert json.loads(made.exports["summary"]) == {
        "reached_by": "2 guests",
        "roles": ["Security Operator"],
        "trust": ["MFA"],
    }
