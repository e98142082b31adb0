"""The server: one socket of this machine only. The only owner of uvicorn."""

from __future__ import annotations

import socket

import uvicorn

from dossierkit.web.guard import App

ADDRESS = "127.0.0.1"
_PATIENCE = 3
"""Seconds that pages on their way have to be finished when the server is to end."""


def listen(port: int) -> socket.socket:
    """A socket on this machine alone; port 0 is one that is free. Raises OSError.

    A page goes out in two pieces: with Nagle's algorithm the second would wait for 40 ms.
    """
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((ADDRESS, port))
        found.listen(64)
    except BaseException:
        found.close()
        raise
    return found


def port_of(listening: socket.socket) -> int:
    """The port of a socket."""
    port: int = listening.getsockname()[1]
    return port


def run(app: App, listening: socket.socket) -> None:
    """Serves until Ctrl-C; a page on its way is finished first."""
    config = uvicorn.Config(
        app,
        interface="asgi3",
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_PATIENCE,
    )
    uvicorn.Server(config).run(sockets=[listening])
