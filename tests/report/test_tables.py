from dataclasses import dataclass

from mto.report.columns import columns
from mto.report.holders import holders
from mto.report.overview import overview
from mto.report.plan import plan, short
from mto.report.registration import registration
from mto.report.status import last_run


def test_columns_are_as_wide_as_their_widest_cell_and_never_cut() -> None:
    long = "x" * 300
    assert columns([("a", "b"), ("aaa", long)]) == ["a    b", f"aaa  {long}"]
    assert columns([]) == []


def test_the_table_shows_each_tenant_and_a_dash_where_there_is_nothing() -> None:
    summary = {"reached_by": "3 guests", "roles": ["Security Operator", "Security Reader"], "trust": []}
    entry = {"states": [{"operator": "ada", "state": "registered"}, {"operator": "grace", "state": "pending"}]}
    head, row = overview({"fabrikam": (summary, entry)})
    assert head.split("   ")[0] == "Tenant"
    assert [cell.strip() for cell in row.split("   ") if cell.strip()] == [
        "fabrikam",
        "3 guests",
        "Security Operator, Security Reader",
        "-",
        "ada",
    ]
    assert overview({}) == []


def test_registration_names_every_operator_and_their_steps() -> None:
    lost = {"operator": "ada", "upn": "ada@n.example", "state": "lost access", "detail": "since the role left"}
    waits = {"operator": "grace", "upn": "grace@n.example", "state": "pending", "steps": ["Open it", "Add Contoso"]}
    lines = registration({"contoso": {"states": [lost, waits]}})
    assert [line.split("   ")[0] for line in lines[:3]] == ["Tenant", "contoso", "contoso"]
    assert lines[4:] == ["contoso, grace (grace@n.example):", "  1. Open it", "  2. Add Contoso"]


@dataclass(frozen=True)
class Change:
    did: str
    type: str
    name: str
    properties: tuple[str, ...] = ()
    person: str = ""


def test_a_plan_lists_only_what_changes() -> None:
    lines = plan(
        [
            Change("unchanged", "azuread:index/group:Group", "hunters"),
            Change("updated", "azuread:index/group:Group", "tier1", ("members",)),
            Change("created", "pulumi-python:dynamic/mto:Guest", "guest-7", person="ada"),
        ]
    )
    assert [line.split() for line in lines] == [
        ["~", "update", "azuread:Group", "tier1", "members"],
        ["+", "create", "mto:Guest", "guest-7", "(ada)"],
    ]


def test_types_are_shown_without_what_is_the_same_for_all() -> None:
    assert short("azuread:index/directoryRoleAssignment:DirectoryRoleAssignment") == "azuread:DirectoryRoleAssignment"
    assert short("pulumi-python:dynamic/mto:Before") == "mto:Before"


def test_a_status_says_as_of_when_and_how_the_run_after_that_ended() -> None:
    assert last_run("up", "t1", "t2", "succeeded", "t2") == "as of t2"
    assert last_run("up", "t3", "t4", "failed", "t2") == "as of t2, the run after it (up) failed t4"
    assert last_run("up", "t3", "", "", "t2") == "as of t2, the run after it (up) has not ended (began t3)"
    assert last_run("up", "t3", "", "killed", "t2") == "as of t2, the run after it (up) was killed (began t3)"
    assert last_run("up", "t3", "t4", "killed", "") == "the last run (up) killed t4"
    assert last_run("destroy", "t3", "t4", "succeeded", "t2") == "destroyed t4"


def test_who_holds_what_until_when() -> None:
    ada = {"person": "ada", "teams": ["tier1"], "access": ["guest"], "roles": ["Security Operator"], "until": ""}
    assert [cell.strip() for cell in holders([ada])[1].split("   ") if cell.strip()] == [
        "ada",
        "tier1",
        "guest",
        "Security Operator",
        "-",
    ]
    assert holders([]) == []
