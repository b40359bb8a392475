"""One tenant in the lists of its operators."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from mto.checks.multitenant_registration import from_json
from mto.providers.registration import RegistrationProvider
from tests.checks.cloud import Cloud
from tests.checks.files import ADA, GRACE
from tests.providers.engine import Props, Stored

NEW_ADDRESS = "ada.lovelace@northwind.example"


@pytest.fixture
def provider() -> RegistrationProvider:
    return RegistrationProvider()


@pytest.fixture
def props(connection: dict[str, str]) -> Callable[..., Props]:
    def make(
        method: str = "portal", operators: Any = (("ada", ADA),), *, gates_hold: bool = True, waits_for: Any = ""
    ) -> Any:
        return {
            **connection,
            "display_name": "Fabrikam",
            "method": method,
            "operators": json.dumps([{"operator": name, "upn": upn} for name, upn in operators]),
            "gates_hold": gates_hold,
            "waits_for": waits_for,
        }

    return make


BOTH = (("ada", ADA), ("grace", GRACE))


def states(stored: Stored) -> Any:
    return {state.operator: state for state in from_json(stored.outputs["states"])}


def ids(cloud: Cloud, upn: str = ADA) -> Any:
    return [entry["tenantId"] for entry in cloud.lists[upn]]
