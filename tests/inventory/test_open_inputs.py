"""Whatever stands in the files: nothing is raised, and every problem has its place inside its file."""

import json
import re
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from mto.inventory.inventory import Inventory
from mto.inventory.loader import load
from mto.inventory.tenant import Tenant

EXAMPLES = Path(__file__).parents[1] / "data" / "examples" / "config"
FILES = sorted(str(path.relative_to(EXAMPLES)) for path in EXAMPLES.rglob("*.yaml"))
ON = date(2026, 12, 2)
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

BITS = st.sampled_from(
    [
        *("[", "]", "{", "}", ": ", "- ", "\t", "'", '"', "\n", "  ", "&a ", "*a", "!!x ", "<<: ", "null", "~", "true"),
        *("1e5", "---\n", "...\n", "%YAML 1.1\n", "\\", "|", ">", "#", "? ", ",", "\x00", "é", "\u2028", "\r", '"\\x'),
    ]
)
WORDS = st.sampled_from(
    [
        *("tenant", "name", "id", "access", "b2b", "invitations", "team", "tier1", "trust", "mfa", "permissions"),
        *("entra_roles", "role", "eligible", "for", "sentinel", "workspaces", "registration", "mandate", "until"),
        *("gdap", "roles", "profiles", "gold", "teams", "data_sources", "all", "lighthouse", "2035-06-31", "180 days"),
    ]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS | st.text(max_size=8)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(max_size=4), inner, max_size=5),
    max_leaves=25,
)


def judged(spoil: Callable[[Path], object]) -> Inventory:
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config"
        shutil.copytree(EXAMPLES, config)
        spoil(config)
        inventory = load(config, None, ON)
        for problem in (*inventory.problems, *inventory.warnings):
            inside(problem.where.file, problem.where.line, problem.where.column)
            str(problem).encode()
            assert str(problem).isprintable()
        for stack in inventory.tenants:
            inventory.not_built(stack)
            inventory.operators_of(stack)
            if not inventory.problems_of(stack):
                # A tenant without a problem is whole: the models themselves accept it.
                TypeAdapter(Tenant).validate_python(inventory.tenants[stack].model_dump(by_alias=True))
        return inventory


def inside(file: str, line: int, column: int) -> None:
    data = Path(file).read_bytes() if Path(file).is_file() else b""
    lines = re.split("\r\n|\r|\n", data.decode("utf-8", "replace"))
    assert 1 <= line <= len(lines), (file, line, column)
    assert 1 <= column <= len(lines[line - 1]) + 1, (file, line, column)


@SLOW
@given(st.sampled_from(FILES), st.data())
def test_a_spoilt_example_is_told_and_never_raises(file: str, data: st.DataObject) -> None:
    def spoil(config: Path) -> None:
        text = (config / file).read_text(encoding="utf-8")
        for _ in range(data.draw(st.integers(1, 3))):
            start = data.draw(st.integers(0, len(text)))
            end = min(len(text), start + data.draw(st.integers(0, 12)))
            text = text[:start] + data.draw(BITS) + text[end:]
        (config / file).write_bytes(text.encode("utf-8"))

    judged(spoil)


@SLOW
@given(st.sampled_from(FILES), TREES)
def test_any_tree_in_any_file_is_told_and_never_raises(file: str, tree: object) -> None:
    judged(lambda config: (config / file).write_text(json.dumps(tree), encoding="utf-8"))


@SLOW
@given(st.sampled_from(FILES), st.data())
def test_any_value_in_the_place_of_any_other(file: str, data: st.DataObject) -> None:
    """The tree stays that of the example but for one value, so that the rules meet what is half right."""

    def spoil(config: Path) -> None:
        lines = (config / file).read_text(encoding="utf-8").splitlines()
        values = [
            (n, m)
            for n, line in enumerate(lines)
            for m in re.finditer(r"(?<=[:\[{,-] )[^\s#:{}\[\],][^#:{}\[\],]*", line)
        ]
        number, match = data.draw(st.sampled_from(values))
        new = json.dumps(data.draw(TREES))
        lines[number] = lines[number][: match.start()] + new + lines[number][match.end() :]
        (config / file).write_text("\n".join(lines), encoding="utf-8")

    judged(spoil)


@SLOW
@given(st.sampled_from(FILES), st.binary(max_size=200))
def test_any_bytes_in_any_file(file: str, content: bytes) -> None:
    judged(lambda config: (config / file).write_bytes(content))


@SLOW
@given(st.dates())
def test_any_day(on: date) -> None:
    load(EXAMPLES, None, on)
