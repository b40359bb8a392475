"""What every model of the inventory shares: frozen, strict, nothing unknown. How a file becomes one: `reading`."""

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, RootModel

Item = TypeVar("Item")


class Model(BaseModel):
    """A mapping of a file. Values are taken as they are written, never coerced."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", populate_by_name=True)


class ListModel(RootModel[tuple[Item, ...]], Generic[Item]):
    """A list of a file that is a kind of its own."""

    model_config = ConfigDict(frozen=True, strict=True)
