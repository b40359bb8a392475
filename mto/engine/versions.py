"""Versions as tools print them: `v3.259.0`, `go1.26.6`, `3.260.1-dev.0+dirty`."""

from __future__ import annotations

import re

Version = tuple[int, int, int]


def version_in(text: str) -> Version:
    """Read the first version in a text; (0, 0, 0) where there is none, which is older than anything."""
    found = re.search(r"(\d+)\.(\d+)(?:\.(\d+))?", text)
    return (int(found[1]), int(found[2]), int(found[3] or 0)) if found else (0, 0, 0)
