"""What is sent. Sending it is left to `transport`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """One request. Its headers hold tokens, and its body may hold secrets: neither is ever shown."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    params: Mapping[str, str] | None = None
    """Query options, unescaped. None keeps those of the URL."""
    body: Any = field(default=None, repr=False)
    """Sent as JSON."""
    form: Mapping[str, str] | None = field(default=None, repr=False)
    once: bool = False
    """Must not happen twice, so it is sent again only if the answer says that nothing was done."""

    @property
    def at_most_once(self) -> bool:
        """Whether it must not happen twice: so does every POST, unless it sends a form (a token request)."""
        return self.once or (self.method == "POST" and self.form is None)
