"""Cross-tenant trust, on both sides: what a file may ask for."""

from typing import Literal

from pydantic import Field

from mto.inventory.base import Model
from mto.inventory.scalars import Address, Day, Text


class MfaOff(Model):
    """MFA of the home tenant is not accepted, for a while and for a reason."""

    value: bool = Field(description="false: MFA of the home tenant is not accepted.")
    reason: Text = Field(description="Why, in a person's words.")
    approver: Address = Field(description="Who has approved it.")
    until: Day = Field(description="The last day on which it may stay off (UTC).")


class CrossTenantTrustSpec(Model):
    """What the managed tenant accepts of the home tenant's people, and which of them it lets collaborate."""

    mfa: bool | MfaOff = Field(
        True, description="Whether MFA done at home counts. Off is {value: false, reason, approver, until}."
    )
    compliant_device: bool = Field(False, description="Whether the home tenant's word for a compliant device counts.")
    collaboration: Literal["inherit", "teams"] = Field(
        "inherit",
        description="Who may collaborate: `inherit` leaves it to the default policy of each tenant, "
        "`teams` allows exactly the home groups of the teams let in.",
    )
    automatic_redemption: bool = Field(
        True, description="Whether both sides redeem invitations for the guest, so that nobody is asked for consent."
    )
    adopt: bool = Field(False, description="Take over partner policies that exist already and differ.")

    @property
    def accepts_mfa(self) -> bool:
        """Whether MFA done at home counts in the managed tenant."""
        return self.mfa is True or (isinstance(self.mfa, MfaOff) and self.mfa.value)
