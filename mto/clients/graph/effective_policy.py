"""What holds between two tenants once a partner's settings and the default are put together. Sends nothing."""

from dataclasses import dataclass

from mto.clients.graph.partner_settings import PartnerPolicy, Scope, Setting


@dataclass(frozen=True, slots=True)
class Effective:
    """The value that holds, and which of the two decided."""

    value: Setting
    decided_by: str
    """`partner` or `default`."""

    @property
    def is_on(self) -> bool:
        """Whether a switch is on. None in the default as well means off."""
        return self.value is True

    @property
    def lets_all_in(self) -> bool:
        """Whether a scope lets everybody, or every application, through."""
        return isinstance(self.value, Scope) and self.value.access == "allowed" and self.value.is_all


def effective(path: str, partner: PartnerPolicy | None, default: PartnerPolicy) -> Effective:
    """The setting that holds: the partner's, or where it is null or the partner has none of its own, the default's.

    Rests on: Graph v1.0, crossTenantAccessPolicyConfigurationPartner ("for any property that is null … inherit").
    """
    own = partner.setting(path) if partner else None
    return Effective(own, "partner") if own is not None else Effective(default.setting(path), "default")
