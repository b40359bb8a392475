"""After a failed run, what is known is of the run before it, and is told so. A lock of another host is respected."""

import json
import stat
from datetime import UTC, datetime
from pathlib import Path


def test_status_says_as_of_when_and_that_the_run_after_it_failed(world):
    assert world.mto("up", "home", "fabrikam").code == 0
    assert "run after it" not in world.mto("status", "fabrikam").out
    world.fault(method="GET", path="^/users$", status=403, count=None, body={"error": {"code": "x", "message": "no"}})
    failed = world.mto("up", "fabrikam", on="2026-12-02")
    assert failed.code == 1, failed.out
    assert "traceback" not in failed.out.lower()
    world.ask("DELETE", "/faults")
    status = world.mto("status", "fabrikam")
    assert "as of " in status.out
    assert "the run after it (up) failed" in status.out
    assert "ada" in status.out, "who holds what is still known"


def test_the_whole_output_of_a_failed_run_is_in_a_file_that_only_its_owner_reads(world):
    world.fault(method="GET", path="^/groups$", status=403, count=None, body={"error": {"code": "x", "message": "no"}})
    failed = world.mto("up", "home")
    assert failed.code == 1, failed.out
    (path,) = {Path(line.split()[-1]) for line in failed.lines if "the whole output" in line}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text(encoding="utf-8")


def test_a_lock_of_another_host_is_shown_and_broken_only_when_asked(world):
    assert world.mto("up", "home").code == 0
    folder = world.folder / "state/.pulumi/locks/organization/mto/home"
    folder.mkdir(parents=True, exist_ok=True)
    began = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    lock = {"pid": 4711, "username": "grace", "hostname": "build-7", "timestamp": began}
    (folder / "0b8a3b5e-9a3d-4f5c-8a52-0c5d3d1c7f10.json").write_text(json.dumps(lock))
    refused = world.mto("up", "home")
    assert refused.code == 1, refused.out
    for part in ("build-7", "4711", "mto unlock home"):
        assert part in refused.out, refused.out
    assert list(folder.glob("*.json"))
    assert world.mto("unlock", "home", "--yes").code == 0
    assert world.mto("up", "home").code == 0
