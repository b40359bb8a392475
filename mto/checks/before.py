"""What stood in both tenants before us, and what of it would make a run refuse to begin.

A look is data, so that `before` can keep it in state and `mto preview` can take it ahead of the engine. What to do with
what stood (take, adopt, leave) is left to the providers.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from mto.checks.claim import SideName

Stood = dict[str, Any]
"""By key: what a look saw, as JSON; None where nothing stood."""


@dataclass(frozen=True, kw_only=True)
class GuestLook:
    """Whether a person is in the managed tenant already, under any address that the files gave them."""

    person: str
    home_id: str
    addresses: tuple[str, ...]
    noun: str = "guest"

    @property
    def key(self) -> str:
        """By the object id at home: a new address is not a new person."""
        return guest_key(self.home_id)


@dataclass(frozen=True, kw_only=True)
class PolicyLook:
    """Whether one side keeps a partner policy for the other, and what the file wants of it."""

    side: SideName
    partner_id: str
    wanted: dict[str, Any] = field(default_factory=dict)
    adopt: bool = False
    noun: str = "partner policy"

    @property
    def key(self) -> str:
        """One policy a side."""
        return policy_key(self.side)


@dataclass(frozen=True, kw_only=True)
class GroupLook:
    """Whether a group of our mailNickname is there."""

    side: SideName
    nickname: str
    mark: str
    noun: str = "group"

    @property
    def key(self) -> str:
        """By the natural key."""
        return group_key(self.nickname)


Look = GuestLook | PolicyLook | GroupLook


def guest_key(home_id: str) -> str:
    """The key of a person."""
    return f"guest/{home_id}"


def policy_key(side: str) -> str:
    """The key of the partner policy that one side keeps."""
    return f"partner_policy/{side}"


def group_key(nickname: str) -> str:
    """The key of a team's group."""
    return f"group/{nickname}"


def looks_to_json(looks: Iterable[Look]) -> str:
    """Looks as stable text."""
    return json.dumps([asdict(look) for look in looks], sort_keys=True)


def looks_from_json(text: str) -> tuple[Look, ...]:
    """Looks from the text of `looks_to_json`."""
    types = {"guest": GuestLook, "partner policy": PolicyLook, "group": GroupLook}
    return tuple(
        types[item["noun"]](**{n: tuple(v) if isinstance(v, list) else v for n, v in item.items()})
        for item in json.loads(text)
    )
