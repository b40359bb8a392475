"""From a folder to the inventory: files, nodes, models, rules. Nothing is raised for what stands in a file."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from mto.inventory.annotations import empty
from mto.inventory.concerns import concerned
from mto.inventory.defender_roles import DefenderRoleDefinition
from mto.inventory.draft import Draft, Part
from mto.inventory.folder import entries
from mto.inventory.home import Home
from mto.inventory.inventory import HOME, Inventory
from mto.inventory.ledger import Ledger, Stacks
from mto.inventory.merging import effective
from mto.inventory.nodes import MapNode, Node, Spot, at, texts
from mto.inventory.people import People, Person
from mto.inventory.reading import Reading
from mto.inventory.rules import access, defender, entra, identities, lint, lists, mandate, people, references, sentinel
from mto.inventory.source import read_text
from mto.inventory.tenant import Profile, Tenant
from mto.inventory.yaml_tree import parse

RULES = (references, identities, people, access, entra, defender, sentinel, mandate, lists, lint)

Kind = TypeVar("Kind", bound=BaseModel)


def load(config: Path, home_file: Path | None, on: date) -> Inventory:
    """The inventory as it holds on one day (UTC). `home_file` takes the place of home.yaml.

    What is wrong is in `problems`, and stand-ins are in its place.
    """
    ledger = Ledger()
    profiles = _folder(Profile, config, "profiles", ledger, partial=True)
    draft = Draft(
        on=on,
        ledger=ledger,
        home=_file(Home, home_file or config / "home.yaml", ledger, None),
        people=_people(_file(People, config / "people.yaml", ledger, None)),
        profiles=profiles,
        defender_roles=_folder(DefenderRoleDefinition, config, "defender_roles", ledger),
        tenants=_tenants(config, profiles, ledger),
    )
    for rule in RULES:
        rule.check(draft)
    ledger.narrow(lambda problem: concerned(draft, problem))
    return Inventory(
        home=draft.home.value,
        people=draft.people.value,
        tenants={stack: part.value for stack, part in draft.tenants.items()},
        defender_roles={name: part.value for name, part in draft.defender_roles.items()},
        problems=ledger.problems,
        warnings=ledger.warnings,
        on=on,
        origins={HOME: draft.home.spots, **{stack: part.spots for stack, part in draft.tenants.items()}},
    )


def _file(
    kind: type[Kind], path: Path, ledger: Ledger, stacks: Stacks, *, name: str = "", partial: bool = False
) -> Part[Kind]:
    """One file, read; of stand-ins alone if it cannot be."""
    file = path.as_posix()
    text = read_text(path, file, ledger, stacks)
    node = None if text is None else parse(text, file, ledger, stacks)
    if node is None:
        return Part(name=name, file=file, value=empty(kind))
    return _part(kind, node, Reading(ledger, stacks, partial=partial, file=file), name)


def _part(kind: type[Kind], node: Node, reading: Reading, name: str) -> Part[Kind]:
    value = reading.root(kind, node)
    return Part(
        name=name,
        file=reading.file,
        value=value,
        node=node,
        spots=reading.spots,
        references=tuple(reading.references),
    )


def _folder(
    kind: type[Kind], config: Path, folder: str, ledger: Ledger, *, partial: bool = False
) -> dict[str, Part[Kind]]:
    """The files of one folder by name. Whom a problem of theirs stops is for `concerns` to say: those who use them."""
    return {
        name: _file(kind, path, ledger, None, name=name, partial=partial)
        for name, path, _ in entries(config, folder, ledger)
    }


def _people(part: Part[People]) -> Part[Mapping[str, Person]]:
    people = {name: Person.model_construct(name=name, **dict(line)) for name, line in part.value.root.items()}
    return Part(
        name=part.name,
        file=part.file,
        value=people,
        node=part.node,
        spots=part.spots,
        references=part.references,
    )


def _tenants(config: Path, profiles: Mapping[str, Part[Profile]], ledger: Ledger) -> dict[str, Part[Tenant]]:
    """The managed tenants, their profiles merged in; one whose file is no mapping is left out, with a problem."""
    tenants: dict[str, Part[Tenant]] = {}
    for stack, path, file in entries(config, "tenants", ledger, stacks=True):
        stacks = frozenset({stack})
        text = read_text(path, file, ledger, stacks)
        node = None if text is None else parse(text, file, ledger, stacks)
        if node is None:
            continue
        names = [item.text for item in texts(at(node, "profiles"))]
        used = [profiles[name].node for name in names if name in profiles]
        asked = at(node, "profiles")
        if isinstance(node, MapNode):
            node = effective(node, [profile for profile in used if profile is not None])
        reading = Reading(ledger, stacks, file=file, instead=asked.spot if asked else Spot(node.spot.place))
        part = _part(Tenant, node, reading, stack)
        if isinstance(node, MapNode):
            tenants[stack] = part
    return tenants
