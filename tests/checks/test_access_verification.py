import json
from collections.abc import Callable

import httpx
import pytest

from mto.checks.access_verification import (
    TYPES,
    claims_from_json,
    claims_of,
    claims_to_json,
    gates_hold,
    look_all,
    look_at_all,
    next_steps,
    waits_for,
)
from mto.checks.claim import Sides
from mto.checks.finding import Finding, Status, to_json
from mto.inventory.inventory import Inventory
from tests.checks.cloud import Cloud
from tests.checks.files import ADA, ADA_ID, BOTH_TEAMS

EVERYTHING = BOTH_TEAMS + "trust: {compliant_device: true, collaboration: teams}\n"


def test_an_onboarded_tenant_holds_every_claim_that_can_be_seen(
    look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    open_ones = {f.claim: f.status for f in look().values() if f.status is not Status.OK}
    assert open_ones == {"access_verification/what the portal shows": Status.UNKNOWN}


def test_consent_is_the_first_claim_of_all(files: Callable[..., Inventory]) -> None:
    assert [claim.key for claim in claims_of(files(), "fabrikam")][:2] == ["consent/managed", "consent/home"]


def test_every_claim_has_a_key_of_its_own(files: Callable[..., Inventory]) -> None:
    keys = [claim.key for claim in claims_of(files(fabrikam=EVERYTHING), "fabrikam")]
    assert len(keys) == len(set(keys))


def test_claims_come_back_equal_from_json(files: Callable[..., Inventory]) -> None:
    claims = claims_of(files(fabrikam=EVERYTHING), "fabrikam")
    assert claims_from_json(claims_to_json(claims)) == claims
    assert {type(claim) for claim in claims} == set(TYPES)


def test_claims_survive_state_that_loses_nulls_and_makes_integers_floats(files: Callable[..., Inventory]) -> None:
    text = claims_to_json(claims_of(files(), "fabrikam"))
    assert None not in [value for item in json.loads(text) for value in item.values()]
    assert not [v for item in json.loads(text) for v in item.values() if isinstance(v, int) and not isinstance(v, bool)]


def test_names_of_claims_are_a_contract_with_state() -> None:
    assert [cls.__name__ for cls in TYPES] == [
        "AppConsented",
        "GuestArrived",
        "TeamGroupHolds",
        "SwitchOn",
        "Collaborates",
        "RoleGroupHolds",
        "RoleHeld",
        "DefenderLicensed",
        "IncidentsAnswer",
        "HuntingAnswers",
        "NothingHidden",
    ]


def test_one_look_that_fails_hides_no_other(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.fail("GET", "/subscribedSkus", httpx.ConnectError("down"), times=2)
    findings = look()
    assert findings["access_verification/licence"].status is Status.UNKNOWN
    assert findings["access_verification/hunting"].status is Status.OK


def test_a_look_writes_nothing(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    look()
    assert cloud.writes == []


def test_a_look_without_the_engine_sees_the_same(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], files: Callable[..., Inventory], onboarded: dict[str, str]
) -> None:
    assert look_all(files(), "fabrikam") == tuple(look().values())


def test_a_look_without_the_engine_takes_the_addresses_of_the_stack(
    cloud: Cloud, files: Callable[..., Inventory], onboarded: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.managed.users[onboarded["ada"]] |= {
        "mail": "x@y.example",
        "otherMails": [],
        "userPrincipalName": "old#EXT#@f",
    }
    found = {f.claim: f for f in look_all(files(), "fabrikam", json.dumps({ADA_ID: [ADA, "x@y.example"]}))}
    assert found["guest_invitations/ada"].status is Status.OK


def test_gates_hold_where_all_that_gate_are_ok(
    look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    findings = look().values()
    assert gates_hold(findings)
    assert waits_for(findings) == ""


def test_a_missing_licence_holds_no_gate_shut(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.skus.clear()
    assert gates_hold(look().values())


def test_what_gates_and_does_not_hold_is_named(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.roles.clear()
    findings = look().values()
    assert not gates_hold(findings)
    assert waits_for(findings) == "tier1 holds Security Operator in fabrikam.example"


def test_an_unknown_that_gates_holds_the_gate_shut(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.deny(cloud.managed, "ThreatHunting.Read.All")
    assert not gates_hold(look().values())


def test_next_steps_name_who_and_how_for_all_that_is_open(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.skus.clear()
    registration = {
        "method": "manual",
        "states": [
            {"operator": "ada", "upn": ADA, "steps": ["Sign in.", "Add."]},
            {"operator": "grace", "upn": "g", "steps": []},
        ],
    }
    steps = json.loads(next_steps(to_json(look().values()), json.dumps(registration)))
    assert [step["what"] for step in steps] == [
        "fabrikam.example has a Defender XDR plan",
        "no device group or older permission model of fabrikam.example hides data from the teams",
        "registration for ada",
    ]
    assert steps[0]["how"].startswith("Buy or assign a licence")
    assert steps[0]["how"].endswith("https://admin.microsoft.com/Adminportal/Home#/licenses")
    assert steps[2] == {"what": "registration for ada", "who": ADA, "how": "Sign in. Add.", "until": ""}
    assert all(step["who"] for step in steps)


def test_every_finding_that_is_missing_has_evidence_owner_remedy_and_loss(
    cloud: Cloud, look: Callable[..., dict[str, Finding]]
) -> None:
    cloud.managed.default["b2bCollaborationInbound"]["usersAndGroups"] = {
        "accessType": "blocked",
        "targets": [{"target": "AllUsers", "targetType": "user"}],
    }
    missing = [f for f in look(fabrikam=EVERYTHING).values() if f.status is Status.MISSING]
    assert len(missing) > 8
    assert [f.claim for f in missing if not (f.evidence and f.owner and f.remedy and f.lost)] == []


def test_nothing_seen_earlier_proves_anything_now(
    cloud: Cloud, look_sides: Callable[..., Sides], files: Callable[..., Inventory], onboarded: dict[str, str]
) -> None:
    claims = claims_of(files(), "fabrikam")
    look_at_all(claims, look_sides())
    cloud.managed.partners.clear()
    seen = {f.claim: f.status for f in look_at_all(claims, look_sides())}
    assert seen["cross_tenant_trust/mfa@managed"] is Status.MISSING


def test_the_looks_of_one_tenant_cost_a_known_number_of_calls(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    """2 guests, 2 groups by name with members, 4 policies, 1 role, licences, incidents, a hunt."""
    look()
    assert len(cloud.asked) == 2 + (1 + 1) * 2 + 4 + (1 + 1) + 3
