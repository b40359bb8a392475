from collections.abc import Callable

from mto.checks.directory_roles import RoleGroupHolds, claims
from mto.checks.finding import Finding, Status
from mto.inventory.entra_roles import template_id
from mto.inventory.inventory import Inventory
from tests.checks.cloud import HOME, Cloud
from tests.checks.files import ADA_ID, FABRIKAM, GRACE_ID

ROLE, GROUP = "directory_roles/tier1 Security Operator", "directory_roles/group mto-tier1-roles"


def test_a_role_of_the_teams_group_is_ok(look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]) -> None:
    findings = look()
    assert (findings[ROLE].status, findings[GROUP].status) == (Status.OK, Status.OK)


def test_a_role_that_was_taken_away_is_missing_with_owner_and_remedy(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.roles.clear()
    finding = look()[ROLE]
    assert (finding.status, finding.gates) == (Status.MISSING, True)
    assert finding.evidence == "group mto-tier1-roles does not hold it"
    assert "Privileged Role Administrator of fabrikam.example" in finding.owner
    assert finding.remedy == "Run `mto up --refresh fabrikam`."
    assert finding.lost == "tier1 cannot do what Security Operator allows"


def test_a_role_for_a_part_of_the_tenant_is_not_the_role(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.roles[0]["directoryScopeId"] = "/administrativeUnits/1"
    assert look()[ROLE].evidence == "group mto-tier1-roles does not hold it for the whole tenant"


def test_another_role_is_not_the_role(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.roles[0]["roleDefinitionId"] = template_id("Security Reader")
    assert look()[ROLE].status is Status.MISSING


def test_a_role_of_somebody_else_s_group_is_not_ours(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.groups["fabrikam-group-2"]["description"] = "the customer's"
    assert look()[ROLE].evidence == "there is no group mto-tier1-roles of ours"


def test_the_mark_names_the_home_tenant(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.groups["fabrikam-group-2"]["description"] = f"Managed by mto for {HOME[:-1]}1: team tier1"
    assert look()[ROLE].status is Status.MISSING


def test_the_role_group_holds_exactly_the_people_of_the_team(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.managed.members["fabrikam-group-2"].append(cloud.managed.user("eve@elsewhere.example"))
    assert look()[GROUP].status is Status.MISSING


def test_a_refused_look_is_unknown(
    cloud: Cloud, look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]
) -> None:
    cloud.deny(cloud.managed, "RoleManagement.Read.Directory")
    finding = look()[ROLE]
    assert (finding.status, finding.could_look) == (Status.UNKNOWN, True)


def test_a_file_without_roles_promises_none(look: Callable[..., dict[str, Finding]], onboarded: dict[str, str]) -> None:
    findings = look(fabrikam=FABRIKAM.partition("permissions:")[0])
    assert not [claim for claim in findings if claim.startswith("directory_roles/")]


def test_a_team_that_is_not_let_in_is_in_no_role_group(files: Callable[..., Inventory]) -> None:
    roles = FABRIKAM.replace("[{team: tier1, role: Security Operator}]", "[{team: engineers, role: Security Reader}]")
    both = f"ada: {{upn: ada@northwind.example, id: {ADA_ID}, teams: [tier1, engineers]}}\n"
    (group, _) = claims(files(fabrikam=roles, people=both), "fabrikam")
    assert isinstance(group, RoleGroupHolds)
    assert group.people == ()
    assert GRACE_ID not in str(group)
