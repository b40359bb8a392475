"""The pages that come from the code are as the code is."""

from mto.commands.docs import pages
from mto.inventory.kinds import KINDS


def test_generated_pages_are_fresh():
    stale = [path.name for path, text in pages().items() if path.read_text(encoding="utf-8") != text]
    assert stale == [], "run `make docs`"


def test_every_permission_of_a_built_kind_is_on_the_page_with_its_reason():
    (page,) = [text for path, text in pages().items() if path.name == "permissions.md"]
    for kind in KINDS:
        for permission in kind.permissions if kind.built else ():
            assert permission.name in page
            assert permission.why in page


def test_the_reference_tells_every_person_and_team_field():
    (page,) = [text for path, text in pages().items() if path.name == "reference.md"]
    for field in ("<name>.upn", "<name>.until", "teams.<name>.group.existing", "trust.mfa.until", "mandate.until"):
        assert f"`{field}`" in page, field
