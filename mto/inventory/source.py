"""The bytes of one file as text: UTF-8, not too large, nothing that cannot be seen. YAML is left to `yaml_tree`."""

import re
from dataclasses import dataclass
from pathlib import Path

from mto.inventory.ledger import Ledger, Stacks
from mto.inventory.nodes import Spot
from mto.inventory.problems import Place

LARGEST = 1024 * 1024
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
MARKS = {
    b"\xef\xbb\xbf": "UTF-8 with a byte order mark",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
MISSING = {
    "home.yaml": "Write it (the example is config/home.yaml), or name another folder or file.",
    "people.yaml": "Write it; `{}` says that there is nobody, and then everybody who was there loses access.",
}


def read_text(path: Path, file: str, ledger: Ledger, stacks: Stacks) -> str | None:
    """The text of a file, None where it cannot be used (and then a problem says why)."""
    try:
        return _text(file, _bytes(path, file))
    except _UnusableError as unusable:
        ledger.problem(Spot(unusable.place), unusable.what, unusable.remedy, stacks=stacks)
        return None


@dataclass
class _UnusableError(Exception):
    place: Place
    what: str
    remedy: str


def _bytes(path: Path, file: str) -> bytes:
    start = Place(file, 1, 1)
    try:
        if path.stat().st_size > LARGEST:
            raise _UnusableError(start, "The file is larger than 1 MiB.", "Is this the right file?")
        data = path.read_bytes()
    except FileNotFoundError:
        raise _UnusableError(start, "The file is missing.", MISSING.get(path.name, "Write it.")) from None
    except OSError as error:
        reason = (error.strerror or "it cannot be opened").lower()
        raise _UnusableError(start, f"The file cannot be read: {reason}.", "Mend its permissions.") from None
    for mark, name in MARKS.items():
        if data.startswith(mark):
            raise _UnusableError(start, f"The file is saved as {name}.", "Save it as plain UTF-8.")
    return data


def _text(file: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = position(file, data[: error.start].decode("utf-8"), error.start)
        what = f"The byte 0x{data[error.start]:02x} is not UTF-8."
        raise _UnusableError(place, what, "Save the file as UTF-8.") from None
    if unseen := UNSEEN.search(text):
        what = f"The character U+{ord(unseen[0]):04X} cannot be seen."
        raise _UnusableError(position(file, text, unseen.start()), what, "Remove it from the line.")
    return text


def position(file: str, text: str, index: int) -> Place:
    """The place of the character at `index`; past the end, that of the last one."""
    before = text[:index]
    lines = re.split("\r\n|\r|\n", before)
    return Place(file, len(lines), len(lines[-1]) + 1)
