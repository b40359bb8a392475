"""What state and the engine rely on: where classes live, how types are called, what an import costs."""

import base64
import importlib
import pickletools
import subprocess
import sys
from typing import Any

import pytest
from pulumi.dynamic import Config, ConfigureRequest, ResourceProvider
from pulumi.dynamic.dynamic import serialize_provider

from mto.providers import before, guest, partner_policy, registration, verification
from mto.providers.base import ObjectProvider, QuietProvider
from mto.providers.before import Before
from mto.providers.guest import Guest
from mto.providers.partner_policy import PartnerPolicy
from mto.providers.registration import Registration
from mto.providers.verification import Verification

PROVIDERS = [
    ("mto.providers.before", "BeforeProvider"),
    ("mto.providers.guest", "GuestProvider"),
    ("mto.providers.partner_policy", "PartnerPolicyProvider"),
    ("mto.providers.verification", "VerificationProvider"),
    ("mto.providers.registration", "RegistrationProvider"),
]
CLASSES = [
    before.BeforeProvider,
    guest.GuestProvider,
    partner_policy.PartnerPolicyProvider,
    verification.VerificationProvider,
    registration.RegistrationProvider,
]


@pytest.mark.parametrize(("module", "name"), PROVIDERS)
def test_a_class_stays_where_state_looks_for_it(module: Any, name: Any) -> None:
    cls = getattr(importlib.import_module(module), name)
    assert (cls.__module__, cls.__qualname__) == (module, name)
    assert issubclass(cls, ResourceProvider)


@pytest.mark.parametrize("cls", CLASSES)
def test_a_provider_is_stored_by_reference_so_that_a_change_of_code_is_no_diff(cls: Any) -> None:
    stored = serialize_provider(cls())
    strings = [arg for _, arg, _ in pickletools.genops(base64.b64decode(stored)) if isinstance(arg, str)]
    assert strings == [cls.__module__, cls.__name__]


@pytest.mark.parametrize(
    ("cls", "token"),
    [
        (Before, "pulumi-python:dynamic/mto:Before"),
        (Guest, "pulumi-python:dynamic/mto:Guest"),
        (PartnerPolicy, "pulumi-python:dynamic/mto:PartnerPolicy"),
        (Verification, "pulumi-python:dynamic/mto:Verification"),
        (Registration, "pulumi-python:dynamic/mto:Registration"),
    ],
)
def test_a_type_is_called_as_policies_know_it(cls: Any, token: Any) -> None:
    assert f"pulumi-python:{cls._resource_type_name}" == token


@pytest.mark.parametrize("cls", CLASSES)
def test_a_provider_is_no_secret_and_has_its_whole_life(cls: Any) -> None:
    assert issubclass(cls, QuietProvider)
    assert cls.serialize_as_secret_always is False
    for method in ("check", "diff", "create", "read", "update", "delete", "configure"):
        assert callable(getattr(cls, method))
    for method in ("diff", "create", "read", "update"):
        assert getattr(cls, method) is not getattr(ResourceProvider, method), method


@pytest.mark.parametrize("cls", [guest.GuestProvider, partner_policy.PartnerPolicyProvider])
def test_an_object_names_what_finds_it(cls: Any) -> None:
    assert issubclass(cls, ObjectProvider)
    assert {"tenant", "home_id", "home_cloud", "managed_id", "managed_cloud", "before"} <= set(cls.required)


def configured(cls: Any) -> Any:
    cls().configure(ConfigureRequest(Config({}, "mto")))
    return sys.tracebacklimit


@pytest.mark.parametrize("cls", CLASSES)
def test_an_error_is_one_line_and_no_traceback(cls: Any) -> None:
    assert configured(cls) == 0


def test_a_traceback_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTO_TRACEBACK", "20")
    assert configured(guest.GuestProvider) == 20


@pytest.mark.parametrize("module", [module for module, _ in PROVIDERS])
def test_importing_a_provider_imports_no_client_of_the_network(module: Any) -> None:
    code = f"import sys, {module}; print([n for n in ('httpx', 'msal', 'requests') if n in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_the_program_imports_no_client_of_the_network() -> None:
    code = "import sys, components.program; print([n for n in ('httpx', 'msal') if n in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
