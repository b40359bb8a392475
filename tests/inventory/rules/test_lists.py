"""At most 100 tenants in one person's list."""

from pathlib import Path


def tenant(number: int, id_: str, team: str = "tier1", more: str = "") -> str:
    return (
        f"tenant: {{name: T{number}, id: {id_}, domain: t{number}.example}}\n"
        f"access: {{b2b: {{invitations: [{{team: {team}}}]}}}}\n"
        f"permissions: {{entra_roles: [{{team: {team}, role: Security Reader}}]}}\n{more}"
    )


def fill(few, guid, count: int, team: str = "tier1") -> None:
    for number in range(count):
        few.write(f"tenants/t{number:03}.yaml", tenant(number, guid(number), team))


def test_a_hundred_are_shown(few, guid):
    fill(few, guid, 99)
    assert few.problems() == []


def test_those_over_a_hundred_are_told_files_by_name_and_stop_alone(few, guid):
    fill(few, guid, 101)
    assert few.problems() == [
        f"tenants/t{number:03}.yaml:2:1 access: The list of ada, grace, linus would hold {number + 2} tenants; "
        f"t{number:03} is one too many. Microsoft shows 100 to one person: let in another team, or name "
        "`registration.operators`."
        for number in (99, 100)
    ]
    inventory = few.load()
    assert [stack for stack in inventory.stacks if inventory.problems_of(stack)] == ["t099", "t100"]


def test_the_hundred_count_per_person_and_not_per_inventory(few, guid):
    fill(few, guid, 80)
    for number in range(80):
        few.write(f"tenants/u{number:03}.yaml", tenant(200 + number, guid(200 + number), "engineers"))
    assert few.problems() == []


def test_named_operators_keep_the_list_of_others_short(few, guid):
    fill(few, guid, 100)
    few.write("tenants/t099.yaml", tenant(99, guid(99), more="registration: {operators: [ada]}\n"))
    found = few.load().problems
    assert [(Path(p.where.file).name, p.field, p.what.split(" would")[0]) for p in found] == [
        ("t099.yaml", "registration.operators", "The list of ada")
    ]
