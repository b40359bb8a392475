import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_socket

from components.program import declare
from tests.checks.files import DAY, FABRIKAM, HOME, PEOPLE, write
from tests.components.mocks import Program, run


@pytest.fixture(autouse=True)
def _no_network() -> Iterator[None]:
    """Only the event loop's own pair of sockets is let through."""
    pytest_socket.disable_socket(allow_unix_socket=True)
    yield
    pytest_socket.enable_socket()


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith(("ARM_", "MTO_", "AZURE_", "PULUMI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ARM_CLIENT_ID", "an-app")
    monkeypatch.setenv("ARM_CLIENT_SECRET", "a-very-secret-value")
    monkeypatch.setenv("MTO_ON", DAY.isoformat())


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Program]:
    """Run the program for a stack; keyword arguments replace whole files."""

    def make(
        stack: str = "fabrikam",
        *,
        home: str = HOME,
        people: str = PEOPLE,
        fabrikam: str = FABRIKAM,
        preview: bool = False,
        teams: Any = None,
        findings: str = "[]",
    ) -> Any:
        folder = write(tmp_path / "config", home=home, people=people, fabrikam=fabrikam)
        monkeypatch.setenv("MTO_CONFIG", str(folder))
        return run(lambda: declare(stack), stack, preview=preview, teams=teams, findings=findings)

    return make
