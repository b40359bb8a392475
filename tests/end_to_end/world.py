"""What a person can do in one test's world: type commands, edit files, look at the sandbox and at the state.

Nothing of the product is imported here, and the sandbox is reached by its control interface alone.
"""

import json
import os
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

CLONE = Path(__file__).parents[2]
MADE = CLONE / ".mto"
VERIFY = "2e9f6a10-83c7-4d5b-b1e4-60d8c3a7f512"
"""The client id of the app that only reads, as both home files say."""
DAY = "2026-11-30"
"""The day of every test, unless it says another: linus joins on the next one."""


@dataclass
class Result:
    """What a command did."""

    code: int
    out: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


@dataclass
class World:
    """One test's sandbox, files and state."""

    folder: Path
    environment: dict[str, str]
    control: str
    said: list[str] = field(default_factory=list)
    """Everything that any command printed, and every log: searched for tracebacks and secrets at the end."""

    # What a person types

    def mto(self, *arguments: str, on: str = DAY, **variables: str | None) -> Result:
        """Run `mto` off a terminal."""
        return self.run(str(CLONE / ".venv/bin/mto"), *arguments, MTO_ON=on, **variables)

    def json(self, *arguments: str, **variables: str | None) -> Any:
        """What `mto … --json` says on its standard output, which must be one JSON document, however it ended."""
        command = [str(CLONE / ".venv/bin/mto"), *arguments, "--json"]
        env = self.env(MTO_ON=DAY, **variables)
        done = subprocess.run(command, cwd=CLONE, env=env, capture_output=True, text=True, timeout=300, check=False)
        self.said += [done.stdout, done.stderr]
        return json.loads(done.stdout)

    def pulumi(self, *arguments: str, on: str = DAY, **variables: str | None) -> Result:
        """Run the engine as a person would."""
        return self.run(str(MADE / "engine/bin/pulumi"), *arguments, MTO_ON=on, **variables)

    def run(self, *command: str, **variables: str | None) -> Result:
        """Run a command in this world; a variable that is None is taken away."""
        done = subprocess.run(
            command,
            cwd=CLONE,
            env=self.env(**variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        self.said.append(done.stdout)
        return Result(done.returncode, done.stdout)

    def start(self, *arguments: str, on: str = DAY, **variables: str | None) -> subprocess.Popen[str]:
        """Start `mto` and leave it running."""
        return subprocess.Popen(
            [str(CLONE / ".venv/bin/mto"), *arguments],
            cwd=CLONE,
            env=self.env(MTO_ON=on, **variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def finish(self, process: subprocess.Popen[str]) -> Result:
        """Wait for what `start` has started."""
        out, _ = process.communicate(timeout=300)
        self.said.append(out)
        return Result(process.returncode, out)

    def env(self, **variables: str | None) -> dict[str, str]:
        """The environment of a command."""
        merged = {**self.environment, **{k: v for k, v in variables.items() if v is not None}}
        return {k: v for k, v in merged.items() if not (k in variables and variables[k] is None)}

    # The files

    def edit(self, file: str, old: str, new: str) -> None:
        """Change a file of the inventory; the old text must be there once."""
        path = self.folder / "config" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        """Write a file of the inventory."""
        path = self.folder / "config" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, file: str) -> str:
        """A file of the inventory."""
        return (self.folder / "config" / file).read_text(encoding="utf-8")

    def onboard(self, stack: str, more: str = "") -> None:
        """Write the file of one of the sandbox's customers: what fabrikam's asks for, and more."""
        facts = self.dump(stack)["tenant"]
        _, _, asked = self.read("tenants/fabrikam.yaml").partition("\naccess:")
        tenant = f"tenant: {{name: {facts['name']}, id: {facts['id']}, domain: {facts['domain']}}}"
        self.write(f"tenants/{stack}.yaml", f"{tenant}\naccess:{asked}\n{more}\n")

    def reader(self) -> dict[str, str | None]:
        """Variables of a run with the credential of the app that only reads; which app that is, mto has to know."""
        secrets = json.loads((self.folder / "sandbox/secrets.json").read_text(encoding="utf-8"))
        return {"ARM_CLIENT_ID": None, "ARM_CLIENT_SECRET": secrets[VERIFY]}

    # The sandbox

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Call the control interface (sandbox/README.md)."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.control + path, data, {"Content-Type": "application/json"}, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def fault(self, **fields: Any) -> None:
        """Let requests fail; see `sandbox.cloud.faults.Fault`."""
        self.ask("POST", "/faults", fields)

    def dump(self, stack: str) -> Any:
        """A whole tenant, by stack."""
        return self.ask("GET", f"/dump?tenant={stack}")[stack]

    def dumps(self, *stacks: str) -> dict[str, Any]:
        """Whole tenants without what Entra keeps of deleted objects, and operators' lists that are empty.

        An operator's private group that was once made cannot be deleted: it stays, empty.
        """
        found = {stack: {k: v for k, v in self.dump(stack).items() if k != "deleted"} for stack in stacks}
        for tenant in found.values():
            tenant["portal"] = {operator: listed for operator, listed in tenant["portal"].items() if listed}
        return found

    def objects(self, stack: str, kind: str) -> list[dict[str, Any]]:
        """The living objects of one kind, as they are."""
        found: list[dict[str, Any]] = self.ask("GET", f"/tenants/{stack}/objects/{kind}")["value"]
        return found

    def mark(self) -> int:
        """A mark in the request log."""
        found: int = self.ask("GET", "/log")["mark"]
        return found

    def requests(self, since: int = 0) -> list[dict[str, Any]]:
        """The requests since a mark."""
        found: list[dict[str, Any]] = self.ask("GET", f"/log?since={since}")["value"]
        return found

    def writes(self, since: int = 0, tenant: str = "") -> list[str]:
        """Requests that change something, in one tenant if its id is given.

        Tokens and hunting queries are POSTs that do not.
        """
        return [
            f"{r['method']} {r['path']}"
            for r in self.requests(since)
            if r["method"] not in ("GET", "HEAD", "CONNECT")
            and "/oauth2/" not in r["path"]
            and not r["path"].endswith("/runHuntingQuery")
            and tenant in ("", r["tenant"])
        ]

    # The state

    def changes(self, stack: str, *options: str, on: str = DAY, **variables: str | None) -> set[tuple[str, str]]:
        """What a preview says that `up` would do: what is done to each resource, by its name."""
        done = self.mto("preview", stack, "--json", *options, on=on, **variables)
        assert done.code == 0, done.out
        (tenant,) = json.loads(done.out)["tenants"]
        return {(change["did"], change["name"]) for change in tenant["changes"]}

    def outputs(self, stack: str) -> dict[str, Any]:
        """A stack's outputs, those in JSON decoded."""
        done = self.pulumi("stack", "output", "--json", "-s", stack)
        assert done.code == 0, done.out
        found: dict[str, Any] = json.loads(done.out)
        texts = ("findings", "registration", "next_steps", "holders", "summary", "addresses")
        return {k: json.loads(v) if k in texts else v for k, v in found.items()}

    def finding(self, stack: str, claim: str) -> dict[str, Any]:
        """One finding as the stack's outputs hold it."""
        found: dict[str, Any] = next(f for f in self.outputs(stack)["findings"] if f["claim"] == claim)
        return found

    def state(self, stack: str) -> dict[str, Any]:
        """The stack's state, as the engine exports it."""
        done = self.pulumi("stack", "export", "-s", stack)
        assert done.code == 0, done.out
        found: dict[str, Any] = json.loads(done.out)["deployment"]
        return found

    def processes(self) -> list[psutil.Process]:
        """What is alive of this world, the sandbox aside: everything that has its state in the environment."""
        alive = []
        for process in psutil.process_iter():
            try:
                ours = process.environ().get("PULUMI_BACKEND_URL") == self.environment["PULUMI_BACKEND_URL"]
                if ours and process.status() != psutil.STATUS_ZOMBIE and process.pid != os.getpid():
                    alive.append(process)
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        return alive

    def wait_until(self, done: Callable[[], bool], seconds: float = 60.0) -> None:
        """Wait for something to happen."""
        end = time.monotonic() + seconds
        while not done():
            assert time.monotonic() < end, "it did not happen"
            time.sleep(0.05)
