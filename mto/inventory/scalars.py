"""The single values of the inventory's files: how each is written, and what is said of one that is not.

A form reads the text of a scalar; it knows neither the file nor the place (`reading` adds them), and it opens no
catalogue: whether a name refers to something is left to `rules.references`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema

from mto.inventory.nearest import hint
from mto.inventory.nodes import clean, shown

GUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
DOMAIN = r"^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$"
ADDRESS = (
    r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}"
    r"@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{1,62}$"
)
NAME = r"^[a-z0-9]+(-[a-z0-9]+)*$"
DURATION = r"^[1-9][0-9]{0,4} (minutes?|hours?|days?)$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
CLOUDS = ("public", "gcc", "gcc-high", "dod")
NIL = "00000000-0000-0000-0000-000000000000"


class Wrong(ValueError):  # noqa: N818  a reading that failed, caught by `reading` and told as a problem
    """What is wrong with a text, and the remedy."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Form:
    """How a value is written: `read` turns the text into the value or raises `Wrong`.

    `stand_in` takes the place of a value that is wrong, so that every other rule still runs.
    """

    read: Callable[[str], Any]
    stand_in: Any = ""


@dataclass(frozen=True, slots=True)
class Refers:
    """A value that names something defined elsewhere: a team, a role, a profile…"""

    to: str

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """What a catalogue holds is offered by editors; what other files define they cannot know."""
        schema = handler(core_schema)
        if names := catalogued(self.to):
            schema["enum"] = list(names)
        return schema


def catalogued(to: str) -> tuple[str, ...]:
    """The names that Microsoft defines, by what they refer to; empty for what our own files define."""
    from mto.inventory import catalogues  # only the rules and the schema read the data files
    from mto.inventory.entra_roles import entra_roles

    kind, _, group = to.partition(": ")
    match kind:
        case "Entra role":
            return tuple(entra_roles())
        case "Azure role":
            return catalogues.azure_roles()
        case "Defender permission":
            return catalogues.defender_permissions()[group]
        case _:
            return catalogues.short_names().get(kind, ())


def guid(text: str) -> str:
    """An object, tenant, application or subscription id, as Microsoft writes it: lower case, with dashes."""
    if not re.fullmatch(GUID, text):
        if re.fullmatch(GUID, text.lower()):
            raise Wrong(f"{shown(text)} is an id in capital letters.", f"Write it in lower case: {text.lower()}.")
        raise Wrong(f"{shown(text)} is no id.", "An id is a GUID such as 0f3a1c52-6d0e-4b57-9c1e-2a7f5b8d4e10.")
    if text == NIL:
        raise Wrong("The id is all zeros, a placeholder.", "Copy the real one from the portal.")
    return text


def domain(text: str) -> str:
    """A DNS domain in lower case."""
    if re.fullmatch(DOMAIN, text):
        return text
    if re.fullmatch(DOMAIN, text.lower()):
        raise Wrong(f"{shown(text)} is a domain in capital letters.", f"Write it in lower case: {text.lower()}.")
    raise Wrong(f"{shown(text)} is no domain.", "A domain is written like contoso.example.")


def address(text: str) -> str:
    """A user principal name or mail address."""
    if not re.fullmatch(ADDRESS, text):
        raise Wrong(f"{shown(text)} is no address.", "An address is written like ada@northwind.example.")
    return text


def cloud(text: str) -> str:
    """A Microsoft cloud that has a Defender portal. Rests on: Defender, multitenant management (2026-05-27)."""
    if text not in CLOUDS:
        what = f"{shown(text)} is no cloud with a Defender portal."
        raise Wrong(what, f"Write one of {', '.join(CLOUDS)}.{hint(text, CLOUDS)}")
    return text


def day(text: str) -> date:
    """A whole day, UTC."""
    if re.fullmatch(DAY, text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise Wrong(f"{clean(text)} is no day.", "Write a date as 2035-06-30.")


def duration(text: str) -> timedelta:
    """A number of minutes, hours or days."""
    if not re.fullmatch(DURATION, text):
        raise Wrong(f"{shown(text)} is no duration.", "Write a duration as 8 hours or 180 days.")
    number, unit = text.split(" ")
    return timedelta(**{unit if unit.endswith("s") else f"{unit}s": int(number)})


def spelled(value: timedelta) -> str:
    """A duration as a file writes it, in the largest unit that fits."""
    minutes = int(value.total_seconds() // 60)
    size, unit = next((s, u) for s, u in ((1440, "day"), (60, "hour"), (1, "minute")) if minutes % s == 0)
    return f"{minutes // size} {unit}{'' if minutes == size else 's'}"


def text_of(limit: int) -> Callable[[str], str]:
    """A line of text of at most `limit` characters."""

    def read(text: str) -> str:
        if not text.strip():
            raise Wrong("The text is empty.", "Write something, or leave the line out.")
        if text != text.strip() or any(not char.isprintable() for char in text):
            raise Wrong(
                f"{shown(text)} has blanks around it or characters that cannot be seen.", "Write one plain line."
            )
        if len(text) > limit:
            raise Wrong(f"The text has {len(text)} characters.", f"At most {limit} are allowed here.")
        return text

    return read


def name_of(limit: int) -> Callable[[str], str]:
    """A short name of our own, as it may stand in a mail nickname, a stack or a file name."""

    def read(text: str) -> str:
        if not re.fullmatch(NAME, text):
            raise Wrong(
                f"{shown(text)} is no name.",
                "A name has lower-case letters, digits and single dashes: tier1, night-shift.",
            )
        if len(text) > limit:
            raise Wrong(f"{shown(text)} has {len(text)} characters.", f"A name has at most {limit} here.")
        return text

    return read


def matching(pattern: str, is_no: str, remedy: str) -> Callable[[str], str]:
    """A text of one pattern."""

    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise Wrong(f"{shown(text)} is no {is_no}.", remedy)
        return text

    return read


Cloud = Annotated[Literal["public", "gcc", "gcc-high", "dod"], Form(cloud, "public")]
Guid = Annotated[str, Form(guid), Field(pattern=GUID)]
Domain = Annotated[str, Form(domain), WithJsonSchema({"type": "string", "pattern": DOMAIN})]
Address = Annotated[str, Form(address), Field(pattern=ADDRESS)]
Day = Annotated[date, Form(day, date.max), WithJsonSchema({"type": "string", "format": "date", "pattern": DAY})]
Duration = Annotated[timedelta, Form(duration, timedelta(0)), WithJsonSchema({"type": "string", "pattern": DURATION})]
Text = Annotated[str, Form(text_of(256)), Field(min_length=1, max_length=256)]
Tag = Annotated[str, Form(name_of(64)), Field(pattern=NAME, max_length=64)]

TEAM_LENGTH = 54
"""`mto-<team>-roles` is a mail nickname, which has at most 64 characters."""


def team_name(text: str) -> str:
    """A name of our own that leaves `<team>-roles` to the second group of another team."""
    name = name_of(TEAM_LENGTH)(text)
    if name.endswith("-roles"):
        raise Wrong(
            f"`{name}` ends in `-roles`.",
            "So ends the name of the group that roles are assigned to: call it otherwise.",
        )
    return name


TeamName = Annotated[str, Form(team_name), Field(pattern=NAME, max_length=TEAM_LENGTH)]
PersonName = Annotated[str, Form(name_of(64)), Field(pattern=NAME, max_length=64)]
ViewGroupName = Annotated[str, Form(name_of(64)), Field(pattern=NAME, max_length=64)]

Reference = Annotated[str, Form(text_of(256)), Field(min_length=1, max_length=256)]
TeamRef = Annotated[Reference, Refers("team")]
PersonRef = Annotated[Reference, Refers("person")]
ViewGroupRef = Annotated[Reference, Refers("view group")]
ProfileRef = Annotated[Reference, Refers("profile")]
EntraRoleRef = Annotated[Reference, Refers("Entra role")]
AzureRoleRef = Annotated[Reference, Refers("Azure role")]
DefenderRoleRef = Annotated[Reference, Refers("Defender role")]
AnyRoleRef = Annotated[Reference, Refers("role")]
