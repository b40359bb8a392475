"""One person, as a guest of the managed tenant."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from mto.providers.guest import GuestProvider
from tests.checks.cloud import Cloud
from tests.checks.files import ADA, ADA_ID
from tests.providers.engine import Props

KEY = f"guest/{ADA_ID}"
NEW_ADDRESS = "ada.lovelace@northwind.example"


@pytest.fixture
def provider() -> GuestProvider:
    return GuestProvider()


@pytest.fixture
def props(connection: dict[str, str]) -> Callable[..., Props]:
    def make(stood: Any = None, **changes: Any) -> Any:
        before = json.dumps({KEY: stood})
        return {**connection, "person": "ada", "person_id": ADA_ID, "upn": ADA, "before": before, **changes}

    return make


@pytest.fixture
def theirs(cloud: Cloud, props: Callable[..., Props]) -> Any:
    """A guest who was there before us, and the inputs of a run that has seen it."""
    user_id = cloud.managed.user(ADA)
    return user_id, props(stood={"ids": [user_id], "names": ["ada"]})
