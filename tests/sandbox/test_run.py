"""The command: started once, stopped whole, private around a command, private in its files."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox import instance

CLONE = Path(instance.__file__).parents[1]


def run(*arguments: Any, **options: Any) -> Any:
    command = [sys.executable, "-m", "sandbox.run", *map(str, arguments)]
    return subprocess.run(command, cwd=CLONE, capture_output=True, text=True, timeout=60, check=False, **options)


@pytest.fixture
def folder(tmp_path: Any) -> Iterator[Any]:
    yield tmp_path / "instance"
    instance.stop(tmp_path / "instance")


def running(folder: Path) -> instance.Instance:
    found = instance.find(folder)
    assert found is not None
    return found


def alive(pid: Any) -> Any:
    return Path(f"/proc/{pid}").exists()


def test_a_second_start_finds_the_first_and_stop_leaves_nothing(folder: Any) -> None:
    first = run("start", "--dir", folder)
    assert first.returncode == 0, first.stderr
    assert "1 home tenant and" in first.stdout
    pid = running(folder).pid
    run("start", "--dir", folder)
    assert running(folder).pid == pid
    assert run("status", "--dir", folder).returncode == 0
    run("stop", "--dir", folder)
    assert not alive(pid)
    assert run("status", "--dir", folder).returncode == 1


def test_a_restart_keeps_state_ports_and_secrets(folder: Any) -> None:
    run("start", "--dir", folder)
    before = running(folder)
    before.ask("DELETE", "/tenants/fabrikam/consents/deploy")
    dump, env = before.ask("GET", "/dump"), (folder / "env").read_text()
    run("stop", "--dir", folder)
    run("start", "--dir", folder)
    assert running(folder).ask("GET", "/dump") == dump
    assert (folder / "env").read_text() == env


def test_the_file_for_a_shell_exports_what_a_program_needs(folder: Any) -> None:
    run("start", "--dir", folder, "--wait-factor", "7")
    assert (folder / "env").stat().st_mode & 0o777 == 0o600
    told = subprocess.run(["sh", "-c", f". {folder}/env; env"], capture_output=True, text=True, check=True).stdout
    known = dict(line.split("=", 1) for line in told.splitlines() if "=" in line)
    assert known["HTTPS_PROXY"] == known["https_proxy"] == f"http://127.0.0.1:{running(folder).proxy}"
    assert known["MTO_SANDBOX_WAIT_FACTOR"] == "7"
    assert Path(known["SSL_CERT_FILE"]).exists()
    assert Path(known["MTO_HOME_FILE"]).exists()
    assert Path(known["MTO_PORTAL_SESSIONS"], "ada@northwind.example.json").exists()
    assert known["ARM_CLIENT_SECRET"]


def test_no_key_or_secret_is_readable_by_others(folder: Any) -> None:
    run("start", "--dir", folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    open_files = [file.name for file in folder.iterdir() if file.stat().st_mode & 0o077]
    assert open_files in ([], ["server.log"])


def test_a_private_sandbox_lives_as_long_as_its_command(tmp_path: Any) -> None:
    ask = "print(u.urlopen(os.environ['MTO_SANDBOX'] + '/status').status)"
    script = f"import os, urllib.request as u; {ask}; raise SystemExit(3)"
    done = run("--dir", tmp_path / "x", "--no-lag", "--", sys.executable, "-c", script)
    assert (done.stdout.strip(), done.returncode) == ("200", 3)
    assert instance.find(tmp_path / "x") is None


def test_a_private_sandbox_leaves_when_its_parent_is_killed(tmp_path: Any) -> None:
    command = [sys.executable, "-m", "sandbox.run", "--dir", str(tmp_path / "x"), "--", "sleep", "60"]
    parent = subprocess.Popen(command, cwd=CLONE)
    end = time.monotonic() + 30
    while (found := instance.find(tmp_path / "x")) is None:
        assert time.monotonic() < end
        time.sleep(0.1)
    parent.kill()
    parent.wait()
    while alive(found.pid):
        assert time.monotonic() < end
        time.sleep(0.1)
    children = [p for p in Path("/proc").iterdir() if p.name.isdigit() and _is_our_sleep(p, found.address)]
    for child in children:
        os.kill(int(child.name), 9)


def _is_our_sleep(process: Any, address: Any) -> Any:
    try:
        return f"MTO_SANDBOX={address}".encode() in (process / "environ").read_bytes()
    except OSError:
        return False


def test_wrong_use_is_told(tmp_path: Any) -> None:
    assert run("start", "--", "true").returncode == 2
    assert run().returncode == 2
