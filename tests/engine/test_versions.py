"""Versions as tools print them."""

import pytest

from mto.engine.versions import Version, version_in


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("v3.259.0\n", (3, 259, 0)),
        ("3.260.1-dev.0+dirty", (3, 260, 1)),
        ("v3.1000.12-alpha.xb1", (3, 1000, 12)),
        ("go1.26.8", (1, 26, 8)),
        ("go1.27", (1, 27, 0)),
        ("go version devel", (0, 0, 0)),
        ("", (0, 0, 0)),
    ],
)
def test_first_version_is_read(text: str, version: Version) -> None:
    assert version_in(text) == version


def test_numbers_are_compared_as_numbers() -> None:
    assert version_in("v3.1000.0") > version_in("v3.259.0") > version_in("v3.99.9")
