"""One text by the type that a model gives it: text, boolean, whole number, one of some words. Nothing is coerced.

Rests on: YAML 1.2.2, core schema: which plain texts are no texts.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args, get_origin

from annotated_types import Ge, Le

from mto.inventory.nearest import hint
from mto.inventory.nodes import TextNode, shown
from mto.inventory.scalars import Form, Wrong

NULL = {"", "~", "null", "Null", "NULL"}
TRUE = {"true", "True", "TRUE"}
FALSE = {"false", "False", "FALSE"}
NUMBER = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.nan"
)
WHOLE = re.compile(r"0|-?[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Scalar:
    """The type of a single value, and all that the model says beside it."""

    type: Any
    metadata: tuple[Any, ...]

    @property
    def form(self) -> Form | None:
        """How the text is read, if it is no plain bool, int or choice."""
        return next((m for m in self.metadata if isinstance(m, Form)), None)

    @property
    def wanted(self) -> str:
        """What is expected, in words."""
        if self.type is bool:
            return "true or false"
        if self.type is int:
            return "a whole number"
        if get_origin(self.type) is Literal:
            return " or ".join(get_args(self.type))
        return "a date" if self.type is date else "a text"

    @property
    def has_stand_in(self) -> bool:
        """Whether a wrong value is replaced in place, or by the field's default."""
        return self.form is not None

    def read(self, node: TextNode) -> Any:
        """The value. Raises: Wrong."""
        if node.plain and node.text in NULL:
            raise Wrong("The value is empty.", f"Write {self.wanted}.")
        if self.type is bool:
            return _boolean(node)
        if self.type is int:
            return self._whole(node)
        if get_origin(self.type) is Literal and not self.form:
            return _choice(node.text, get_args(self.type))
        value = self.form.read(node.text) if self.form else node.text
        if node.plain and self.type is str and (node.text in TRUE | FALSE or NUMBER.fullmatch(node.text)):
            raise Wrong(f"{shown(node.text)} is no text without quotes.", f'Write "{node.text}", in quotes.')
        return value

    def _whole(self, node: TextNode) -> int:
        if not node.plain or not WHOLE.fullmatch(node.text):
            raise Wrong(f"{shown(node.text)} is no whole number.", "Write it in digits, without quotes: 90.")
        value = int(node.text)
        # The models name both ends wherever they name one; annotated_types does not say that they are whole numbers.
        least: Any = next((m.ge for m in self.metadata if isinstance(m, Ge)), value)
        most: Any = next((m.le for m in self.metadata if isinstance(m, Le)), value)
        if not least <= value <= most:
            raise Wrong(f"{value} is out of range.", f"Microsoft allows {least} to {most}.")
        return value


def stand_in(scalar: Scalar) -> Any:
    """What takes the place of a value that is wrong or missing."""
    if scalar.form:
        return scalar.form.stand_in
    if get_origin(scalar.type) is Literal:
        return get_args(scalar.type)[0]
    return scalar.type()


def _boolean(node: TextNode) -> bool:
    if node.plain and node.text in TRUE:
        return True
    if node.plain and node.text in FALSE:
        return False
    raise Wrong(f"{shown(node.text)} is neither true nor false.", "Write true or false, without quotes.")


def _choice(text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise Wrong(f"{shown(text)} is none of {', '.join(known)}.", f"Write one of them.{hint(text, known)}")
    return text
