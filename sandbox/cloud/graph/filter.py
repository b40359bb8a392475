"""`$filter`, as far as the fleet asks for it: eq, ne, in, startsWith, endsWith, any, and, or, not, parentheses.

Rests on: Graph "Use the $filter query parameter" and "Advanced query capabilities on directory objects". What needs
`ConsistencyLevel: eventual` and `$count=true` there needs them here.
"""

import re
from collections.abc import Callable
from typing import Any

from sandbox.cloud.call import Json, Refusal
from sandbox.cloud.graph.refusals import bad_request

Test = Callable[[Any], bool]
TOKEN = re.compile(r"\s*('(?:[^']|'')*'|[A-Za-z_][\w./-]*(?:-[\w-]+)*|[\d][\w:.-]*|[(),:])")


class Filter:
    """A parsed filter. `advanced` says that it needs the advanced query capabilities."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.advanced = False
        self._tokens = self._split(text)
        self._place = 0
        self.test = self._either()
        if self._place != len(self._tokens):
            raise self._wrong()

    def _split(self, text: str) -> list[str]:
        tokens, place = [], 0
        while place < len(text.rstrip()):
            match = TOKEN.match(text, place)
            if not match:
                raise bad_request(f"Invalid filter clause: syntax error at position {place} in '{text}'.", "BadRequest")
            tokens.append(match.group(1))
            place = match.end()
        return tokens

    def _wrong(self) -> Refusal:
        return bad_request(f"Invalid filter clause: syntax error in '{self.text}'.", "BadRequest")

    def _peek(self) -> str:
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def _take(self, wanted: str = "") -> str:
        token = self._peek()
        if not token or (wanted and token.lower() != wanted):
            raise self._wrong()
        self._place += 1
        return token

    def _either(self) -> Test:
        tests = [self._both()]
        while self._peek().lower() == "or":
            self._take()
            tests.append(self._both())
        return lambda item: any(test(item) for test in tests)

    def _both(self) -> Test:
        tests = [self._one()]
        while self._peek().lower() == "and":
            self._take()
            tests.append(self._one())
        return lambda item: all(test(item) for test in tests)

    def _one(self) -> Test:
        token = self._take()
        lowered = token.lower()
        if token == "(":  # noqa: S105 - a parenthesis
            inner = self._either()
            self._take(")")
            return inner
        if lowered == "not":
            self.advanced = True
            inner = self._one()
            return lambda item: not inner(item)
        if lowered in {"startswith", "endswith"}:
            return self._affix(lowered)
        if lowered.endswith("/any") and self._peek() == "(":
            return self._any(token[:-4])
        return self._compare(token)

    def _affix(self, name: str) -> Test:
        self.advanced = self.advanced or name == "endswith"
        self._take("(")
        prop = self._take()
        self._take(",")
        value = str(self._value()).lower()
        self._take(")")
        if name == "startswith":
            return lambda item: str(read(item, prop) or "").lower().startswith(value)
        return lambda item: str(read(item, prop) or "").lower().endswith(value)

    def _any(self, prop: str) -> Test:
        self._take("(")
        variable = self._take()
        self._take(":")
        inner = self._either()
        self._take(")")
        return lambda item: any(inner({variable: element}) for element in read(item, prop) or [])

    def _compare(self, prop: str) -> Test:
        operator = self._take().lower()
        if operator == "in":
            self._take("(")
            values = [self._value()]
            while self._peek() == ",":
                self._take()
                values.append(self._value())
            self._take(")")
            return lambda item: any(equal(read(item, prop), value) for value in values)
        value = self._value()
        if operator == "eq":
            return lambda item: equal(read(item, prop), value)
        if operator == "ne":
            self.advanced = True
            return lambda item: not equal(read(item, prop), value)
        if operator in {"ge", "le"}:
            above = operator == "ge"
            return lambda item: (
                (str(read(item, prop)) >= str(value)) if above else (str(read(item, prop)) <= str(value))
            )
        raise self._wrong()

    def _value(self) -> Any:
        token = self._take()
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        return {"true": True, "false": False, "null": None}.get(token.lower(), token)


def read(item: Json, path: str) -> Any:
    """Give the value at `a/b`, None where something on the way is missing."""
    value: Any = item
    for name in path.split("/"):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def equal(left: Any, right: Any) -> bool:
    """Compare as the directory does: texts without case."""
    if isinstance(left, str) and isinstance(right, str):
        return left.lower() == right.lower()
    return bool(left == right)
