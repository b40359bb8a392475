"""The house keeps its order: rooms, sizes, exemptions, names."""

import ast
import re
import subprocess
from importlib.metadata import distributions
from pathlib import Path

CLONE = Path(__file__).parents[1]
OURS = ("mto", "components", "sandbox")
EXEMPTIONS = {"noqa": 25, "type: ignore": 12, "no cover": 0}
"""How many there may be outside the tests; a new one needs a reason, and a look at this number."""


def tracked(*patterns):
    told = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=CLONE,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return [CLONE / name for name in told.split() if (CLONE / name).exists()]


def product():
    return [path for path in tracked("*.py") if not path.is_relative_to(CLONE / "tests")]


def test_no_module_is_longer_than_300_lines():
    long = {p.name: n for p in tracked("*.py", "*.go") if (n := len(p.read_text(encoding="utf-8").splitlines())) > 300}
    assert not long


def test_no_product_file_names_the_sandbox():
    product_rooms = [p for p in product() if p.relative_to(CLONE).parts[0] in ("mto", "components", "__main__.py")]
    assert product_rooms
    assert not [p for p in product_rooms if "sandbox" in p.read_text(encoding="utf-8").lower()]


def test_the_program_imports_the_engine_and_the_components_alone():
    tree = ast.parse((CLONE / "__main__.py").read_text(encoding="utf-8"))
    imported = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    imported |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert imported == {"signal", "pulumi", "components.program"}


def test_no_installed_distribution_owns_one_of_our_names():
    owners = {
        (dist.metadata["Name"], name)
        for dist in distributions()
        for name in (dist.read_text("top_level.txt") or "").split()
        if name in OURS
    }
    assert {owner for owner, _ in owners} <= {"mto"}


def test_every_exemption_has_a_reason_and_their_number_is_held():
    text = [line for p in product() for line in p.read_text(encoding="utf-8").splitlines()]
    for mark, most in EXEMPTIONS.items():
        marked = [line for line in text if re.search(rf"# {mark}", line)]
        assert len(marked) <= most, f"{len(marked)} lines with `{mark}`"
        bare = [
            line.strip()
            for line in marked
            if not re.search(rf"# {mark}\S*(\[[^\]]*\])?[ A-Z0-9:,]*\s{{1,2}}\S+ \S+", line)
        ]
        assert not bare


def test_no_file_names_a_package_registry_or_a_path_of_some_machine():
    hosts = ("pypi" + ".org", "pythonhosted" + ".org", "proxy.golang" + ".org", "registry.npmjs" + ".org")
    paths = ("/ro" + "ot/", "/wo" + "rk/")
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [(path.name, word) for word in (*hosts, *paths) if word in text]
    assert not found
