from collections.abc import Callable
from typing import Any

import pytest

from mto.checks.claim import Sides
from mto.checks.finding import Status
from mto.checks.leavers import Removed, look, restorable
from mto.clients.connection import Connection
from mto.clients.errors import Denied
from tests.checks.cloud import Cloud
from tests.checks.directory import Clock
from tests.checks.files import ADA


@pytest.fixture
def connection(look_sides: Callable[..., Sides]) -> Any:
    return look_sides().managed


def test_who_is_gone_is_ok(connection: Connection) -> None:
    (finding,) = look(connection, [Removed("guest", "grace", "user-9")])
    assert (finding.status, finding.title) == (Status.OK, "guest grace has left fabrikam")
    assert finding.gates is False


@pytest.mark.parametrize("noun", ["guest", "group"])
def test_what_is_still_there_is_missing_with_a_remedy(cloud: Cloud, connection: Connection, noun: Any) -> None:
    object_id = cloud.managed.user(ADA) if noun == "guest" else cloud.managed.group("mto-tier1", "mark")
    (finding,) = look(connection, [Removed(noun, "x", object_id)], sleep=Clock().sleep)
    assert (finding.status, finding.remedy) == (Status.MISSING, "Run `mto up` again.")
    assert object_id in finding.evidence


def test_what_is_seen_gone_a_while_later_is_gone(cloud: Cloud, connection: Connection) -> None:
    object_id = cloud.managed.user(ADA)

    def replicate(_seconds: Any) -> None:
        cloud.managed.users.pop(object_id, None)

    (finding,) = look(connection, [Removed("guest", "ada", object_id)], sleep=replicate)
    assert finding.status is Status.OK


def test_a_refused_look_is_unknown_and_hides_no_other(cloud: Cloud, connection: Connection) -> None:
    cloud.deny(cloud.managed, "User.Read.All")
    guest, group = look(connection, [Removed("guest", "grace", "u"), Removed("group", "g", "g-1")])
    assert (guest.status, guest.could_look) == (Status.UNKNOWN, True)
    assert group.status is Status.OK


def test_what_can_be_restored_is_listed_with_its_day(cloud: Cloud, connection: Connection) -> None:
    cloud.managed.deleted["user-9"] = {
        "id": "user-9",
        "displayName": "grace",
        "deletedDateTime": "2026-12-02T08:00:00Z",
    }
    (item,) = restorable(connection, [Removed("guest", "grace", "user-9"), Removed("guest", "ada", "never")])
    assert str(item) == "guest grace (user-9) was deleted on 2026-12-02 and can be restored for 30 days"


def test_a_bin_that_may_not_be_read_is_a_problem(cloud: Cloud, connection: Connection) -> None:
    cloud.deny(cloud.managed, "User.Read.All")
    with pytest.raises(Denied):
        restorable(connection, [Removed("guest", "grace", "user-9")])
