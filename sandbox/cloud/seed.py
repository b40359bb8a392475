"""From `tenants.yaml` to objects: what each tenant looks like before anybody has touched it.

Ids and dates are derived, so that two instances start alike to the last byte.
"""

import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from sandbox.cloud.call import Json
from sandbox.cloud.graph.b2b_policy import AUTHORIZATION, B2B, new_authorization_policy, new_b2b_policy
from sandbox.cloud.graph.group import new_group
from sandbox.cloud.graph.invitation import find_by_address, new_guest, redeemed
from sandbox.cloud.graph.licence import KIND as SKU
from sandbox.cloud.graph.licence import new_sku
from sandbox.cloud.graph.organization import new_organization
from sandbox.cloud.graph.partner_policy import DEFAULT, PARTNER, new_partner, service_default
from sandbox.cloud.graph.security import INCIDENT, TABLE, new_incident, new_table
from sandbox.cloud.graph.service_principal import consent, grant, new_service_principal
from sandbox.cloud.graph.user import new_user
from sandbox.cloud.portal.sessions import issue
from sandbox.cloud.portal.tenant_group import GROUP, new_private_group
from sandbox.cloud.state import Directory, State, Tenant

SEEDED = "2024-03-04T09:00:00Z"


@dataclass
class Seed:
    """The file, read. `write` puts it into an empty state."""

    data: Json

    def secret_apps(self) -> list[str]:
        """Give the ids of the apps that have a credential here."""
        return [app["client_id"] for app in self.data["apps"].values() if app["credential"]]

    def app_id(self, name: str) -> str:
        """Give the client id of an app, by its name or by itself."""
        app = self.data["apps"].get(name)
        return str(app["client_id"]) if app else name

    def write(self, state: State) -> None:
        """Make every tenant, then what refers from one to another."""
        entries = {
            stack: {**(self.data["defaults"] if stack != "home" else {}), **said}
            for stack, said in self.data["tenants"].items()
        }
        for stack, said in entries.items():
            cloud = said.get("cloud", "public")
            state.add_tenant(Tenant(said["id"], stack, said["name"], said["domain"], cloud, said["why"]))
        for said in entries.values():
            self._write_tenant(state, state.directory(said["id"]), said)

    def _write_tenant(self, state: State, directory: Directory, said: Json) -> None:
        _put(directory, "organization", new_organization(directory.tenant, SEEDED))
        _put(directory, AUTHORIZATION, new_authorization_policy(said.get("allow_invites_from", "everyone")))
        if said.get("blocked_domains"):
            _put(directory, B2B, new_b2b_policy(key_of(directory, B2B), [], said["blocked_domains"]))
        default = service_default()
        if said.get("default_policy"):
            default |= said["default_policy"] | {"isServiceDefault": False}
        directory.put(DEFAULT, "default", default, settled=True)
        for name in said.get("licences", []):
            sku = self.data["licences"][name]
            _put(directory, SKU, new_sku(directory.tenant_id, name, sku["id"], sku["plans"]))
        self._write_people(state, directory, said)
        self._write_consents(directory, said)
        for partner in said.get("partners", []):
            other = state.tenant(partner["tenant"])
            settings = {k: v for k, v in partner.items() if k != "tenant"}
            if other:
                directory.put(PARTNER, other.id, new_partner(other.id) | settings, settled=True)
        for number in range(said.get("incidents", 0)):
            _put(directory, INCIDENT, new_incident(directory.tenant_id, number + 1, SEEDED))
        for name in said.get("tables", []):
            directory.put(TABLE, name, new_table(name, directory.tenant.domain, SEEDED), settled=True)
        for subscription in said.get("subscriptions", []):
            _put(directory, "subscription", _subscription(directory.tenant_id, subscription))

    def _write_people(self, state: State, directory: Directory, said: Json) -> None:
        domain = directory.tenant.domain
        people = said.get("people") or {name: key_of(directory, f"user {name}") for name in said.get("members", [])}
        for name, key in people.items():
            user = new_user(key, name.capitalize(), f"{name}@{domain}", SEEDED)
            _put(directory, "user", user | {"mail": f"{name}@{domain}", "givenName": name.capitalize()})
        for guest in said.get("guests", []):
            home = state.tenant(guest["of"])
            address = f"{guest['name']}@{home.domain if home else ''}"
            made = new_guest(key_of(directory, address), address, guest["name"].capitalize(), directory.tenant, SEEDED)
            _put(directory, "user", redeemed(made, SEEDED) if guest.get("redeemed") else made)
        for group in said.get("groups", []):
            key = group.get("id") or key_of(directory, f"group {group['nickname']}")
            members = [self._person(state, directory, name) for name in group["members"]]
            made = new_group(key, group["name"], group["nickname"], SEEDED, description=group["description"])
            _put(directory, "group", made | {"_members": members})
        portal = said.get("portal", {})
        for name in portal.get("set_up", []):
            operator = find_by_address(directory, f"{name}@{domain}")
            if operator:
                made = new_private_group(key_of(directory, f"portal {name}"), operator, directory.tenant_id, SEEDED)
                directory.put(GROUP, made["tenantGroupId"], made, settled=True)
        for name in portal.get("sessions", []):
            issue(state, f"{name}@{domain}")

    def _person(self, state: State, directory: Directory, name: str) -> str:
        for domain in (directory.tenant.domain, *(t.domain for t in state.tenants())):
            found = find_by_address(directory, f"{name}@{domain}")
            if found:
                return str(found["id"])
        raise LookupError(f"{directory.tenant.stack} has nobody called {name}")

    def _write_consents(self, directory: Directory, said: Json) -> None:
        graph = new_service_principal(key_of(directory, "Microsoft Graph"), None, "Microsoft Graph", SEEDED)
        _put(directory, "servicePrincipal", graph)
        for app, sets in said["consents"].items():
            entry = self.data["apps"][app]
            principal = consent(directory, entry["client_id"], entry["name"], key_of(directory, app), SEEDED)
            for permission in (p for name in sets for p in self.data["permissions"][name]):
                key = key_of(directory, f"{app} {permission}")
                grant(directory, principal, graph, permission, key=key, created=SEEDED)


def load_seed(path: Path) -> Seed:
    """Read the file."""
    return Seed(YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")))


def key_of(directory: Directory, name: str) -> str:
    """Give the id of a seeded object: the same in every instance."""
    return str(uuid.uuid5(uuid.UUID(directory.tenant_id), name))


def _put(directory: Directory, kind: str, body: Json) -> None:
    directory.put(kind, body["id"], body, settled=True)


def _subscription(tenant_id: str, said: dict[str, Any]) -> Json:
    return {
        "id": f"/subscriptions/{said['id']}",
        "subscriptionId": said["id"],
        "tenantId": tenant_id,
        "displayName": said["name"],
        "state": "Enabled",
        "authorizationSource": "RoleBased",
        "managedByTenants": [],
    }
