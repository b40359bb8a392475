"""Which steps are done: a stamp holds the fingerprint of what a step was made from, and is written last.

A step without its stamp is done again, so an interrupted set-up needs no clearing up.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path


def fingerprint(words: Iterable[str], files: Iterable[Path] = ()) -> str:
    """Digest words, and names and contents of files; a missing file counts as one that is empty of everything."""
    digest = hashlib.sha256()
    for word in words:
        digest.update(f"word {len(word)}\n{word}\n".encode())
    for file in sorted(files):
        content = file.read_bytes() if file.exists() else b""
        digest.update(f"file {file.name} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def write_whole(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a file so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as file:
            file.write(text)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


class Stamp:
    """The record that one step is finished."""

    def __init__(self, folder: Path, step: str) -> None:
        self._file = folder / step

    def read(self) -> str | None:
        """Give what the step was made from, None if it is not finished."""
        try:
            return self._file.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None

    def write(self, made_from: str) -> None:
        """Say that the step is finished."""
        write_whole(self._file, made_from + "\n")

    def remove(self) -> None:
        """Say that the step is being done again."""
        self._file.unlink(missing_ok=True)
