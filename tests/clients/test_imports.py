import subprocess
import sys

SCRIPT = """
import importlib, pkgutil, sys
import mto.clients
late = {"mto.clients.wire", "mto.clients.network_faults", "mto.clients.entra"}
for module in pkgutil.walk_packages(mto.clients.__path__, "mto.clients."):
    if module.name not in late:
        importlib.import_module(module.name)
print(*sorted({"httpx", "msal", "requests"} & set(sys.modules)))
"""


def test_importing_the_clients_imports_neither_httpx_nor_msal():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
