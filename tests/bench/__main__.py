"""`make bench`: what a run costs, in ratios to a loaded floor that is measured in the same minutes.

Machines are noisy: floor and tenant take turns, medians are compared, and only ratios are held. Exit code 1 where an
unchanged up of a tenant costs more than BOUND times the floor, in CPU or in wall time.
"""

import argparse
import json
import os
import secrets
import shutil
import statistics
import sys
import tempfile
import urllib.request
from collections import Counter
from pathlib import Path
from typing import Any

from measure import Cost, run

CLONE = Path(__file__).parents[2]
BIN = CLONE / ".venv/bin"
PULUMI = str(CLONE / ".mto/engine/bin/pulumi")
BOUND = 1.5
DAY = "2026-11-30"
STACK = "fabrikam"
UP = ("up", "--yes", "--skip-preview", "--non-interactive", "--color", "never", "--suppress-progress")


class Bench:
    """One state, one floor, one tenant."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("state", "kept", "pulumi", "project/stacks", "floor"):
            (folder / name).mkdir(parents=True)
        (folder / "pulumi/plugins").symlink_to(CLONE / ".mto/pulumi/plugins")
        (folder / "passphrase").write_text(secrets.token_urlsafe(24))
        project = (CLONE / ".mto/project/Pulumi.yaml").read_text(encoding="utf-8")
        (folder / "project/Pulumi.yaml").write_text(project.replace("main: ../..", f"main: {CLONE}"))
        (folder / "floor/Pulumi.yaml").write_text(project.replace("main: ../..", "main: .").replace("mto", "floor", 1))
        here = Path(__file__).parent
        shutil.copy(here / "floor_program.py", folder / "floor/__main__.py")
        (folder / "floor/stacks").mkdir()
        self.environment = {
            **os.environ,
            "PULUMI_HOME": str(folder / "pulumi"),
            "PULUMI_BACKEND_URL": f"file://{folder}/state",
            "PULUMI_CONFIG_PASSPHRASE_FILE": str(folder / "passphrase"),
            "PULUMI_OPTION_CWD": str(folder / "project"),
            "MTO_KEPT": str(folder / "kept"),
            "MTO_ON": DAY,
            "PYTHONPATH": str(here),
        }
        self.floor_environment = {**self.environment, "PULUMI_OPTION_CWD": str(folder / "floor")}

    def mto(self, *words: str) -> Cost:
        """Run `mto`."""
        return run([str(BIN / "mto"), *words], self.environment, CLONE)

    def unchanged(self) -> Cost:
        """The engine alone, on the tenant, with nothing to change."""
        return run([PULUMI, *UP, "-s", STACK], self.environment, CLONE)

    def floor(self) -> Cost:
        """The engine alone, on the floor, with nothing to change."""
        return run([PULUMI, *UP, "-s", "floor"], self.floor_environment, CLONE)


def measured(bench: Bench, turns: int) -> tuple[dict[str, list[Cost]], dict[str, dict[str, int]]]:
    """Measure everything; floor and tenant in turn. Also the API calls of each, by host."""
    run([PULUMI, "stack", "init", "floor"], bench.floor_environment, CLONE)
    bench.floor()
    calls: dict[str, dict[str, int]] = {}
    costs: dict[str, list[Cost]] = {}

    def take(name: str, cost: Any) -> None:
        mark = _log()[0]
        costs.setdefault(name, []).append(cost())
        calls[name] = _log(mark)[1]

    take("up from nothing, home", lambda: bench.mto("up", "home"))
    take("up from nothing, tenant", lambda: bench.mto("up", STACK))
    for _ in range(turns):
        take("floor", bench.floor)
        take("unchanged up, tenant", bench.unchanged)
        take("preview, tenant", lambda: bench.mto("preview", STACK))
        take("unchanged `mto up`, tenant", lambda: bench.mto("up", STACK))
        take("verify, tenant", lambda: bench.mto("verify", STACK))
    take("destroy, tenant", lambda: bench.mto("destroy", "--yes", STACK))
    return costs, calls


def _log(since: int = 0) -> tuple[int, dict[str, int]]:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{os.environ['MTO_SANDBOX']}/log?since={since}", timeout=10) as answer:
        told = json.load(answer)
    return int(told["mark"]), dict(Counter(request["host"] for request in told["value"]))


def report(costs: dict[str, list[Cost]], calls: dict[str, dict[str, int]]) -> tuple[dict[str, Any], list[str]]:
    """The figures as data, and as a table."""
    floor = {what: statistics.median(getattr(c, what) for c in costs["floor"]) for what in ("wall", "cpu")}
    data: dict[str, Any] = {}
    lines = [f"{'':<28}{'runs':>5}{'wall s':>8}{'CPU s':>7}{'wall x':>8}{'CPU x':>7}{'MB':>6}{'procs':>6}  API calls"]
    for name, runs in costs.items():
        wall, cpu = (statistics.median(getattr(c, what) for c in runs) for what in ("wall", "cpu"))
        memory, processes = max(c.memory for c in runs), max(c.processes for c in runs)
        data[name] = {
            "runs": len(runs),
            "wall": round(wall, 2),
            "cpu": round(cpu, 2),
            "wall_ratio": round(wall / floor["wall"], 2),
            "cpu_ratio": round(cpu / floor["cpu"], 2),
            "memory": memory,
            "processes": processes,
            "calls": calls[name],
        }
        told = ", ".join(f"{host} {count}" for host, count in sorted(calls[name].items())) or "none"
        lines.append(
            f"{name:<28}{len(runs):>5}{wall:>8.2f}{cpu:>7.2f}{wall / floor['wall']:>8.2f}{cpu / floor['cpu']:>7.2f}"
            f"{memory / 1e6:>6.0f}{processes:>6}  {told}"
        )
    return data, lines


def main() -> int:
    """Measure, print, and hold the bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--json", type=Path, default=CLONE / ".mto/bench.json")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data, lines = report(*measured(Bench(Path(folder)), asked.turns))
    asked.json.write_text(json.dumps(data, indent=2) + "\n")
    print("\n".join(lines))
    ratios = {what: data["unchanged up, tenant"][what] for what in ("wall_ratio", "cpu_ratio")}
    held = all(ratio <= BOUND for ratio in ratios.values())
    print(f"bound: an unchanged up costs at most {BOUND} times the floor, CPU and wall: {'held' if held else 'BROKEN'}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
