"""Nothing that must be used once is used twice; the repeat is told where it stands second."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.inventory.conftest import Files

ADA = "5c1e7d20-4f3a-4b8c-9a65-0e2d7c9b1f34"


def heads(files: "Files") -> list[str]:
    return [line.replace(f"{files.folder}/", "").split(" Every")[0] for line in files.problems()]


def test_two_people_with_one_id(files: "Files") -> None:
    files.edit("people.yaml", "8f41a053-726d-4ebf-8d98-3150afce4267", ADA)
    assert heads(files) == [f"people.yaml:7:45 edsger.id: `{ADA}` is the id of ada already (people.yaml:4:45)."]


def test_a_person_and_a_tenant_with_one_id_stand_in_the_order_of_the_files(files: "Files") -> None:
    files.edit("people.yaml", ADA, "b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d")
    assert [head.split(":")[0] for head in heads(files)] == ["tenants/fabrikam.yaml"]


def test_a_tenant_with_the_home_tenants_id(files: "Files") -> None:
    files.edit("tenants/fabrikam.yaml", "b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d", "0f3a1c52-6d0e-4b57-9c1e-2a7f5b8d4e10")
    assert heads(files)[0].startswith("tenants/fabrikam.yaml:5:7 tenant.id: ")
    assert "the home tenant already (home.yaml:5:7)" in heads(files)[0]


def test_an_id_in_capitals_is_the_same_id(files: "Files") -> None:
    files.edit("people.yaml", "8f41a053-726d-4ebf-8d98-3150afce4267", ADA.upper())
    assert [line.split(": ")[1].split(".")[0] for line in files.problems()] == [
        f"`{ADA.upper()}` is an id in capital letters",
    ]


def test_two_tenants_with_one_id_stop_both_and_nobody_else(files: "Files") -> None:
    files.edit("tenants/litware.yaml", "f92b0d15-6374-4f80-91a2-b3c44e5f6071", "e81afc04-5263-4e7f-8091-a2b33d4e5f60")
    inventory = files.load()
    assert [problem.field for problem in inventory.problems_of("litware")] == ["tenant.id"]
    assert [problem.where.file for problem in inventory.problems_of("wingtip")] == [
        str(files.folder / "tenants/wingtip.yaml")
    ]
    assert inventory.problems_of("fabrikam") == inventory.problems_of("home") == ()


def test_three_of_one_id_are_two_problems_that_name_the_first(files: "Files") -> None:
    for file, id_ in (
        ("litware", "f92b0d15-6374-4f80-91a2-b3c44e5f6071"),
        ("wingtip", "e81afc04-5263-4e7f-8091-a2b33d4e5f60"),
    ):
        files.edit(f"tenants/{file}.yaml", id_, "b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d")
    assert [head.split(" already")[0].rsplit(" ", 1)[1] for head in heads(files)] == ["fabrikam", "fabrikam"]


def test_one_domain_of_two_tenants_one_address_of_two_people_one_subscription_of_two_tenants(files: "Files") -> None:
    files.edit("tenants/litware.yaml", "domain: litware.example", "domain: contoso.example")
    files.edit("people.yaml", "edsger@northwind.example", "Ada@northwind.example")
    files.edit("tenants/wingtip.yaml", "72e3c9a5-8d16-4fab-84a7-1b2d6e8fac35", "61d2b8f4-7c05-4e9a-b3f6-0a1c5d7e9b24")
    assert [head.split(" (")[0] for head in heads(files)] == [
        "people.yaml:7:15 edsger.upn: `Ada@northwind.example` is the address of ada already",
        "tenants/litware.yaml:6:11 tenant.domain: `contoso.example` is the domain of contoso already",
        (
            "tenants/wingtip.yaml:17:17 sentinel.subscription: "
            "`61d2b8f4-7c05-4e9a-b3f6-0a1c5d7e9b24` is the subscription of adatum already"
        ),
    ]


def test_an_app_is_one_app(files: "Files") -> None:
    files.edit("home.yaml", "2e9f6a10-83c7-4d5b-b1e4-60d8c3a7f512", "7b1d2c44-90aa-4f0b-8a53-1e6c0d9f2b77")
    files.edit("tenants/adatum.yaml", "94b7e5c3-20fd-4a68-b91e-7c5d3f0a8e26", "c4a8d7e2-5b16-4f93-8e07-9d2b6c1a3f48")
    assert [head.split(" already")[0] for head in heads(files)] == [
        "home.yaml:11:23 apps.verify.client_id: `7b1d2c44-90aa-4f0b-8a53-1e6c0d9f2b77` is the id of the app deploy",
        (
            "tenants/adatum.yaml:9:23 identity.client_id: `c4a8d7e2-5b16-4f93-8e07-9d2b6c1a3f48` is the id of "
            "the app analyst"
        ),
    ]
