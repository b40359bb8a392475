import json
from dataclasses import replace
from pathlib import Path

from mto.fleet import marker


def test_a_marker_is_read_back(tmp_path: Path) -> None:
    begun = marker.begin("up", "token", None)
    marker.write("contoso", begun, tmp_path)
    assert marker.read("contoso", tmp_path) == begun
    assert begun.alive
    assert not begun.tidy
    assert marker.read("fabrikam", tmp_path) is None


def test_a_run_that_did_not_finish_and_whose_process_is_gone_is_not_alive() -> None:
    begun = marker.begin("up", "token", None)
    assert not replace(begun, pid=2**22 + 1).alive
    assert not replace(begun, born=begun.born - 100).alive, "the number was given away again"
    assert (begun.came_to, replace(begun, pid=2**22 + 1).came_to) == ("", "killed")


def test_what_the_last_run_noted_holds_until_the_next_has_ended() -> None:
    noted = {"urn": "u", "parent": "", "provider": "", "nickname": "mto-tier1", "mark": "ours"}
    last = replace(marker.begin("up", "a", None), as_of="2026-12-01T00:00:00Z", half_made=(noted,))
    begun = marker.begin("up", "b", last)
    assert (begun.as_of, begun.half_made) == (last.as_of, last.half_made)


def test_a_run_that_may_have_left_a_group_is_not_tidy() -> None:
    ended = replace(marker.begin("up", "a", None), finished="x", result="failed")
    assert ended.tidy
    assert not replace(ended, half_made=({"urn": "u"},)).tidy
    assert not replace(ended, result="killed").tidy


def test_a_file_of_another_shape_counts_as_no_marker(tmp_path: Path) -> None:
    (tmp_path / "contoso.json").write_text(json.dumps({"other": 1}))
    assert marker.read("contoso", tmp_path) is None
