"""The list of permissions with their reasons, from the table of kinds: what a customer is asked to consent to."""

from collections.abc import Sequence

from mto.inventory.kinds import KINDS, App, Kind, Side

_APPS: tuple[tuple[App, str], ...] = (
    ("verify", "only reads: preview, verify; the first consent that a customer gives"),
    ("deploy", "reads and writes: up, destroy"),
)
_SIDES: tuple[tuple[Side, str], ...] = (("managed", "in each managed tenant"), ("home", "in the home tenant"))


def page(kinds: Sequence[Kind] = KINDS) -> str:
    """The page `docs/permissions.md`."""
    parts = [
        "# Permissions, and why each is asked for",
        "",
        "Made by `mto docs` from `mto/inventory/kinds.py`. All are application permissions of Microsoft Graph,",
        "consented per app, all or nothing. A tenant whose file does not ask for a kind is not held to its",
        "permissions: leave them out of the app registration if no tenant needs them.",
    ]
    for app, purpose in _APPS:
        for side, where in _SIDES:
            parts += ["", f"## The app `{app}` {where}", "", f"It {purpose}.", "", *_table(kinds, app, side)]
    parts += ["", "## What each kind risks", "", "| kind | risk | rests on |", "|---|---|---|"]
    parts += [f"| {kind.stem} | {kind.risk} | {'; '.join(kind.sources)} |" for kind in kinds if kind.built]
    return "\n".join(parts) + "\n"


def _table(kinds: Sequence[Kind], app: App, side: Side) -> list[str]:
    reasons: dict[str, dict[str, list[str]]] = {}
    for kind in kinds:
        for permission in kind.permissions:
            if kind.built and (permission.app, permission.side) == (app, side):
                reasons.setdefault(permission.name, {}).setdefault(permission.why, []).append(kind.stem)
    rows = [
        f"| {name} | " + "; ".join(f"{why} ({', '.join(stems)})" for why, stems in whys.items()) + " |"
        for name, whys in sorted(reasons.items())
    ]
    return ["| permission | why (for which kind) |", "|---|---|", *rows]
