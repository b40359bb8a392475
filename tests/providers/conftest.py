import sys
from typing import Any

import pytest

from mto.providers import guest, registration, verification
from mto.providers.guest import GuestProvider
from mto.providers.registration import RegistrationProvider
from mto.providers.verification import VerificationProvider
from tests.checks.cloud import FABRIKAM, HOME, Cloud
from tests.checks.conftest import (  # noqa: F401  the same two tenants as the checks have
    _credentials,
    _no_network,
    clock,
    cloud,
    files,
    look_sides,
    onboarded,
    sign_in,
)
from tests.checks.directory import Clock


@pytest.fixture(autouse=True)
def _time(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """Nothing sleeps: time passes in the cloud's own clock."""
    for module in (guest, registration, verification):
        monkeypatch.setattr(module, "time", clock, raising=False)
    for provider in (GuestProvider, RegistrationProvider, VerificationProvider):
        monkeypatch.setattr(provider, "sleep", staticmethod(clock.sleep))


@pytest.fixture(autouse=True)
def _tracebacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "tracebacklimit", 1000, raising=False)


@pytest.fixture
def connection(cloud: Cloud) -> Any:  # noqa: F811
    """What every resource of ours carries to find both tenants."""
    return {
        "tenant": "fabrikam",
        "home_id": HOME,
        "home_cloud": "public",
        "managed_id": FABRIKAM,
        "managed_cloud": "public",
    }
