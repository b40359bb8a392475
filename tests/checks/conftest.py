import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from mto.checks.access_verification import claims_of, look_at_all
from mto.checks.claim import Sides
from mto.checks.finding import Finding
from mto.clients import connection, wire
from mto.clients.connection import connect
from mto.inventory.entra_roles import template_id
from mto.inventory.inventory import Inventory
from tests.checks.cloud import DEPLOY, FABRIKAM, HOME, Cloud
from tests.checks.directory import Clock
from tests.checks.files import ADA, ADA_ID, GRACE, GRACE_ID, inventory


@pytest.fixture(autouse=True)
def _no_network(socket_disabled: None) -> None: ...


@pytest.fixture(autouse=True)
def _credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [n for n in os.environ if n.startswith(("ARM_", "ACTIONS_", "MTO_")) or n.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ARM_CLIENT_ID", DEPLOY)
    monkeypatch.setenv("ARM_CLIENT_SECRET", "a-very-secret-value")
    monkeypatch.setenv("MTO_PORTAL_SESSIONS", str(tmp_path / "sessions"))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cloud(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Cloud:
    """Both tenants in the network's place: everything above the wire is the product."""
    made = Cloud(clock)
    opened = wire.open_wire
    monkeypatch.setattr(wire, "open_wire", lambda: opened(httpx.MockTransport(made.handle)))
    monkeypatch.setattr(connection, "_open", {})
    return made


@pytest.fixture
def look_sides(cloud: Cloud) -> Callable[..., Sides]:
    """Fresh sides, as each verification has them."""

    def make(known_as: Any = None) -> Any:
        return Sides(
            "fabrikam",
            home=connect(HOME, "public", name="home"),
            managed=connect(FABRIKAM, "public", name="fabrikam"),
            known_as=known_as or {},
        )

    return make


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., Inventory]:
    """An inventory of a few lines; keyword arguments replace whole files."""

    def make(**changes: Any) -> Any:
        return inventory(tmp_path / "config", **changes)

    return make


@pytest.fixture
def onboarded(cloud: Cloud) -> dict[str, str]:
    """Fabrikam as its file wants it; answers the guests' object ids by person."""
    guests = {"ada": cloud.managed.user(ADA), "grace": cloud.managed.user(GRACE)}
    mark = f"Managed by mto for {HOME}: team tier1"
    cloud.home.group("mto-tier1", mark, (ADA_ID, GRACE_ID))
    cloud.managed.group("mto-tier1", mark, tuple(guests.values()))
    roles = cloud.managed.group("mto-tier1-roles", mark, tuple(guests.values()))
    cloud.managed.assign(roles, template_id("Security Operator"))
    cloud.managed.partner(
        HOME,
        inboundTrust={"isMfaAccepted": True, "isCompliantDeviceAccepted": False},
        automaticUserConsentSettings={"inboundAllowed": True, "outboundAllowed": None},
    )
    cloud.home.partner(FABRIKAM, automaticUserConsentSettings={"inboundAllowed": None, "outboundAllowed": True})
    cloud.managed.skus.append(
        {
            "skuPartNumber": "SPE_E5",
            "capabilityStatus": "Enabled",
            "servicePlans": [
                {
                    "servicePlanId": "bf28f719-7844-4079-9c78-c1307898e192",
                    "servicePlanName": "MTP",
                    "provisioningStatus": "Success",
                }
            ],
        }
    )
    return guests


@pytest.fixture
def look(look_sides: Callable[..., Sides], files: Callable[..., Inventory]) -> Callable[..., dict[str, Finding]]:
    """Findings by claim, of one look at everything that the file promises."""

    def at(known_as: Any = None, **changes: Any) -> Any:
        claims = claims_of(files(**changes), "fabrikam")
        return {finding.claim: finding for finding in look_at_all(claims, look_sides(known_as))}

    return at


@pytest.fixture
def sign_in(cloud: Cloud, tmp_path: Path) -> Callable[..., None]:
    """Save a portal session of an operator who has set multitenant management up, with those tenants on the list."""

    def save(upn: str, *tenants: Any, set_up: bool = True, hours: float = 1) -> None:
        folder = tmp_path / "sessions"
        folder.mkdir(exist_ok=True)
        expires = (datetime.now(UTC) + timedelta(hours=hours)).isoformat()
        file = folder / f"{upn}.json"
        file.write_text(json.dumps({"sccauth": f"cookie-of-{upn}", "xsrf_token": "xsrf", "expires": expires}))
        file.chmod(0o600)
        listed = [{"name": t, "tenantId": t, "tenantAadEnvironment": 1, "addedOn": "x"} for t in tenants]
        cloud.lists.setdefault(upn, listed if set_up else None)

    return save
