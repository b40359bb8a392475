"""`mto validate`: what a person sees, and the exit code."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mto.commands.main import exit_code

CLONE = Path(__file__).parents[2]
Captured = pytest.CaptureFixture[str]
EXAMPLES = CLONE / "tests" / "data" / "examples" / "config"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("MTO_CONFIG", "MTO_HOME_FILE", "MTO_ON"):
        monkeypatch.delenv(name, raising=False)
    shutil.copytree(EXAMPLES, tmp_path / "config")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "config"


def spoil(config: Path) -> None:
    for file, old, new in (
        ("tenants/contoso.yaml", "{team: tier1,", "{team: tier-1,"),
        ("people.yaml", "2035-06-30", "2035-06-31"),
    ):
        path = config / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_problems_are_told_with_place_field_sentence_and_remedy(config: Path, capsys: Captured) -> None:
    spoil(config)
    assert exit_code(["validate", "--config", "config", "--on", "2026-12-02"]) == 1
    out = capsys.readouterr().out.splitlines()
    assert out[:4] == [
        "config/people.yaml:5:106  grace.until",
        "    2035-06-31 is no day. Write a date as 2035-06-30.",
        "config/tenants/contoso.yaml:25:14  permissions.entra_roles[0].team",
        "    There is no team `tier-1`. Teams: engineers, hunters, tier1. Did you mean `tier1`?",
    ]
    assert out[-1] == "6 tenants and 4 people on 2026-12-02: 2 problems, 5 warnings."


def test_what_is_not_built_is_a_warning_and_no_failure(config: Path, capsys: Captured) -> None:
    assert exit_code(["validate", "--config", "config", "--on", "2026-12-02"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "warning  config/tenants/adatum.yaml:9:1  identity"
    assert out[-1] == "6 tenants and 4 people on 2026-12-02: no problem, 5 warnings."


def test_json_holds_the_same(config: Path, capsys: Captured) -> None:
    spoil(config)
    assert exit_code(["validate", "--config", "config", "--on", "2026-12-02", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["on"] == "2026-12-02"
    assert [(p["where"], p["line"], p["column"], p["field"]) for p in answer["problems"]] == [
        ("config/people.yaml", 5, 106, "grace.until"),
        ("config/tenants/contoso.yaml", 25, 14, "permissions.entra_roles[0].team"),
    ]
    assert answer["skipped"]["wingtip"] == ["access.governance", "sentinel"]
    assert len(answer["warnings"]) == 5


def test_no_such_folder_is_wrong_use(config: Path, capsys: Captured) -> None:
    assert exit_code(["validate", "--config", "nowhere"]) == 2
    assert "There is no folder nowhere." in capsys.readouterr().err


def test_a_day_that_is_none_is_wrong_use(config: Path, capsys: Captured) -> None:
    assert exit_code(["validate", "--config", "config", "--on", "tomorrow"]) == 2
    assert "tomorrow is no day." in capsys.readouterr().err


def test_a_folder_without_home_yaml_is_a_problem(config: Path, capsys: Captured) -> None:
    (config / "home.yaml").unlink()
    assert exit_code(["validate", "--config", "config"]) == 1
    assert capsys.readouterr().out.startswith("config/home.yaml:1:1\n    The file is missing.")


def test_the_environment_names_folder_home_file_and_day(
    config: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (config / "home.yaml").rename(tmp_path / "elsewhere.yaml")
    monkeypatch.setenv("MTO_CONFIG", "config")
    monkeypatch.setenv("MTO_HOME_FILE", str(tmp_path / "elsewhere.yaml"))
    monkeypatch.setenv("MTO_ON", "2036-01-01")
    assert exit_code(["validate"]) == 1
    out = capsys.readouterr().out
    assert "contoso's mandate `MSA-114` ended on 2035-12-31." in out
    assert out.endswith("on 2036-01-01: 1 problem, 5 warnings.\n")


def test_the_projects_own_files_have_no_problem(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MTO_HOME_FILE", raising=False)
    assert exit_code(["validate", "--config", str(CLONE / "config"), "--on", "2026-12-02"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("2 tenants and 4 people on 2026-12-02: no problem")


def test_it_imports_neither_engine_nor_network(config: Path) -> None:
    script = (
        "import sys; from mto.commands.main import exit_code; exit_code(['validate', '--config', 'config']); "
        "print([name for name in ('pulumi', 'httpx', 'msal', 'rich.console') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=config.parent)
    assert ran.stdout.splitlines()[-1] == "[]"
