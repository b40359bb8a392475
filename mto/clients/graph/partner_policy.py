"""Cross-tenant access settings that a tenant keeps for one partner, and its default for all others.

What they mean together is worked out in `effective_policy`, which sends nothing.
"""

from collections.abc import Mapping
from typing import Any

from mto.clients.connection import Graph
from mto.clients.errors import Unreadable
from mto.clients.graph.odata import segment
from mto.clients.graph.partner_settings import Change, PartnerPolicy, body

NEEDS = ("Policy.Read.All",)
NEEDS_WRITE = ("Policy.ReadWrite.CrossTenantAccess",)

_PARTNERS = "/policies/crossTenantAccessPolicy/partners"


def get(graph: Graph, partner_tenant_id: str) -> PartnerPolicy:
    """The settings for one partner.

    Rests on: Graph v1.0, "Get crossTenantAccessPolicyConfigurationPartner". Needs: Policy.Read.All.
    Raises: NotFound if the partner has none of its own, so that the default holds; Denied.
    """
    about = _about(partner_tenant_id)
    return _policy(graph.get(f"{_PARTNERS}/{segment(partner_tenant_id)}", about=about, needs=NEEDS), graph, about)


def get_default(graph: Graph) -> PartnerPolicy:
    """The settings for every tenant that has none of its own; `tenant_id` is empty.

    Rests on: Graph v1.0, "Get crossTenantAccessPolicyConfigurationDefault". Needs: Policy.Read.All. Raises: Denied.
    """
    about = "default cross-tenant access"
    return PartnerPolicy("", graph.get("/policies/crossTenantAccessPolicy/default", about=about, needs=NEEDS))


def create(graph: Graph, partner_tenant_id: str, change: Change) -> PartnerPolicy:
    """Give one partner settings of its own; what `change` does not name inherits the default.

    Settings that exist already are never overwritten: somebody chose them. Sign-ins may see new settings later than
    this call returns.

    Rests on: Graph v1.0, "Create crossTenantAccessPolicyConfigurationPartner".
    Needs: Policy.ReadWrite.CrossTenantAccess. Raises: AlreadyThere, Denied, Throttled.
    """
    about = _about(partner_tenant_id)
    wanted = {"tenantId": partner_tenant_id, **body(change, {})}
    return _policy(graph.post(_PARTNERS, wanted, about=about, needs=NEEDS_WRITE), graph, about)


def update(graph: Graph, have: PartnerPolicy, change: Change) -> None:
    """Change the named settings of one partner and no other.

    Graph takes a property such as `inboundTrust` whole, so its parts that `change` does not name are sent as they stand
    in `have`: read it just before.

    Rests on: Graph v1.0, "Update crossTenantAccessPolicyConfigurationPartner" (answers 204; has no ETag).
    Needs: Policy.ReadWrite.CrossTenantAccess. Raises: NotFound, Denied, Throttled.
    """
    wanted = body(change, have.raw)
    graph.patch(f"{_PARTNERS}/{segment(have.tenant_id)}", wanted, about=_about(have.tenant_id), needs=NEEDS_WRITE)


def restore(graph: Graph, before: PartnerPolicy, properties: tuple[str, ...]) -> None:
    """Set whole properties, such as `inboundTrust`, back to what `before` holds; null there inherits again.

    Rests on and raises: as `update`.
    """
    wanted = {name: before.raw.get(name) for name in properties}
    graph.patch(f"{_PARTNERS}/{segment(before.tenant_id)}", wanted, about=_about(before.tenant_id), needs=NEEDS_WRITE)


def delete(graph: Graph, partner_tenant_id: str) -> None:
    """Take the partner's own settings away, so that the default holds.

    Rests on: Graph v1.0, "Delete crossTenantAccessPolicyConfigurationPartner".
    Needs: Policy.ReadWrite.CrossTenantAccess. Raises: NotFound if there are none, Denied.
    """
    graph.delete(f"{_PARTNERS}/{segment(partner_tenant_id)}", about=_about(partner_tenant_id), needs=NEEDS_WRITE)


def _about(partner_tenant_id: str) -> str:
    return f"partner policy {partner_tenant_id}"


def _policy(row: Mapping[str, Any], graph: Graph, about: str) -> PartnerPolicy:
    if not isinstance(row.get("tenantId"), str):
        raise Unreadable("the answer names no partner.", graph.place(about))
    return PartnerPolicy(row["tenantId"], row)
