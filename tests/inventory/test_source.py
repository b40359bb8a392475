"""Files as bytes: encoding, size, what cannot be seen, what is no file."""

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.inventory.conftest import Files

CASES = [
    (b"\xef\xbb\xbfname: x\n", "1:1 : The file is saved as UTF-8 with a byte order mark. Save it as plain UTF-8."),
    ("name: x\n".encode("utf-16"), "1:1 : The file is saved as UTF-16. Save it as plain UTF-8."),
    (b"a: 1\nb: caf\xe9\n", "2:7 : The byte 0xe9 is not UTF-8. Save the file as UTF-8."),
    (b"a: 1\r\nb: x\x00\n", "2:5 : The character U+0000 cannot be seen. Remove it from the line."),
    ("a: x\u2028y\n".encode(), "1:5 : The character U+2028 cannot be seen. Remove it from the line."),
    (b"#" * (1024 * 1024 + 1), "1:1 : The file is larger than 1 MiB. Is this the right file?"),
]


@pytest.mark.parametrize(("data", "told"), CASES)
def test_what_is_no_text_stops_that_tenant_alone(files: "Files", data: bytes, told: str) -> None:
    (files.folder / "tenants/fabrikam.yaml").write_bytes(data)
    inventory = files.load()
    assert files.problems() == [f"tenants/fabrikam.yaml:{told}"]
    assert "fabrikam" not in inventory.tenants
    assert "fabrikam" in inventory.stacks
    assert inventory.problems_of("fabrikam") == inventory.problems
    assert inventory.problems_of("litware") == ()


def test_a_file_of_one_mebibyte_is_read(files: "Files") -> None:
    path = files.folder / "tenants/fabrikam.yaml"
    path.write_bytes(path.read_bytes() + b"#" * (1024 * 1024 - path.stat().st_size))
    assert files.problems() == []


def test_lines_may_end_as_windows_ends_them(files: "Files") -> None:
    path = files.folder / "tenants/contoso.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").replace(b"team: tier1", b"team: tier9"))
    assert files.problems()[0].startswith("tenants/contoso.yaml:25:14 permissions.entra_roles[0].team: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_a_file_that_may_not_be_read(files: "Files") -> None:
    (files.folder / "tenants/fabrikam.yaml").chmod(0)
    assert files.problems() == [
        "tenants/fabrikam.yaml:1:1 : The file cannot be read: permission denied. Mend its permissions."
    ]
