"""Reads from which domains a tenant takes guests. Who may invite them: `authorization_policy`."""

import ast
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mto.clients.connection import Graph
from mto.clients.errors import Unreadable

NEEDS = ("Policy.Read.B2BManagementPolicy",)
CLOUDS = ("public", "gcc")
"""Where the API exists at all; elsewhere the lists can be read in the portal only."""


@dataclass(frozen=True, slots=True)
class InvitedDomains:
    """At most one of the two lists is filled. Domains in lower case."""

    allowed: frozenset[str] = frozenset()
    """If filled, guests of no other domain are taken."""
    blocked: frozenset[str] = frozenset()

    def lets_in(self, address: str) -> bool:
        """Whether an address of that domain may be invited."""
        domain = address.rpartition("@")[2].lower()
        return domain not in self.blocked and (not self.allowed or domain in self.allowed)


def get(graph: Graph) -> InvitedDomains:
    """The domain lists of the policy that is in force; two empty lists if there is none.

    The definition is JSON within text. The page's example writes it with single quotes and calls the lists
    `invitationsAllowedAndBlocked`; tenants hold `InvitationsAllowedAndBlockedDomainsPolicy`. Both are read.

    Rests on: Graph **beta** (in no other version), "List b2bManagementPolicy objects", global cloud only; Entra,
    "Allow or block invites to specific organizations" (the definition). Needs: Policy.Read.B2BManagementPolicy.
    Raises: Denied, Unreadable.
    """
    about = "B2B management policy"
    rows = graph.items("/policies/b2bManagementPolicies", about=about, needs=NEEDS, version="beta")
    allowed: set[str] = set()
    blocked: set[str] = set()
    for row in rows:
        if str(row.get("isOrganizationDefault")).lower() == "false":
            continue
        for text in row.get("definition") or ():
            lists = _lists(str(text), graph, about)
            allowed.update(_domains(lists.get("alloweddomains")))
            blocked.update(_domains(lists.get("blockeddomains")))
    return InvitedDomains(frozenset(allowed), frozenset(blocked))


def _lists(text: str, graph: Graph, about: str) -> Mapping[str, Any]:
    policy = _lower(_object(text, graph, about)).get("b2bmanagementpolicy")
    known = ("invitationsallowedandblockeddomainspolicy", "invitationsallowedandblocked")
    inner = _lower(policy) if isinstance(policy, dict) else {}
    found: dict[str, Any] = next((inner[n] for n in known if isinstance(inner.get(n), dict)), {})
    return _lower(found)


def _object(text: str, graph: Graph, about: str) -> dict[str, Any]:
    for parse in (json.loads, ast.literal_eval):
        try:
            value = parse(text)
        except (ValueError, SyntaxError):
            continue
        if isinstance(value, dict):
            return value
    raise Unreadable("the policy's definition cannot be read.", graph.place(about))


def _lower(value: Mapping[str, Any]) -> dict[str, Any]:
    return {str(name).lower(): part for name, part in value.items()}


def _domains(value: Any) -> Iterable[str]:
    return (str(domain).lower() for domain in value or ())
