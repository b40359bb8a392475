"""A program run against Pulumi's mocks, and what it declared: types, parents, providers, order, secrets, log."""

import contextvars
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pulumi
from pulumi.runtime import mocks, settings
from pulumi.runtime.stack import run_pulumi_func
from pulumi.runtime.sync_await import _sync_await

PROJECT = "mto"


@dataclass(frozen=True)
class Declared:
    """One resource as it reached the engine."""

    type: str
    name: str
    urn: str
    parent: str
    inputs: dict[str, Any]
    provider: str
    after: frozenset[str]
    """Names of all resources that come first."""
    because: dict[str, frozenset[str]]
    """By property: names of the resources whose outputs it holds."""
    secret_outputs: tuple[str, ...]


@dataclass
class Program:
    """All that one run declared."""

    resources: list[Declared] = field(default_factory=list)
    exports: dict[str, Any] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    """Names of exports whose value is not known yet."""
    log: list[str] = field(default_factory=list)
    """Errors, one entry a line that the engine would print."""
    ended_by: BaseException | None = None

    def named(self, name: str) -> Declared:
        (found,) = [r for r in self.resources if r.name == name]
        return found

    def of_type(self, token: str) -> list[Declared]:
        return sorted((r for r in self.resources if r.type.endswith(token)), key=lambda r: r.name)

    def names(self, token: str) -> list[str]:
        return [r.name for r in self.of_type(token)]


Outputs = Callable[[str, str, dict[str, Any]], dict[str, Any]]


@dataclass
class _Mocks(mocks.Mocks):
    teams: Mapping[str, str] | None
    findings: str

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[str, Any], None]:
        raise AssertionError(f"{args.token} was invoked: a failing invoke prints a traceback")

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        inputs = dict(args.inputs)
        if args.typ == "pulumi:pulumi:StackReference":
            outputs = {} if self.teams is None else {"teams": dict(self.teams)}
            return args.name, {**inputs, "outputs": outputs, "secretOutputNames": []}
        return f"id-of-{args.name}", {**inputs, **self._made(args.typ, args.name, inputs)}

    def _made(self, token: str, name: str, inputs: dict[str, Any]) -> dict[str, Any]:
        match token.rpartition(":")[2]:
            case "Guest":
                return {"user_id": f"user-of-{name}", "redeem_link": f"link-of-{name}", "addresses": [inputs["upn"]]}
            case "Group":
                return {"objectId": f"object-of-{name}"}
            case "Before":
                return {"stood": "{}"}
            case "Verification":
                return {"findings": self.findings, "gates_hold": True, "waits_for": ""}
            case "Registration":
                return {"states": '{"method": "manual", "states": []}'}
        return {}


class _Monitor(mocks.MockMonitor):
    """Keeps what the mocks do not show: parents, dependencies, providers."""

    def __init__(self, inner: mocks.Mocks, program: Program) -> None:
        super().__init__(inner)
        self.program = program
        self.names: dict[str, str] = {}

    def ReadResource(self, request: Any) -> Any:  # noqa: N802  the engine's name
        answer = super().ReadResource(request)  # type: ignore[no-untyped-call]  # as the SDK has it
        self.names[answer.urn] = request.name
        return answer

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802  the engine's name
        answer = super().RegisterResource(request)  # type: ignore[no-untyped-call]  # as the SDK has it
        self.names[answer.urn] = request.name
        if request.type != "pulumi:pulumi:Stack":
            self.program.resources.append(
                Declared(
                    type=request.type,
                    name=request.name,
                    urn=answer.urn,
                    parent=self.names.get(request.parent, request.parent),
                    inputs=pulumi.runtime.rpc.deserialize_properties(request.object),
                    provider=request.provider.rpartition("::")[0].rpartition("::")[2],
                    after=frozenset(self.names[urn] for urn in request.dependencies),
                    because={
                        name: frozenset(self.names[urn] for urn in found.urns)
                        for name, found in request.propertyDependencies.items()
                        if found.urns
                    },
                    secret_outputs=tuple(request.additionalSecretOutputs),
                )
            )
        return answer


class _Lines(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.ERROR)
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def run(
    function: Callable[[], object],
    stack: str,
    *,
    preview: bool = False,
    teams: Mapping[str, str] | None = None,
    findings: str = "[]",
) -> Program:
    """Run a program once. `teams` is the home stack's output of that name, None: home was never run."""
    program = Program()
    logger = logging.Logger("engine")
    logger.addHandler(_Lines(program.log))

    def quietly() -> None:
        function()

    def go() -> None:
        inner = _Mocks(teams, findings)
        mocks.set_mocks(inner, PROJECT, stack, preview, logger, _Monitor(inner, program), organization="organization")
        settings.SETTINGS.outputs.clear()  # what a program that failed before this one left behind would end it too
        settings.SETTINGS.rpc_manager.clear()
        try:
            _sync_await(run_pulumi_func(quietly))
        except BaseException as problem:  # noqa: BLE001  whatever ended the program is what the test looks at
            program.ended_by = problem
            return
        root: Any = pulumi.runtime.get_root_resource()
        for name, value in root.outputs.items():
            output = pulumi.Output.from_input(value)
            if not _sync_await(output.is_known()):
                program.unknown.add(name)
            if _sync_await(output.is_secret()):
                program.secrets.add(name)
            program.exports[name] = _sync_await(output.future(with_unknowns=True))

    contextvars.copy_context().run(go)
    return program
