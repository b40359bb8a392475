"""The real engine on a program of its own, without any cloud: what an interrupted or killed run leaves behind."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from mto.fleet import cli, lock
from mto.fleet.workplace import CLONE, Workplace

pytestmark = pytest.mark.end_to_end

PROGRAM = """
import json, signal, sys
from pathlib import Path
signal.signal(signal.SIGINT, signal.SIG_DFL)
sys.path.insert(0, str(Path(__file__).parent))
import pulumi, thing
for name, props in json.loads((Path(__file__).parent / "plan.json").read_text()).items():
    thing.Thing(name, **props)
"""
THING = """
import time
from pathlib import Path
from pulumi.dynamic import CreateResult, Resource, ResourceProvider

class Provider(ResourceProvider):
    serialize_as_secret_always = False

    def create(self, props):
        (Path(props["made"]) / props["name"]).touch()
        time.sleep(float(props["wait"]))
        return CreateResult(props["name"], props)

class Thing(Resource, module="mto", name="Thing"):
    def __init__(self, name, **props):
        super().__init__(Provider(), name, {"name": name, **props})
"""
RUN = """
import sys
from pathlib import Path
from mto.fleet.run import Listener, Order, Verb
from mto.fleet.turn import take
from mto.fleet.workplace import Workplace
import os

class Loud(Listener):
    def told(self, text): print(text, flush=True)

folder = Path(sys.argv[1])
at = Workplace(Path(os.environ["ENGINE"]), folder, dict(os.environ), folder / "kept")
ran = take(Order("one", Verb(sys.argv[2])), at, Loud(), look=lambda *_: ()).ran
print(ran.code, ran.tally.counted(), flush=True)
"""


class Bench:
    """A project with one resource that takes long, and the program that runs it as `mto` would."""

    def __init__(self, folder: Path) -> None:
        engine = CLONE / ".mto" / "engine" / "bin" / "pulumi"
        if not engine.exists():
            pytest.skip("the engine is not built; `make test` builds it")
        self.folder = folder
        self.made = folder / "made"
        runtime = {"name": "python", "options": {"toolchain": "pip", "virtualenv": str(CLONE / ".venv")}}
        project = f"name: scratch\nruntime: {json.dumps(runtime)}\n"
        for name, text in {"Pulumi.yaml": project, "__main__.py": PROGRAM, "thing.py": THING}.items():
            (folder / name).write_text(text)
        for name in ("state", "home", "made"):
            (folder / name).mkdir()
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PULUMI_", "MTO_"))},
            "PATH": f"{engine.parent}{os.pathsep}{os.environ['PATH']}",
            "PULUMI_HOME": str(folder / "home"),
            "PULUMI_BACKEND_URL": f"file://{folder / 'state'}",
            "PULUMI_CONFIG_PASSPHRASE": "only of this test",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_DEBUG_COMMANDS": "true",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
            "PYTHONPATH": str(folder),
            "ENGINE": str(engine),
        }
        self.at = Workplace(engine, folder, self.environ, folder / "kept")

    def plan(self, **waits: float) -> None:
        things = {name: {"made": str(self.made), "wait": wait} for name, wait in waits.items()}
        (self.folder / "plan.json").write_text(json.dumps(things))

    def start(self, verb: str) -> "subprocess.Popen[str]":
        line = [sys.executable, "-c", RUN, str(self.folder), verb]
        return subprocess.Popen(line, env=self.environ, stdout=subprocess.PIPE, text=True)

    def end(self, verb: str) -> list[str]:
        out, _ = self.start(verb).communicate(timeout=120)
        return out.splitlines()

    def until_made(self, name: str) -> None:
        until = time.monotonic() + 60
        while not (self.made / name).exists():
            assert time.monotonic() < until
            time.sleep(0.05)

    def engine_of(self, run: "subprocess.Popen[str]") -> int:
        return next(child.pid for child in psutil.Process(run.pid).children() if "pulumi" in child.name())

    @property
    def alive(self) -> list[int]:
        return [p.pid for p in psutil.process_iter() if _environ(p).get("PULUMI_HOME") == str(self.folder / "home")]

    @property
    def pending(self) -> list[Any]:
        return list(cli.export("one", self.at)["deployment"].get("pending_operations") or ())


def _environ(process: psutil.Process) -> dict[str, str]:
    try:
        return process.environ()
    except psutil.Error:
        return {}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    for pid in made.alive:
        os.kill(pid, signal.SIGKILL)
    shutil.rmtree(tmp_path / "state")


def test_one_ctrl_c_leaves_no_lock_nothing_pending_and_no_process(bench: Bench) -> None:
    bench.plan(a=3)
    run = bench.start("up")
    bench.until_made("a")
    run.send_signal(signal.SIGINT)
    run.communicate(timeout=60)
    assert bench.alive == []
    assert lock.held("one", bench.at) == ()
    assert bench.pending == []
    bench.plan(a=0)
    assert bench.end("up")[-1].startswith("0 ")
    assert bench.end("destroy")[-1] == "0 1 deleted"


def test_after_a_killed_engine_nothing_runs_on_and_the_next_run_tidies_up(bench: Bench) -> None:
    bench.plan(a=30)
    run = bench.start("up")
    bench.until_made("a")
    os.kill(bench.engine_of(run), signal.SIGKILL)
    run.communicate(timeout=60)
    assert bench.alive == []
    assert [each.dead for each in lock.held("one", bench.at) or ()] == [True]
    bench.plan(a=0)
    said = bench.end("up")
    assert "taking away the lock of a run that is dead" in said[0]
    assert "settling 1 things that the last run has left open" in said[1]
    assert said[2] == "0 1 updated"  # what was made before the kill is found again, not made twice
    assert bench.pending == []


def test_after_a_killed_mto_the_next_run_ends_its_engine_first(bench: Bench) -> None:
    bench.plan(a=2)
    run = bench.start("up")
    bench.until_made("a")
    run.kill()
    run.communicate()
    assert bench.alive, "the engine goes on alone"
    said = bench.end("destroy")
    assert "was killed; ending what is left of it" in said[0]
    assert said[-1] == "0 1 deleted"
    assert bench.alive == []
    assert lock.held("one", bench.at) == ()
