from collections.abc import Callable
from typing import Any

import pytest

from mto.checks.claim import Sides
from mto.checks.refusals import Refused, look, refuse
from mto.checks.standing import look_at_what_stands, looks_of
from mto.inventory.inventory import Inventory
from tests.checks.cloud import FABRIKAM, HOME, Cloud
from tests.checks.files import ADA, ADA_ID
from tests.checks.files import FABRIKAM as FILE


def told(problems: Any) -> Any:
    return [str(problem) for problem in problems]


def test_a_tenant_with_nothing_in_the_way_refuses_nothing(cloud: Cloud, files: Callable[..., Inventory]) -> None:
    assert look(files(), "fabrikam") == ()


def test_a_look_writes_nothing(cloud: Cloud, files: Callable[..., Inventory], onboarded: dict[str, str]) -> None:
    look(files(), "fabrikam")
    assert cloud.writes == []


@pytest.mark.parametrize("setting", ["none", "adminsAndGuestInviters"])
def test_invitations_for_administrators_alone_are_told(
    cloud: Cloud, files: Callable[..., Inventory], setting: Any
) -> None:
    cloud.managed.invites_from = setting
    (problem,) = look(files(), "fabrikam")
    assert f"allowInvitesFrom is {setting}" in problem.what
    assert "Guest invite settings" in problem.remedy
    assert str(problem.where) == "fabrikam, managed side, invitations"


@pytest.mark.parametrize("setting", ["everyone", "adminsGuestInvitersAndAllMembers"])
def test_other_settings_let_us_invite(cloud: Cloud, files: Callable[..., Inventory], setting: Any) -> None:
    cloud.managed.invites_from = setting
    assert look(files(), "fabrikam") == ()


@pytest.mark.parametrize(
    "lists", [{"BlockedDomains": ["northwind.example"]}, {"AllowedDomains": ["elsewhere.example"]}]
)
def test_a_domain_that_is_not_taken_is_told_with_each_address(
    cloud: Cloud, files: Callable[..., Inventory], lists: Any
) -> None:
    cloud.managed.domains = lists
    (problem,) = look(files(), "fabrikam")
    assert problem.what == (
        "the tenant takes no guests of this domain: ada@northwind.example, grace@northwind.example."
    )
    assert "Collaboration restrictions" in problem.remedy


def test_who_is_a_guest_already_needs_no_invitation(
    cloud: Cloud, files: Callable[..., Inventory], onboarded: dict[str, str]
) -> None:
    cloud.managed.invites_from, cloud.managed.domains = "none", {"BlockedDomains": ["northwind.example"]}
    known = {"group/mto-tier1", "group/mto-tier1-roles", "partner_policy/managed", "partner_policy/home"}
    assert look(files(), "fabrikam", known) == ()


def test_two_guests_of_one_person_are_told(cloud: Cloud, files: Callable[..., Inventory]) -> None:
    ids = [cloud.managed.user(ADA), cloud.managed.user(ADA)]
    (problem,) = look(files(), "fabrikam")
    assert problem.what.startswith(f"2 guests answer to {ADA}")
    assert str(problem.where) == "fabrikam, managed side, guest ada"
    assert len(ids) == 2


def test_a_group_of_our_nickname_that_is_not_ours_is_told(cloud: Cloud, files: Callable[..., Inventory]) -> None:
    group_id = cloud.managed.group("mto-tier1", "the customer's own")
    (problem,) = look(files(), "fabrikam")
    assert problem.what == f"exists already and is not ours (id {group_id}, description “the customer's own”)."
    assert "rename the team" in problem.remedy


def test_a_group_of_ours_that_the_stack_does_not_know_is_told_with_the_import(
    cloud: Cloud, files: Callable[..., Inventory]
) -> None:
    group_id = cloud.managed.group("mto-tier1", f"Managed by mto for {HOME}: team tier1")
    (problem,) = look(files(), "fabrikam")
    assert "with our mark" in problem.what
    assert f"pulumi import azuread:index/group:Group mto-tier1 /groups/{group_id} -s fabrikam" in problem.remedy


def test_the_group_with_our_mark_is_the_one_to_import(cloud: Cloud, files: Callable[..., Inventory]) -> None:
    """The first of all groups of that nickname was once named, whoever's it was."""
    cloud.managed.group("mto-tier1", "the customer's own")
    ours = cloud.managed.group("mto-tier1", f"Managed by mto for {HOME}: team tier1")
    (problem,) = look(files(), "fabrikam")
    assert f"/groups/{ours} " in problem.remedy


def test_a_stranger_s_policy_that_differs_is_told_with_who_decides(
    cloud: Cloud, files: Callable[..., Inventory]
) -> None:
    cloud.managed.partner(HOME, inboundTrust={"isMfaAccepted": False})
    (problem,) = look(files(), "fabrikam")
    assert "inboundTrust.isMfaAccepted is false (partner policy)" in problem.what
    assert "automaticUserConsentSettings.inboundAllowed is false (default policy)" in problem.what
    assert problem.remedy == "Set `adopt: true` under `trust` in fabrikam.yaml to take it over."
    assert str(problem.where) == "fabrikam, managed side, partner policy"


def test_a_stranger_s_policy_at_home_is_told_as_home_s(cloud: Cloud, files: Callable[..., Inventory]) -> None:
    cloud.home.partner(FABRIKAM)
    (problem,) = look(files(), "fabrikam")
    assert str(problem.where) == "fabrikam, home side, partner policy"


def test_a_stranger_s_policy_that_equals_the_file_is_taken(cloud: Cloud, files: Callable[..., Inventory]) -> None:
    cloud.managed.partner(
        HOME, inboundTrust={"isMfaAccepted": True}, automaticUserConsentSettings={"inboundAllowed": True}
    )
    assert look(files(), "fabrikam") == ()


def test_a_policy_that_is_to_be_adopted_is_no_refusal(cloud: Cloud, files: Callable[..., Inventory]) -> None:
    cloud.managed.partner(HOME, inboundTrust={"isMfaAccepted": False})
    assert look(files(fabrikam=FILE + "trust: {adopt: true}\n"), "fabrikam") == ()


def test_what_before_holds_already_is_not_looked_at_again(cloud: Cloud, files: Callable[..., Inventory]) -> None:
    cloud.managed.partner(HOME)
    cloud.managed.group("mto-tier1", "ours by now")
    assert look(files(), "fabrikam", {"partner_policy/managed", "group/mto-tier1"}) == ()


def test_all_reasons_are_told_at_once(
    cloud: Cloud, files: Callable[..., Inventory], look_sides: Callable[..., Sides]
) -> None:
    cloud.managed.invites_from = "none"
    cloud.managed.group("mto-tier1", "the customer's own")
    cloud.managed.partner(HOME)
    looks, sides = looks_of(files(), "fabrikam"), look_sides()
    with pytest.raises(Refused) as refused:
        refuse(looks, look_at_what_stands(looks, sides), sides)
    assert len(refused.value.problems) == 3
    assert str(refused.value).splitlines() == told(refused.value.problems)


def test_a_look_that_is_refused_is_the_problem(cloud: Cloud, files: Callable[..., Inventory]) -> None:
    cloud.deny(cloud.managed, "User.Read.All")
    (problem,) = look(files(), "fabrikam")
    assert "User.Read.All" in problem.remedy


def test_a_tenant_without_consent_is_the_problem_with_its_link(cloud: Cloud, files: Callable[..., Inventory]) -> None:
    cloud.managed.consented = False
    (problem,) = look(files(), "fabrikam")
    assert "AADSTS700016" in problem.what
    assert "adminconsent" in problem.remedy
    assert ADA_ID not in str(problem)
