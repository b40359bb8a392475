import json
from datetime import UTC, datetime, timedelta

import pytest

from mto.clients.clouds import by_name
from mto.clients.portal.portal import open_portal

ADA = "ada@home.example"


@pytest.fixture
def save(tmp_path):
    def write(operator=ADA, mode=0o600, **changes):
        expires = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
        data = {"sccauth": "cookie-secret", "xsrf_token": "xsrf%3Asecret", "expires": expires, **changes}
        file = tmp_path / f"{operator}.json"
        file.write_text(json.dumps({k: v for k, v in data.items() if v is not None}))
        file.chmod(mode)
        return tmp_path

    return write


@pytest.fixture
def portal(save, microsoft):
    return open_portal(ADA, by_name("public"), save(), microsoft.transport())
