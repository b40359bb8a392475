"""A tenant's file over its profiles: mappings merge, lists add up, a tenant's own value wins. Places stay."""

from collections.abc import Iterable

from mto.inventory.nodes import ListNode, MapNode, Node, Spot
from mto.inventory.tenant import Profile

SHARED = frozenset(info.alias or name for name, info in Profile.model_fields.items())


def effective(own: MapNode, profiles: Iterable[Node]) -> MapNode:
    """The file as it counts: the profiles in their order, later ones over earlier ones, the tenant's own over all."""
    base: Node = MapNode(Spot(own.spot.place), {})
    for profile in profiles:
        base = merged(base, _shared(profile))
    result = merged(base, own)
    return result if isinstance(result, MapNode) else own


def merged(base: Node, over: Node) -> Node:
    """`over` on top of `base`."""
    if isinstance(base, MapNode) and isinstance(over, MapNode):
        # The keys of `over` first: a file reads in its own order, and what profiles add comes behind.
        entries = {key: merged(base.entries[key], value) if key in base.entries else value for key, value in over}
        entries |= {key: value for key, value in base if key not in entries}
        return MapNode(over.spot, entries, {**base.keys, **over.keys})
    if isinstance(base, ListNode) and isinstance(over, ListNode):
        return ListNode(over.spot, (*base.items, *over.items))
    return over


def _shared(profile: Node) -> Node:
    """What a profile may say; the rest is told where the profile itself is read."""
    if not isinstance(profile, MapNode):
        return MapNode(profile.spot, {})
    return MapNode(
        profile.spot,
        {key: value for key, value in profile if key in SHARED},
        {key: spot for key, spot in profile.keys.items() if key in SHARED},
    )
