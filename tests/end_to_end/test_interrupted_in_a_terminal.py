"""A person at a real terminal presses Ctrl-C in the middle of `mto up`."""

import shlex
import shutil
import subprocess
import uuid
from collections.abc import Callable, Iterator

import pytest

from tests.end_to_end.world import CLONE

FABRIKAM = "b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d"


@pytest.fixture
def tmux() -> Iterator[Callable[..., str]]:
    """Runs tmux on a server of its own, which ends with the test."""
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed: nothing here can press keys in a real terminal")
    server = f"mto-{uuid.uuid4().hex[:8]}"

    def run(*words: str) -> str:
        line = ["tmux", "-L", server, *words]
        return subprocess.run(line, check=True, capture_output=True, text=True, timeout=30).stdout

    yield run
    subprocess.run(["tmux", "-L", server, "kill-server"], check=False, capture_output=True, timeout=30)


def test_ctrl_c_in_a_terminal_is_told_in_one_line_and_leaves_nothing(world, tmux):
    assert world.mto("up", "home").code == 0
    before = world.dumps("home", "fabrikam")
    script = world.folder / "person.sh"
    variables = "\n".join(f"export {k}={shlex.quote(v)}" for k, v in world.env(MTO_ON="2026-11-30").items())
    script.write_text(f"{variables}\ncd {shlex.quote(str(CLONE))}\n.venv/bin/mto up fabrikam\necho exit=$?\nexec cat\n")
    world.fault(method="POST", path="^/invitations$", delay=3.0, tenant=FABRIKAM)
    # With job control of its own, so that Ctrl-C reaches what runs in the foreground and the script goes on.
    tmux("new-session", "-d", "-x", "160", "-y", "50", f"bash -m {shlex.quote(str(script))}")

    def screen() -> str:
        return tmux("capture-pane", "-p")

    world.wait_until(lambda: world.ask("GET", "/faults")["value"][0]["met"] > 0)
    tmux("send-keys", "C-c")
    world.wait_until(lambda: "exit=" in screen())
    shown = screen()
    world.said.append(shown)
    assert "exit=130" in shown, shown
    assert shown.count("fabrikam: stopping.") == 1, shown
    assert "interrupted" in shown, shown
    tmux("kill-server")
    world.wait_until(lambda: not world.processes(), 10)
    assert not list((world.folder / "state").glob(".pulumi/locks/**/*.json"))
    assert world.mto("destroy", "--yes", "fabrikam").code == 0
    assert world.dumps("home", "fabrikam") == before
