"""YAML 1.2 as nodes with places. The tree is built from the parser's events, so that nothing is resolved or built.

What the values mean is left to `reading`. Rests on: YAML 1.2.2; ruamel.yaml's events and marks (pure Python, safe).
"""

from mto.inventory.ledger import Ledger, Stacks
from mto.inventory.nodes import Node, Spot
from mto.inventory.problems import Place


def parse(text: str, file: str, ledger: Ledger, stacks: Stacks) -> Node | None:
    """The root of a file's only document, None where there is none (and then a problem says why)."""
    # It takes 0.1 s to import, which a command that reads no file does not pay.
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    from mto.inventory.yaml_builder import DEEPEST, LARGEST, Builder, TooMuchError
    from mto.inventory.yaml_errors import explained

    builder = Builder(file, ledger, stacks)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except (YAMLError, ValueError, OverflowError) as error:  # the latter two: an escape that is no character
        place, what, remedy = explained(error, text, builder.place)
        ledger.problem(Spot(place), what, remedy, stacks=stacks)
        return None
    except TooMuchError:
        what = "The file nests too deeply, or its anchors stand for too much."
        remedy = f"At most {DEEPEST} levels and {LARGEST} values are read."
        ledger.problem(Spot(builder.place), what, remedy, stacks=stacks)
        return None
    if builder.root is None:
        start = Spot(Place(file, 1, 1))
        ledger.problem(start, "The file holds nothing.", "Write it, or delete the file.", stacks=stacks)
    return builder.root
