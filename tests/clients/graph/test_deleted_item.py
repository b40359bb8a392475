"""What was deleted and can be restored."""

from mto.clients.graph import deleted_item


def test_the_time_of_a_deletion_is_asked_for_since_users_leave_it_out(graph, microsoft):
    microsoft.answer(200, {"id": "7", "displayName": "ada", "deletedDateTime": "2026-11-30T09:00:00Z"})
    found = deleted_item.find(graph, "7")
    assert found is not None
    assert (found.display_name, found.deleted) == ("ada", "2026-11-30T09:00:00Z")
    assert "deletedDateTime" in microsoft.asked[0].url.params["$select"]


def test_what_was_never_deleted_or_is_gone_for_good_is_none(graph, microsoft):
    microsoft.fail(404, "Request_ResourceNotFound")
    assert deleted_item.find(graph, "7") is None
