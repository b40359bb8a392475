"""A small inventory, written to files and read by the real loader: a home tenant, two teams, one managed tenant."""

from datetime import date
from pathlib import Path

from mto.inventory.inventory import Inventory
from mto.inventory.loader import load

DAY = date(2026, 12, 2)

HOME = """\
tenant: {name: Northwind SOC, id: 0f3a1c52-6d0e-4b57-9c1e-2a7f5b8d4e10, domains: [northwind.example]}
apps:
  deploy: {client_id: 7b1d2c44-90aa-4f0b-8a53-1e6c0d9f2b77}
  verify: {client_id: 2e9f6a10-83c7-4d5b-b1e4-60d8c3a7f512}
teams:
  tier1: {description: Watches the queue}
  engineers: {description: Builds detections}
  hunters: {group: {existing: 3c9e8f10-52b4-4d7e-a1f3-6b0c2d4e8a95}}
registration: {method: manual}
"""

ADA_ID = "5c1e7d20-4f3a-4b8c-9a65-0e2d7c9b1f34"
GRACE_ID = "6d2f8e31-504b-4c9d-8b76-1f3e8dac2045"
EDSGER_ID = "8f41a053-726d-4ebf-8d98-3150afce4267"
ADA, GRACE, EDSGER = "ada@northwind.example", "grace@northwind.example", "edsger@northwind.example"

PEOPLE = f"""\
ada:    {{upn: {ADA}, id: {ADA_ID}, teams: [tier1]}}
grace:  {{upn: {GRACE}, id: {GRACE_ID}, teams: [tier1], until: 2035-06-30}}
linus:  {{upn: linus@northwind.example, id: 7e309f42-615c-4dae-9c87-204f9ebd3156, teams: [tier1], from: 2027-01-01}}
edsger: {{upn: {EDSGER}, id: {EDSGER_ID}, teams: [engineers]}}
"""

FABRIKAM = """\
tenant: {name: Fabrikam, id: b5e7c9d1-2f30-4b4c-9d6e-7f809a1b2c3d, domain: fabrikam.example}
access:
  b2b:
    invitations: [{team: tier1}]
permissions:
  entra_roles: [{team: tier1, role: Security Operator}]
"""

BOTH_TEAMS = FABRIKAM.replace("[{team: tier1}]", "[{team: tier1}, {team: engineers}]")
TEAMS_ONLY = FABRIKAM + "trust: {collaboration: teams}\n"


def write(folder: Path, *, home: str = HOME, people: str = PEOPLE, fabrikam: str = FABRIKAM) -> Path:
    (folder / "tenants").mkdir(parents=True, exist_ok=True)
    (folder / "home.yaml").write_text(home)
    (folder / "people.yaml").write_text(people)
    (folder / "tenants" / "fabrikam.yaml").write_text(fabrikam)
    return folder


def inventory(
    folder: Path, *, home: str = HOME, people: str = PEOPLE, fabrikam: str = FABRIKAM, on: date = DAY
) -> Inventory:
    loaded = load(write(folder, home=home, people=people, fabrikam=fabrikam), None, on)
    assert not loaded.problems, [str(problem) for problem in loaded.problems]
    return loaded
