from mto.clients.graph import group


def test_all_groups_of_a_nickname_are_found_with_their_mark(graph, microsoft):
    mark = "Managed by mto for 1: team tier1"
    microsoft.answer(200, {"value": [{"id": "1", "description": mark}, {"id": "2", "description": None}]})
    assert [(g.id, g.description) for g in group.find(graph, "mto-tier1")] == [("1", mark), ("2", "")]
    assert microsoft.asked[0].url.params["$filter"] == "mailNickname eq 'mto-tier1'"


def test_a_group_that_says_nothing_of_roles_takes_none(graph, microsoft):
    microsoft.answer(200, {"id": "1", "isAssignableToRole": None, "securityEnabled": True})
    found = group.get(graph, "1")
    assert (found.role_assignable, found.security_enabled) == (False, True)


def test_members_are_told_apart_by_kind(graph, microsoft):
    microsoft.answer(
        200,
        {
            "value": [
                {"@odata.type": "#microsoft.graph.user", "id": "u", "userPrincipalName": "ada@x", "mail": "ada@x"},
                {"@odata.type": "#microsoft.graph.group", "id": "g", "displayName": "Inner"},
            ]
        },
    )
    assert [(m.id, m.kind) for m in group.members(graph, "1")] == [("u", "user"), ("g", "group")]
