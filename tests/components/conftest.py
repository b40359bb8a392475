import os

import pytest
import pytest_socket

from components.program import declare
from tests.checks.files import DAY, FABRIKAM, HOME, PEOPLE, write
from tests.components.mocks import run


@pytest.fixture(autouse=True)
def _no_network():
    """Only the event loop's own pair of sockets is let through."""
    pytest_socket.disable_socket(allow_unix_socket=True)
    yield
    pytest_socket.enable_socket()


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    for name in [n for n in os.environ if n.startswith(("ARM_", "MTO_", "AZURE_", "PULUMI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ARM_CLIENT_ID", "an-app")
    monkeypatch.setenv("ARM_CLIENT_SECRET", "a-very-secret-value")
    monkeypatch.setenv("MTO_ON", DAY.isoformat())


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Run the program for a stack; keyword arguments replace whole files."""

    def make(
        stack="fabrikam", *, home=HOME, people=PEOPLE, fabrikam=FABRIKAM, preview=False, teams=None, findings="[]"
    ):
        folder = write(tmp_path / "config", home=home, people=people, fabrikam=fabrikam)
        monkeypatch.setenv("MTO_CONFIG", str(folder))
        return run(lambda: declare(stack), stack, preview=preview, teams=teams, findings=findings)

    return make
