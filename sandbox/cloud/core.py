"""The cloud as one object: state, keys, credentials, faults, log. Rooms reach it through the call that they serve."""

import json
import secrets
from pathlib import Path

from sandbox.cloud.certificates import open_key_ring, write_private
from sandbox.cloud.faults import Faults
from sandbox.cloud.hosts import SERVICES
from sandbox.cloud.login.credentials import Credentials
from sandbox.cloud.login.tokens import TokenMint
from sandbox.cloud.request_log import RequestLog
from sandbox.cloud.seed import Seed, load_seed
from sandbox.cloud.state import State

TENANTS_FILE = Path(__file__).parents[1] / "tenants.yaml"


class Cloud:
    """Everything that one instance of the sandbox keeps, under one directory."""

    def __init__(self, folder: Path, tenants_file: Path = TENANTS_FILE) -> None:
        self.folder = folder
        self.ring = open_key_ring(folder, tuple(SERVICES))
        self.state = State(folder / "state.sqlite")
        self.mint = TokenMint(self.ring.signing_key, self.state.clock)
        self.log = RequestLog(folder / "requests.jsonl")
        self.faults = Faults()
        self.seed: Seed = load_seed(tenants_file)
        self.credentials = self._credentials()
        if not self.state.tenants():
            self.reset()

    def reset(self) -> None:
        """Set tenants and objects back to the seed, forget faults and the log, let the clock run true."""
        self.state.clear()
        with self.state.together():
            self.seed.write(self.state)
        self.faults.remove()
        self.log.reset()
        self.set_clock(0.0)

    def set_clock(self, offset: float) -> None:
        """Move the cloud's clock by so many seconds against the machine's."""
        self.state.clock.offset = offset
        self.state.set("clock_offset", str(offset))

    def _credentials(self) -> Credentials:
        path = self.folder / "secrets.json"
        known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
        for app_id in self.seed.secret_apps():
            known.setdefault(app_id, secrets.token_urlsafe(30))
        write_private(path, json.dumps(known).encode())
        credentials = Credentials(known)
        for app_id, value in known.items():
            self.state.keep_secret("client secret", value)
            credentials.register_certificate(app_id, self.ring.client_certificate.read_bytes())
        return credentials
