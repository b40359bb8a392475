"""The catalogue of Entra's roles."""

import re

from mto.inventory.entra_roles import entra_roles, template_id


def test_well_known_roles_have_their_well_known_ids() -> None:
    assert template_id("Security Reader") == "5d6b6bb7-de71-4623-b4af-96380a352509"
    assert template_id("Security Operator") == "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f"
    assert template_id("Directory Readers") == "88d8e3e3-8f55-4a1e-953a-9b9898b8876b"
    assert template_id("Global Administrator") == "62e90394-69f5-4237-9190-012177145e10"


def test_ids_and_names_are_unique_and_well_formed() -> None:
    roles = entra_roles().values()
    assert len(roles) > 130
    assert len({role.template_id for role in roles}) == len(roles)
    assert all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", role.template_id) for role in roles)


def test_marks() -> None:
    roles = entra_roles()
    assert roles["Security Reader"].privileged
    assert not roles["Directory Readers"].privileged
    assert not roles["Partner Tier2 Support"].assignable
