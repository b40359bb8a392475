"""The forward proxy: CONNECT to a host of ours is piped to the cloud, any other is refused: nothing leaks out."""

import asyncio
import contextlib
import re

from sandbox.cloud.hosts import SERVICES

REQUEST = re.compile(rb"^([A-Z]+) (\S+) HTTP/1\.[01]\r\n")
LONGEST_HEAD = 64 * 1024
CHUNK = 64 * 1024


class Proxy:
    """Accepts clients and pipes them to the cloud's own server. Remembers who is who, so that one can be dropped."""

    def __init__(self, cloud_port: int) -> None:
        self._cloud_port = cloud_port
        self._clients: dict[int, asyncio.StreamWriter] = {}

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one client to its end."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            host = self._wanted_host(await reader.readuntil(b"\r\n\r\n"))
            if host in SERVICES:
                await self._pipe(reader, writer)
            else:
                await _refuse(writer, host)
        writer.close()

    def drop(self, port: int) -> None:
        """Break the connection of the client that the cloud knows by this port."""
        client = self._clients.get(port)
        if client is not None:
            client.transport.abort()

    def _wanted_host(self, head: bytes) -> str:
        match = REQUEST.match(head)
        if not match:
            return ""
        method, target = match.group(1).decode(), match.group(2).decode(errors="replace")
        if method != "CONNECT":
            return target.split("//")[-1].split("/")[0] + " (not a CONNECT)"
        host, _, port = target.rpartition(":")
        return host.lower() if port == "443" else target

    async def _pipe(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        cloud_reader, cloud_writer = await asyncio.open_connection("127.0.0.1", self._cloud_port)
        port: int = cloud_writer.get_extra_info("sockname")[1]
        self._clients[port] = writer
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        try:
            await asyncio.gather(_copy(reader, cloud_writer), _copy(cloud_reader, writer))
        finally:
            del self._clients[port]
            cloud_writer.close()


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(CHUNK):
            target.write(data)
            await target.drain()
    finally:
        target.close()


async def _refuse(writer: asyncio.StreamWriter, host: str) -> None:
    asked = host or "a request that is none"
    body = f"The sandbox refuses {asked}: it answers for Microsoft's hosts alone, nothing leaves it.\n".encode()
    head = (
        "HTTP/1.1 403 Refused by the sandbox",
        "Content-Type: text/plain",
        f"Content-Length: {len(body)}",
        "Connection: close",
    )
    writer.write("\r\n".join(head).encode() + b"\r\n\r\n" + body)
    await writer.drain()
