"""Port: where a server listens, had before anybody is told of it."""

from __future__ import annotations

import socket
from errno import EADDRINUSE

from standoff.errors import StandoffError


class NotServed(StandoffError):
    """The address to answer at cannot be had."""


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises NotServed with what is to be done.

    What it accepts sends at once: asyncio sees to that only for sockets whose protocol was named, and else each page
    waits 40 ms for the reader's word that its head has come.
    """
    try:
        made = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made
    except OSError as error:
        if error.errno == EADDRINUSE:
            raise NotServed(f"Port {port} is taken by another program. Choose another: "
                            f"--port {port % 65535 + 1}") from None
        raise NotServed(f"Nothing can be served at {host}, port {port}: {error.strerror or error}. "
                        "Choose another with --host or --port.") from None
