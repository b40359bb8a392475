"""What the pipeline must know of a service: its routes, how it tells who calls, how it writes a refusal."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.cloud.call import Answer, Call, Refusal
from sandbox.cloud.routing import Router


def nobody(_call: Call) -> None:
    """Ask for no proof of identity."""


@dataclass(frozen=True)
class Service:
    """One of Microsoft's services as the pipeline drives it. `beta_only` are paths that v1.0 lacks."""

    name: str
    router: Router
    refuse: Callable[[Call, Refusal], Answer]
    authenticate: Callable[[Call], None] = nobody
    versioned: bool = False
    beta_only: tuple[str, ...] = ()
