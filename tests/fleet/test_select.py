from typing import Any

import pytest

from mto.fleet.apps import act_as
from mto.fleet.run import Verb
from mto.fleet.select import NoSuchTenant, choose, select
from mto.inventory.problems import Place, Problem

KNOWN = ("home", "contoso", "fabrikam", "litware")
BAD = Problem("no", Place("config/tenants/fabrikam.yaml", 1, 2))


class Files:
    """As much of an inventory as a selection asks."""

    stacks = KNOWN

    def __init__(self, *, home_is_wrong: bool = False) -> None:
        self.home_is_wrong = home_is_wrong
        app = type("App", (), {})
        deploy, verify = app(), app()
        deploy.client_id, verify.client_id = "deploy-app", "verify-app"
        self.home = type("Home", (), {"apps": type("Apps", (), {"deploy": deploy, "verify": verify})})

    def problems_of(self, stack: str) -> tuple[Problem, ...]:
        return (BAD,) if stack == "fabrikam" or (stack == "home" and self.home_is_wrong) else ()

    def not_built(self, stack: str) -> tuple[str, ...]:
        return ("access.gdap",) if stack == "litware" else ()


def test_home_goes_first_and_the_order_asked_for_stays() -> None:
    assert choose(["fabrikam", "contoso", "home", "contoso"], KNOWN) == ("home", "fabrikam", "contoso")
    assert choose([], KNOWN) == KNOWN


def test_an_unknown_tenant_is_answered_with_the_nearest() -> None:
    with pytest.raises(NoSuchTenant, match="Did you mean `fabrikam`"):
        choose(["fabrikm"], KNOWN)


def test_a_tenants_problem_stops_that_tenant_alone_and_what_is_not_built_is_skipped_by_name() -> None:
    files: Any = Files()
    chosen = select([], files)
    assert chosen.go == ("home", "contoso")
    assert chosen.problems == {"fabrikam": (BAD,)}
    assert chosen.skipped == {"litware": ("access.gdap",)}


@pytest.mark.parametrize(
    ("verb", "app"),
    [(Verb.UP, "deploy-app"), (Verb.DESTROY, "deploy-app"), (Verb.PREVIEW, "verify-app"), (None, "verify-app")],
)
def test_what_writes_and_what_looks_act_as_different_applications(verb: Verb | None, app: str) -> None:
    files: Any = Files()
    environ: dict[str, str] = {}
    act_as(verb, files, environ)
    assert environ == {"ARM_CLIENT_ID": app}


def test_an_application_named_by_the_environment_stays() -> None:
    files: Any = Files()
    environ = {"ARM_CLIENT_ID": "ours"}
    act_as(Verb.UP, files, environ)
    assert environ == {"ARM_CLIENT_ID": "ours"}


def test_a_home_file_with_problems_names_no_application() -> None:
    files: Any = Files(home_is_wrong=True)
    environ: dict[str, str] = {}
    act_as(Verb.UP, files, environ)
    assert environ == {}
