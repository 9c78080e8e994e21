"""Where the explorer listens."""

from __future__ import annotations

import socket

import pytest

from standoff.web.port import NotServed, listening


def test_what_is_accepted_sends_at_once() -> None:
    with listening("127.0.0.1", 0) as server, socket.create_connection(server.getsockname()):
        accepted, _ = server.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_port_that_is_taken_is_told_with_another() -> None:
    with listening("127.0.0.1", 0) as server, pytest.raises(NotServed, match="taken by another program"):
        listening("127.0.0.1", server.getsockname()[1])
