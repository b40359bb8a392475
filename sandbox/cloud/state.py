"""What the cloud remembers: tenants and their objects as JSON rows in SQLite, so that a restart loses nothing.

A row keeps the object, what a reader saw before its last change, and by which token it was changed, which is how
replication lag is told: a token reads its own writes at once, every other one later. Keys that
start with `_` are the sandbox's own and never leave by an API. What an object may hold is left to the services.
"""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox.cloud.call import Json
from sandbox.cloud.clock import Clock
from sandbox.cloud.evidence import rests_on

SCHEMA = """
CREATE TABLE IF NOT EXISTS tenant (id TEXT PRIMARY KEY, stack TEXT, name TEXT, domain TEXT, cloud TEXT, why TEXT);
CREATE TABLE IF NOT EXISTS object (
    tenant TEXT, kind TEXT, id TEXT, body TEXT, before TEXT, changed_at REAL, deleted_at REAL, changed_by TEXT,
    PRIMARY KEY (tenant, kind, id));
CREATE TABLE IF NOT EXISTS secret (value TEXT PRIMARY KEY, kind TEXT);
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT);
"""
Row = tuple[str | None, str | None, float, float | None, str]
TABLES = ("tenant", "object", "secret", "setting")
VERSION = 2
"""Of the schema: what an older one wrote is forgotten, and seeded anew."""
KEPT_FOR = 30 * 24 * 3600.0  # seconds that a deleted object can be restored


@dataclass(frozen=True)
class Tenant:
    """One directory. `stack` is its name in a fleet, `why` what is special about it."""

    id: str
    stack: str
    name: str
    domain: str
    cloud: str
    why: str = ""


class State:
    """The database, with the lag that readers see. Single-threaded: one call is one transaction."""

    def __init__(self, path: Path | str) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;")
        if self._db.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            self._db.executescript("".join(f"DROP TABLE IF EXISTS {table};" for table in TABLES))
        self._db.executescript(SCHEMA + f"PRAGMA user_version = {VERSION};")
        self.clock = Clock(float(self.setting("clock_offset", "0")))

    def directory(self, tenant_id: str, session: str = "") -> "Directory":
        """Give the objects of one tenant, as the session of one token changes and sees them."""
        return Directory(self, self._db, tenant_id, session)

    def tenants(self) -> list[Tenant]:
        """Give all tenants, home first, then in the order in which they were seeded."""
        rows = self._db.execute("SELECT id, stack, name, domain, cloud, why FROM tenant ORDER BY rowid")
        return [Tenant(*row) for row in rows]

    def tenant(self, name: str) -> Tenant | None:
        """Find a tenant by id, domain or stack."""
        wanted = name.lower()
        return next((t for t in self.tenants() if wanted in {t.id, t.domain, t.stack}), None)

    def add_tenant(self, tenant: Tenant) -> None:
        """Add a tenant without objects."""
        values = (tenant.id, tenant.stack, tenant.name, tenant.domain, tenant.cloud, tenant.why)
        self._db.execute("INSERT INTO tenant VALUES (?, ?, ?, ?, ?, ?)", values)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Make many changes one transaction, for speed."""
        self._db.execute("BEGIN")
        yield
        self._db.execute("COMMIT")

    def clear(self) -> None:
        """Forget tenants and objects; secrets and settings stay."""
        self._db.execute("DELETE FROM tenant")
        self._db.execute("DELETE FROM object")

    def setting(self, name: str, default: str) -> str:
        """Read a setting."""
        row = self._db.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else default

    def set(self, name: str, value: str) -> None:
        """Keep a setting."""
        self._db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

    @property
    def lag(self) -> float:
        """Seconds for which a reader does not see a change."""
        return float(self.setting("lag", "0.3"))

    def keep_secret(self, kind: str, value: str) -> None:
        """Remember a secret of this run, so that a test can look for it where it must not be."""
        self._db.execute("INSERT OR IGNORE INTO secret VALUES (?, ?)", (value, kind))

    def secrets(self) -> list[tuple[str, str]]:
        """Give kind and value of each secret handed out so far."""
        return [(str(k), str(v)) for v, k in self._db.execute("SELECT value, kind FROM secret ORDER BY rowid")]

    def close(self) -> None:
        """Close the database."""
        self._db.close()


class Directory:
    """The objects of one tenant. `get` and `all` tell what is; `seen` and `seen_all` what a reader sees already."""

    def __init__(self, state: State, db: sqlite3.Connection, tenant_id: str, session: str) -> None:
        self.state = state
        self.tenant_id = tenant_id
        self._session = session
        self._db = db

    @property
    def tenant(self) -> Tenant:
        """The tenant itself."""
        found = self.state.tenant(self.tenant_id)
        if found is None:
            raise LookupError(f"no tenant {self.tenant_id}")
        return found

    def get(self, kind: str, key: str) -> Json | None:
        """Give an object as it is now, None if there is none or it is deleted."""
        row = self._row(kind, key)
        return json.loads(row[0]) if row and row[0] and row[3] is None else None

    def all(self, kind: str) -> list[Json]:
        """Give all objects of a kind as they are now, oldest first."""
        rows = self._db.execute(
            "SELECT body FROM object WHERE tenant = ? AND kind = ? AND body IS NOT NULL AND deleted_at IS NULL"
            " ORDER BY rowid",
            (self.tenant_id, kind),
        )
        return [json.loads(body) for (body,) in rows]

    def seen(self, kind: str, key: str) -> Json | None:
        """Give an object as a reader sees it."""
        row = self._row(kind, key)
        return self._visible(*row) if row else None

    def seen_all(self, kind: str) -> list[Json]:
        """Give all objects of a kind as a reader sees them."""
        rows = self._db.execute(
            "SELECT body, before, changed_at, deleted_at, changed_by FROM object WHERE tenant = ? AND kind = ?"
            " ORDER BY rowid",
            (self.tenant_id, kind),
        )
        return [body for row in rows if (body := self._visible(*row)) is not None]

    def put(self, kind: str, key: str, body: Json, *, settled: bool = False) -> None:
        """Make or change an object. `settled` lets readers see it at once, as with what has stood for years."""
        before = self._seen_by_others(kind, key)
        self._db.execute(
            "INSERT INTO object VALUES (?, ?, ?, ?, ?, ?, NULL, ?) ON CONFLICT (tenant, kind, id) DO UPDATE SET"
            " body = excluded.body, before = excluded.before, changed_at = excluded.changed_at, deleted_at = NULL,"
            " changed_by = excluded.changed_by",
            (
                self.tenant_id,
                kind,
                key,
                json.dumps(body),
                _dumps(before),
                0.0 if settled else time.time(),
                self._session,
            ),
        )

    def remove(self, kind: str, key: str, *, soft: bool = False) -> None:
        """Delete an object; softly means that it can be restored for 30 days."""
        before = self._seen_by_others(kind, key)
        body = self.get(kind, key)
        self._db.execute(
            "UPDATE object SET body = ?, before = ?, changed_at = ?, deleted_at = ?, changed_by = ?"
            " WHERE tenant = ? AND kind = ? AND id = ?",
            (
                _dumps(body) if soft else None,
                _dumps(before),
                time.time(),
                self.state.clock.now() if soft else None,
                self._session,
                self.tenant_id,
                kind,
                key,
            ),
        )

    def deleted(self, kind: str) -> Iterator[tuple[Json, float]]:
        """Give each softly deleted object with the second of its deletion; what is older than 30 days is gone."""
        oldest = self.state.clock.now() - KEPT_FOR
        rows = self._db.execute(
            "SELECT body, deleted_at FROM object WHERE tenant = ? AND kind = ? AND deleted_at > ? ORDER BY rowid",
            (self.tenant_id, kind, oldest),
        )
        for body, deleted_at in rows.fetchall():
            yield json.loads(body), float(deleted_at)

    def kinds(self) -> list[str]:
        """Give the kinds of which this tenant has objects, deleted ones too."""
        rows = self._db.execute("SELECT DISTINCT kind FROM object WHERE tenant = ? ORDER BY kind", (self.tenant_id,))
        return [str(kind) for (kind,) in rows]

    def _seen_by_others(self, kind: str, key: str) -> Json | None:
        return Directory(self.state, self._db, self.tenant_id, "").seen(kind, key)

    def _row(self, kind: str, key: str) -> Row | None:
        row: Row | None = self._db.execute(
            "SELECT body, before, changed_at, deleted_at, changed_by FROM object"
            " WHERE tenant = ? AND kind = ? AND id = ?",
            (self.tenant_id, kind, key),
        ).fetchone()
        return row

    @rests_on("Entra, designing for eventual consistency (2026-03-24): a read may not show the write before it")
    @rests_on(
        "Entra architecture: a session of Graph reads its own writes; that it is a token is inferred", inferred=True
    )
    def _visible(
        self, body: str | None, before: str | None, changed_at: float, deleted_at: float | None, changed_by: str
    ) -> Json | None:
        own = bool(self._session) and changed_by == self._session
        if not own and time.time() - changed_at < self.state.lag:
            return json.loads(before) if before else None
        return json.loads(body) if body and deleted_at is None else None


def _dumps(body: Json | None) -> str | None:
    return None if body is None else json.dumps(body)
