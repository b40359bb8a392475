"""What stood before us, in state before the first write: a killed run still knows later what is ours.

New keys are added, old ones never rewritten; a key leaves with what the file no longer asks for, so that a person who
comes back is looked at anew. What a run would refuse is refused here, so that nothing is written then.
"""

import json

from pulumi import Output, ResourceOptions
from pulumi.dynamic import CreateResult, DiffResult, ReadResult, Resource, UpdateResult

from mto.checks.before import looks_from_json
from mto.checks.refusals import refuse
from mto.checks.standing import look_at_what_stands
from mto.providers.base import Props, QuietProvider
from mto.providers.connections import sides_of


class BeforeProvider(QuietProvider):
    """Looks at everything that a stack may take, adopt or make; writes nothing to any tenant."""

    def create(self, props: Props) -> CreateResult:
        """Look once, and refuse what the run could not carry through. Raises: Refused."""
        return CreateResult(props["tenant"], _outs(props, {}))

    def update(self, _id: str, olds: Props, news: Props) -> UpdateResult:
        """Look at what is new in the file. Raises: Refused."""
        return UpdateResult(_outs(news, json.loads(olds["stood"])))

    def diff(self, _id: str, olds: Props, news: Props) -> DiffResult:
        """Changed where the file asks for something that was never looked at, or no longer for something that was.

        What stood in one tenant says nothing of another, so that another tenant is looked at from the beginning.
        """
        replaces = [name for name in ("managed_id", "home_id") if olds[name] != news.get(name)]
        asked = {look.key for look in looks_from_json(news["looks"])}
        return DiffResult(changes=bool(replaces) or set(json.loads(olds["stood"])) != asked, replaces=replaces)

    def read(self, id_: str, props: Props) -> ReadResult:
        """What stood, stood: a refresh never rewrites it."""
        return ReadResult(id_, props, {name: value for name, value in props.items() if name not in _NOT_INPUTS})


class Before(Resource, module="mto", name="Before"):
    """What stood, as JSON text by key: state loses nulls in mappings and keeps text as it is."""

    stood: Output[str]

    def __init__(self, name: str, *, tenant: str, connection: dict[str, str], looks: str, opts: ResourceOptions):
        super().__init__(BeforeProvider(), name, {"tenant": tenant, **connection, "looks": looks, "stood": None}, opts)


_NOT_INPUTS = ("stood", "__provider")


def _outs(props: Props, known: dict[str, object]) -> Props:
    asked = looks_from_json(props["looks"])
    new = [look for look in asked if look.key not in known]
    sides = sides_of(props)
    seen = look_at_what_stands(new, sides)
    refuse(new, seen, sides)
    stood = {look.key: known.get(look.key, seen.get(look.key)) for look in asked}
    return {**props, "stood": json.dumps(stood, sort_keys=True)}
