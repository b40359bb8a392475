"""The least that a dynamic resource can be: what the floor of the bench declares."""

from typing import Any

from pulumi.dynamic import CreateResult, DiffResult, ResourceProvider


class FloorProvider(ResourceProvider):
    """Makes nothing, and never differs."""

    serialize_as_secret_always = False

    def create(self, props: dict[str, Any]) -> CreateResult:
        """Nothing, by the name of floor."""
        return CreateResult("floor", props)

    def diff(self, _id: str, _olds: dict[str, Any], _news: dict[str, Any]) -> DiffResult:
        """Never."""
        return DiffResult(changes=False)
