"""Which stacks a command means, and in which order."""

from collections.abc import Sequence
from difflib import get_close_matches

from mto.inventory.problems import Place, Problem

HOME = "home"


def choose(asked: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The stacks asked for, each once, all that are known if none is named; `home` goes first.

    Raises: Problem, if a name is not known, with the nearest one.
    """
    for name in asked:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f" Did you mean `{near[0]}`?" if near else ""
            raise Problem(f"There is no tenant `{name}`.{hint}", Place(name), f"Tenants: {', '.join(sorted(known))}.")
    return tuple(sorted(dict.fromkeys(asked or known), key=lambda name: (name != HOME, name)))
