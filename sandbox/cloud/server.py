"""The process of one instance: `python -m sandbox.cloud.server --dir DIR`.

Proxy, cloud and control, each on a loopback port. Started and stopped by `sandbox.instance`; writes `server.json`
once everything answers.
"""

import argparse
import asyncio
import contextlib
import json
import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn

from sandbox.cloud.asgi import Application
from sandbox.cloud.certificates import write_private
from sandbox.cloud.control.portal_session import write_session_files
from sandbox.cloud.control.service import serve as serve_control
from sandbox.cloud.core import Cloud
from sandbox.cloud.pipeline import serve as serve_cloud
from sandbox.cloud.proxy import LONGEST_HEAD, Proxy


class Server(uvicorn.Server):
    """A web server that leaves signals to us."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


async def run(folder: Path, parent: int, lag: float | None) -> None:
    """Serve until somebody asks us to stop, or the parent is gone (0: no parent)."""
    cloud = Cloud(folder)
    if lag is not None:
        cloud.state.set("lag", str(lag))
    write_session_files(cloud)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    known = _last_ports(folder)
    cloud_socket, control_socket, proxy_socket = _listen(0), _listen(known[0]), _listen(known[1])
    proxy = Proxy(cloud_socket.getsockname()[1])
    leaf = str(cloud.ring.leaf)
    app = Application(cloud, serve_cloud, proxy.drop)
    control = Application(cloud, serve_control(stop), proxy.drop)
    servers = [
        Server(uvicorn.Config(app, ssl_certfile=leaf, ssl_keyfile=leaf, **_quiet())),
        Server(uvicorn.Config(control, **_quiet())),
    ]
    tasks = [
        loop.create_task(servers[0].serve([cloud_socket])),
        loop.create_task(servers[1].serve([control_socket])),
    ]
    front = await asyncio.start_server(proxy.accept, sock=proxy_socket, limit=LONGEST_HEAD)
    ports = {"proxy": proxy_socket.getsockname()[1], "control": control_socket.getsockname()[1]}
    write_private(folder / "server.json", json.dumps({"pid": os.getpid(), **ports}).encode())
    watch = loop.create_task(_watch(parent, stop))
    await stop.wait()
    watch.cancel()
    front.close()
    for server in servers:
        server.should_exit = server.force_exit = True
    await asyncio.wait(tasks, timeout=2)
    cloud.state.close()
    os._exit(0)  # connections that clients keep open must not hold the process


def _quiet() -> dict[str, Any]:
    return {
        "log_level": "error",
        "access_log": False,
        "lifespan": "off",
        "server_header": False,
        "timeout_keep_alive": 600,
    }


def _listen(port: int) -> socket.socket:
    # The protocol is named, since asyncio sets TCP_NODELAY only where it is (44 ms a call otherwise).
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.bind(("127.0.0.1", 0))
    listener.listen(256)
    listener.setblocking(False)
    return listener


def _last_ports(folder: Path) -> tuple[int, int]:
    try:
        known = json.loads((folder / "server.json").read_text())
        return int(known["control"]), int(known["proxy"])
    except (OSError, ValueError, KeyError):
        return 0, 0


async def _watch(parent: int, stop: asyncio.Event) -> None:
    while parent:
        if os.getppid() != parent:
            stop.set()
        await asyncio.sleep(1)


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.cloud.server")
    parser.add_argument("--dir", type=Path, required=True)
    parser.add_argument("--parent", type=int, default=0, help="leave when this process is no longer our parent")
    parser.add_argument("--lag", type=float, default=None, help="seconds for which readers do not see a change")
    asked = parser.parse_args()
    os.umask(0o077)  # the database holds secrets, too
    asyncio.run(run(asked.dir, asked.parent, asked.lag))


if __name__ == "__main__":
    main()
