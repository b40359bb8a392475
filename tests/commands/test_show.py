"""`mto show`: the file that counts, and where each value came from."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from mto.commands.main import exit_code
from mto.inventory.ledger import Ledger
from mto.inventory.loader import load
from mto.inventory.reading import Reading
from mto.inventory.tenant import Tenant
from mto.inventory.yaml_tree import parse

Captured = pytest.CaptureFixture[str]
EXAMPLES = Path(__file__).parents[1] / "data" / "examples" / "config"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("MTO_HOME_FILE", raising=False)
    monkeypatch.setenv("MTO_CONFIG", "config")
    monkeypatch.setenv("MTO_ON", "2026-12-02")
    shutil.copytree(EXAMPLES, tmp_path / "config")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "config"


def test_origins_name_file_line_and_column_or_default(config: Path, capsys: Captured) -> None:
    assert exit_code(["show", "contoso", "--origin"]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "# contoso on 2026-12-02 lets in tier1 (ada, grace, linus), engineers (edsger)"
    assert "role: Security Reader # config/profiles/gold.yaml:8:27" in lines
    assert "role: Security Operator # config/tenants/contoso.yaml:25:27" in lines
    assert "retention_days: 90 # config/profiles/gold.yaml:14:19" in lines
    assert "automatic_redemption: true # default" in lines


@pytest.mark.parametrize("stack", ["adatum", "contoso", "fabrikam", "litware", "tailspin", "wingtip"])
@pytest.mark.parametrize("flags", [[], ["--origin"]])
def test_what_is_shown_is_a_file_that_says_the_same(
    config: Path, capsys: Captured, stack: str, flags: list[str]
) -> None:
    assert exit_code(["show", stack, *flags]) == 0
    ledger = Ledger()
    node = parse(capsys.readouterr().out, "shown.yaml", ledger, None)
    assert node is not None
    shown = Reading(ledger, None, file="shown.yaml").root(Tenant, node)
    assert ledger.problems == ()
    assert shown == load(EXAMPLES, None, date(2026, 12, 2)).tenants[stack]


def test_json_holds_the_file_its_people_and_every_origin(config: Path, capsys: Captured) -> None:
    assert exit_code(["show", "fabrikam", "--json", "--origin"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["file"]["permissions"]["entra_roles"] == [{"team": "tier1", "role": "Security Operator"}]
    assert answer["people"] == {"tier1": ["ada", "grace", "linus"]}
    assert answer["origin"]["tenant.id"] == "config/tenants/fabrikam.yaml:5:7"
    assert answer["origin"]["trust.mfa"] == "default"


def test_home_is_a_tenant_here(config: Path, capsys: Captured) -> None:
    assert exit_code(["show", "home", "--origin"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# home on 2026-12-02 has tier1 (ada, grace, linus), engineers (edsger), hunters (nobody)\n")
    assert "# config/home.yaml:10:23" in out


def test_the_day_decides_who_is_let_in(config: Path, capsys: Captured) -> None:
    assert exit_code(["show", "fabrikam", "--on", "2026-11-01"]) == 0
    assert capsys.readouterr().out.startswith("# fabrikam on 2026-11-01 lets in tier1 (ada, grace)\n")


def test_an_unknown_tenant_is_wrong_use_with_the_closest_name(config: Path, capsys: Captured) -> None:
    assert exit_code(["show", "fabricam"]) == 2
    assert "Did you mean `fabrikam`?" in capsys.readouterr().err


def test_a_tenant_with_a_problem_is_not_shown_as_if_it_had_none(config: Path, capsys: Captured) -> None:
    path = config / "tenants/fabrikam.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Security Operator", "Wizard"), encoding="utf-8")
    assert exit_code(["show", "fabrikam"]) == 1
    assert "There is no Entra role `Wizard`." in capsys.readouterr().err
    assert exit_code(["show", "contoso"]) == 0
