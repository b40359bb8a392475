"""From method and path to the function that answers. Tables are plain data, one a module, listed by each service."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sandbox.cloud.call import Answer, Call

Handler = Callable[[Call], Answer]


@dataclass(frozen=True)
class Route:
    """One method and path of a service.

    `needs` are alternatives, each a permission or several joined by " and "; empty means that any valid caller may.
    `versions` are Graph's; other services have none. A part in braces takes anything up to the next slash or bracket.
    """

    method: str
    path: str
    handler: Handler
    needs: tuple[str, ...] = ()
    versions: tuple[str, ...] = ("v1.0", "beta")

    @property
    def pattern(self) -> re.Pattern[str]:
        """Give the path as an expression; names and literal parts are compared without case, as Microsoft does."""
        pieces = re.split(r"(\{\w+\})", self.path)
        body = "".join(f"(?P<{p[1:-1]}>[^/()']+)" if p.startswith("{") else re.escape(p) for p in pieces)
        return re.compile(f"^{body}/?$", re.IGNORECASE)


class Router:
    """Finds the route of a call, or says that there is none."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self.routes = tuple(routes)
        self._compiled = [(route, route.pattern) for route in self.routes]

    def find(self, method: str, path: str, version: str = "") -> tuple[Route, dict[str, str]] | None:
        """Give the first route that fits, with the parts of its path."""
        for route, pattern in self._compiled:
            if route.method != method or (version and version not in route.versions):
                continue
            match = pattern.match(path)
            if match:
                return route, match.groupdict()
        return None
