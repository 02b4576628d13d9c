"""The listening end: an application of pages behind a port of this computer."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from waitress.server import create_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

LOOPBACK = "127.0.0.1"
# Photos and workbooks; whatever is larger is refused before a byte of it is kept.
LARGEST_BODY = 12 * 1024 * 1024
_LARGEST_HEADERS = 32 * 1024
_THREADS = 8


def bound(port: int = 0) -> socket.socket:
    """Return a socket that listens on this computer only; port 0 takes any that is free; raise OSError.

    Who comes before `listen` serves is held until it does: a browser that is opened at once would be refused.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind((LOOPBACK, port))
    listener.listen()
    return listener


def listen(pages: WSGIApplication, listener: socket.socket, is_behind_proxy: bool = False) -> None:
    """Serve the pages on the socket until the process is interrupted.

    Behind a proxy of this computer it is the proxy that knows who asks, and whether over TLS.
    """
    proxy = {"trusted_proxy": LOOPBACK, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
    server = create_server(
        pages,
        sockets=[listener],
        threads=_THREADS,
        ident=None,
        max_request_body_size=LARGEST_BODY,
        max_request_header_size=_LARGEST_HEADERS,
        clear_untrusted_proxy_headers=True,
        **(proxy if is_behind_proxy else {}),
    )
    server.run()
