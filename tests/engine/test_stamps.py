"""What a stamp holds, and that no file is ever half written."""

from pathlib import Path

import pytest

from mto.engine.stamps import Stamp, fingerprint, write_whole


def test_fingerprint_follows_each_input(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_text("a")
    first = fingerprint(["word"], [one, other])
    assert first == fingerprint(["word"], [other, one])
    assert first != fingerprint(["word", ""], [one, other])
    other.write_text("")
    one.write_text("b")
    assert first != fingerprint(["word"], [one, other])


def test_words_do_not_run_together() -> None:
    assert fingerprint(["ab", "c"]) != fingerprint(["a", "bc"])


def test_step_without_a_stamp_is_not_finished(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / "stamps", "build")
    assert stamp.read() is None
    stamp.write("inputs")
    assert stamp.read() == "inputs"
    stamp.remove()
    assert stamp.read() is None


def test_write_that_fails_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    write_whole(file, "old", mode=0o600)
    with pytest.raises(UnicodeEncodeError):
        write_whole(file, "\ud800", mode=0o600)
    assert file.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["passphrase"]
    assert file.stat().st_mode & 0o777 == 0o600
