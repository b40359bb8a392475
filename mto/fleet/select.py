"""Which stacks a command means, in which order, and which of them cannot run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mto.inventory.inventory import HOME, Inventory
from mto.inventory.nearest import hint
from mto.inventory.problems import Place, Problem


class NoSuchTenant(Problem):
    """A name on the command line that no file bears."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The stacks of one command."""

    go: tuple[str, ...]
    """Those that run, in order."""
    skipped: Mapping[str, tuple[str, ...]]
    """Those that ask for what is not built, with what that is."""
    problems: Mapping[str, tuple[Problem, ...]]
    """Those that their files stop."""


def choose(asked: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The stacks asked for, each once, all that are known if none is named; `home` goes first.

    Raises: NoSuchTenant, with the nearest known name.
    """
    for name in asked:
        if name not in known:
            what = f"There is no tenant `{name}`.{hint(name, known)}"
            raise NoSuchTenant(what, Place(name), f"Tenants: {', '.join(sorted(known))}.")
    return tuple(sorted(dict.fromkeys(asked or known), key=lambda name: name != HOME))


def select(asked: Sequence[str], inventory: Inventory) -> Selection:
    """Sort the stacks asked for into those that run and those that cannot.

    Raises: NoSuchTenant.
    """
    chosen = choose(asked, inventory.stacks)
    problems = {stack: found for stack in chosen if (found := inventory.problems_of(stack))}
    whole = [stack for stack in chosen if stack not in problems]
    skipped = {stack: lacks for stack in whole if (lacks := inventory.not_built(stack))}
    return Selection(go=tuple(s for s in whole if s not in skipped), skipped=skipped, problems=problems)
