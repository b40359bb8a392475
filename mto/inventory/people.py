"""The people of the home tenant, `people.yaml`: one line a person, the key is the person's name here."""

from datetime import date

from pydantic import Field, RootModel

from mto.inventory.base import Model
from mto.inventory.scalars import Address, Day, Guid, PersonName, TeamRef


class PersonLine(Model):
    """One line of people.yaml. The id is the person: a new address is not a new person."""

    upn: Address = Field(description="The user principal name in the home tenant.")
    id: Guid = Field(description="The object id in the home tenant.")
    teams: tuple[TeamRef, ...] = Field(description="Teams of home.yaml whose people stand in people.yaml.")
    from_: Day | None = Field(None, alias="from", description="The first day (UTC); unsaid: since ever.")
    until: Day | None = Field(None, description="The last day (UTC), included; unsaid: without end.")


class Person(PersonLine):
    """A person with the name that people.yaml gives."""

    name: PersonName = Field(description="The key of the line.")

    def active(self, on: date) -> bool:
        """Whether the person belongs to the teams on that day (UTC); the day of `until` still counts."""
        return (self.from_ is None or self.from_ <= on) and (self.until is None or on <= self.until)


class People(RootModel[dict[PersonName, PersonLine]]):
    """The people by name."""
