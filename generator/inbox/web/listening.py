"""The listening end: an application of pages behind a port of this computer."""

from __future__ import annotations

import os
import socket
import threading
import time
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.server import create_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

LOOPBACK = "127.0.0.1"
# Photos and workbooks; whatever is larger is refused before a byte of it is kept.
LARGEST_BODY = 12 * 1024 * 1024
_LARGEST_HEADERS = 32 * 1024
_THREADS = 8
# Seconds in which the last page's styles and fonts are still handed out.
_FAREWELL = 2.0


def bound(port: int = 0) -> socket.socket:
    """Return a socket that listens on this computer only; port 0 takes any that is free; raise OSError.

    Who comes before `listen` serves is held until it does: a browser that is opened at once would be refused.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    if os.name == "posix":
        # What the one before has just answered holds the port for a minute more; Windows would let two listen instead.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((LOOPBACK, port))
    listener.listen()
    return listener


def listen(
    pages: WSGIApplication,
    listener: socket.socket,
    is_behind_proxy: bool = False,
    ending: threading.Event | None = None,
) -> None:
    """Serve the pages on the socket until the process is interrupted, or a little longer than until ``ending`` is set.

    Behind a proxy of this computer it is the proxy that knows who asks, and whether over TLS.
    """
    proxy = {"trusted_proxy": LOOPBACK, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
    served: dict[int, Any] = {}
    server = create_server(
        pages,
        map=served,
        sockets=[listener],
        threads=_THREADS,
        ident=None,
        max_request_body_size=LARGEST_BODY,
        max_request_header_size=_LARGEST_HEADERS,
        clear_untrusted_proxy_headers=True,
        **(proxy if is_behind_proxy else {}),
    )
    if ending is not None:
        threading.Thread(target=_close, args=(ending, server, served), name="ending", daemon=True).start()
    server.run()


def _close(ending: threading.Event, server: Any, served: dict[int, Any]) -> None:
    """Close all that is served once it is time: the thread that serves does it itself, and is done when nothing is left."""
    ending.wait()
    time.sleep(_FAREWELL)
    server.trigger.pull_trigger(lambda: wasyncore.close_all(served, ignore_all=True))
