"""Nothing is asked for that nothing needs: the end-to-end tests run with exactly what the table of kinds lists."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from mto.inventory.kinds import permissions

GRANTED = YAML(typ="safe").load((Path(__file__).parents[1] / "sandbox/tenants.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("app", "side", "granted"),
    [
        ("deploy", "managed", "deploy"),
        ("verify", "managed", "verify"),
        ("deploy", "home", "home_deploy"),
        ("verify", "home", "home_verify"),
    ],
)
def test_the_sandbox_grants_each_app_what_the_table_of_kinds_lists_and_no_more(app, side, granted):
    assert sorted(GRANTED["permissions"][granted]) == [permission.name for permission in permissions(app, side)]
