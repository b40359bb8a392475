from types import SimpleNamespace
from typing import Any

import pytest

from mto.checks import leavers
from mto.checks.finding import Finding, Status
from mto.fleet.events import Change
from mto.fleet.removed import Removed, deleted, look
from mto.inventory.problems import Place, Problem

HEAD = "urn:pulumi:contoso::mto::mto:components:ManagedTenant$"


def change(kind: str, did: str = "deleted", **old: Any) -> Change:
    return Change(f"{HEAD}{kind}::name", did, id="/groups/g1", old=old)


GROUP = change("azuread:index/group:Group")


def test_directory_objects_that_the_run_deleted_are_looked_at() -> None:
    guest = change("pulumi-python:dynamic/mto:Guest", made=True)
    others = [change("azuread:index/group:Group", "updated"), change("pulumi-python:dynamic/mto:Before")]
    assert deleted([GROUP, guest, *others]) == [GROUP, guest]


def test_a_guest_who_was_there_before_us_has_only_left_our_state() -> None:
    assert deleted([change("pulumi-python:dynamic/mto:Guest", made=False)]) == []


@pytest.mark.parametrize("changes", [[], [GROUP]])
def test_nothing_is_looked_at_where_nothing_was_deleted_or_the_tenant_has_no_file(changes: list[Change]) -> None:
    inventory: Any = type("Files", (), {"tenants": {}, "problems_of": lambda self, stack: ()})()
    assert look("contoso", inventory, changes) == Removed()


def test_a_bin_that_may_not_be_read_hides_nobody_who_is_still_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The findings were thrown away with the refused look at the bin, and the command ended with 0."""
    still = Finding(claim="leavers/ada", title="ada has left", status=Status.MISSING, gates=False)

    def refused(*_: Any) -> Any:
        raise Problem("may not be read.", Place("contoso"))

    monkeypatch.setattr(leavers, "look", lambda *_: (still,))
    monkeypatch.setattr(leavers, "restorable", refused)
    monkeypatch.setenv("ARM_CLIENT_ID", "an-app")
    facts = SimpleNamespace(tenant=SimpleNamespace(id="t", cloud="public"))
    inventory: Any = SimpleNamespace(tenants={"contoso": facts}, problems_of=lambda _: ())
    seen = look("contoso", inventory, [GROUP])
    assert seen.findings == (still,)
    assert seen.restorable == ("what can be restored could not be looked at: may not be read.",)
