"""YAML: what is refused, and that it is told in our words with its place."""

import pytest

from mto.inventory.ledger import Ledger
from mto.inventory.nodes import ListNode, MapNode, TextNode
from mto.inventory.yaml_tree import parse

INDENT = "This line does not continue what stands above it. Indent it like the lines that it belongs to."
COLON = "A colon stands where no key can be. Mend the indentation, or put a value that holds `: ` in quotes."
CASES = [
    ("a: 1\n\tb: 2\n", "2:1: A tab stands where YAML wants blanks. Indent with blanks."),
    ("a: @x", "1:4: A value cannot begin with this character. Put the value in quotes."),
    ("a: b: c", f"1:5: {COLON}"),
    ("a: 'x", "1:4: A quote is opened here and never closed. Close it."),
    ("a: [1, 2", "1:4: A list that is opened with `[` is not closed properly. Check commas and the `]`."),
    ("a:\n  b: {c: 1\n", "2:6: A mapping that is opened with `{` is not closed properly. Check commas and the `}`."),
    ("a:\n  - x\n y: 1", f"3:2: {INDENT}"),
    ("a: b\nc", "2:2: A key has no colon behind it. Write `key: value`."),
    ('a: "\\q"', "1:6: A backslash in double quotes means nothing here. Use single quotes, or double it."),
    ('a: "\\Uffffffff"', "1:1: This line is no YAML. Check its indentation, quotes and brackets."),
    ("a: , b", "1:4: A value is missing here. Write it, or remove what stands around it."),
    ("a: 1\n--- \nb: 2", "2:1: A second document begins. One file holds one document: remove `---` and `...`."),
    ("a: 1\n...\nb: 2", "3:1: A second document begins. One file holds one document: remove `---` and `...`."),
    ("%YAML 1.1\n---\na: 1", "2:1: The file asks for an older YAML. Remove the line that begins with %YAML."),
    ("b: 1\na: 2\nb: 3", "3:1 b: `b` stands here twice. It is in line 1 already."),
    ("x: {b: 1, b: 3}", "1:11 x.b: `b` stands here twice. It is in line 1 already."),
    ("a: !!python/object:os.system x", "1:4 a: `!!python/object:os.system` is a tag. Values carry no tags: remove it."),
    ("a: !secret x", "1:4 a: `!secret` is a tag. Values carry no tags: remove it."),
    ("a: *x", "1:4 a: `*x` stands for nothing. Write the value itself."),
    ("a: &x [*x]", "1:8 a[0]: `*x` stands for nothing. Write the value itself."),
    (
        "a: &x {b: 1}\nc: {<<: *x}",
        "2:5 c.<<: `<<` merges nothing: YAML 1.2 does not know it. What tenants share is a profile.",
    ),
    ("? [x]\n: y\na: 1", "1:3: A key is no plain word here. Write `name: value`."),
    ("", "1:1: The file holds nothing. Write it, or delete the file."),
    ("# only a comment\n", "1:1: The file holds nothing. Write it, or delete the file."),
]


def read(text: str) -> tuple[object, list[str]]:
    ledger = Ledger()
    node = parse(text, "x.yaml", ledger, None)
    return node, [str(problem).removeprefix("x.yaml:").replace("  ", " ") for problem in ledger.problems]


@pytest.mark.parametrize(("text", "told"), CASES)
def test_what_is_refused_is_told_in_our_words(text: str, told: str) -> None:
    assert read(text)[1] == [told]


def test_values_stay_as_they_are_written() -> None:
    node, told = read("a: 0x1F\nb: yes\nc: 2035-06-30\nd: '01'\ne: |\n  two\n  lines\n")
    assert told == []
    assert isinstance(node, MapNode)
    texts = {key: (value.text, value.plain) for key, value in node if isinstance(value, TextNode)}
    assert texts == {
        "a": ("0x1F", True),
        "b": ("yes", True),
        "c": ("2035-06-30", True),
        "d": ("01", False),
        "e": ("two\nlines\n", False),
    }


def test_texts_stand_where_they_begin_and_collections_at_their_key() -> None:
    node, _ = read("a:\n  b: [x, {c: y}]\n")
    assert isinstance(node, MapNode)
    a = node.entries["a"]
    assert isinstance(a, MapNode)
    b = a.entries["b"]
    assert isinstance(b, ListNode)
    spots = [(n.spot.place.line, n.spot.place.column, n.spot.field) for n in (a, b, *b.items)]
    assert spots == [(1, 1, "a"), (2, 3, "a.b"), (2, 7, "a.b[0]"), (2, 10, "a.b[1]")]


def test_an_empty_value_stands_at_its_key_and_not_in_the_next_line() -> None:
    node, _ = read("a:\nb: 1\n")
    assert isinstance(node, MapNode)
    assert str(node.entries["a"].spot.place) == "x.yaml:1:1"


def test_an_alias_stands_for_the_value_and_keeps_its_place() -> None:
    node, told = read("a: &x [1]\nb: *x\n")
    assert told == []
    assert isinstance(node, MapNode)
    b = node.entries["b"]
    assert isinstance(b, ListNode)
    assert (b.items[0].spot.field, str(b.items[0].spot.place)) == ("b[0]", "x.yaml:1:8")


def test_the_first_of_two_values_of_a_key_counts() -> None:
    node, _ = read("a: 1\na: {b: 2}\nc: 3\n")
    assert isinstance(node, MapNode)
    assert list(node.entries) == ["a", "c"]
    assert isinstance(node.entries["a"], TextNode)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "a: &a [1, 1]\n" + "\n".join(f"k{n}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]" for n in range(9)),
        "a: &a [1]\n" + "\n".join(f"k{n}: &{chr(98 + n)} [*{chr(97 + n)}]" for n in range(25)),
        "- x\n" * 50_001,
    ],
    ids=["deep", "anchors that explode", "anchors that nest", "many"],
)
def test_too_much_is_refused_and_not_tried(text: str) -> None:
    node, told = read(text)
    assert node is None
    assert "nests too deeply, or its anchors stand for too much" in told[0]
