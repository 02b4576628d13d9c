"""Whether what stands before the inbox is what it needs: a proxy on this computer that speaks TLS and waits for whole requests.

The door's own port listens meanwhile, so nothing else may. Without a proxy that waits, a hundred requests that never end
would silence the inbox. Shapes: a listening socket and a way to connect in, Persian sentences out. Errors: none.
"""

from __future__ import annotations

import secrets
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress

Connect = Callable[[], socket.socket]
# Seconds for a proxy to pass a whole request on; and in which it must not pass half of one on.
_PATIENCE, _HALF = 5.0, 1.0
_FORGED = "203.0.113.9"
_MOST = 65_536


def over_tls(host: str, port: int = 443, address: str = "127.0.0.1") -> Connect:
    """Return the way to a proxy on this computer that has the certificate of a host."""

    def connect() -> socket.socket:
        plain = socket.create_connection((address, port), _PATIENCE)
        try:
            return ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise

    return connect


def faults(listener: socket.socket, host: str, connect: Connect) -> list[str]:
    """Return what is wrong with the proxy before the listener, a sentence each."""
    port = listener.getsockname()[1]
    try:
        proxy = connect()
    except ssl.SSLCertVerificationError as error:
        return [f"گواهی {host} درست نیست ({error.verify_message}). آن را تازه کنید: certbot renew."]
    except (ssl.SSLError, ConnectionResetError):
        return ["درگاه ۴۴۳ این رایانه با TLS پاسخ نمی‌دهد. نمونهٔ nginx را از docs/inbox بگیرید."]
    except OSError as error:
        return [f"روی درگاه ۴۴۳ این رایانه کسی پاسخ نمی‌دهد ({error.strerror or error}). nginx را نصب و روشن کنید."]
    with proxy:
        proxy.settimeout(_PATIENCE)
        return _asked(listener, proxy, host, port)


def _asked(listener: socket.socket, proxy: socket.socket, host: str, port: int) -> list[str]:
    mark = secrets.token_hex(8)
    head = (
        f"POST /inbox/probe-{mark} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 8\r\n"
        f"X-Forwarded-For: {_FORGED}\r\nX-Forwarded-Proto: http\r\nConnection: close\r\n\r\n"
    )
    proxy.sendall(head.encode() + b"half")
    early = _accepted(listener, mark, _HALF)
    with suppress(OSError):
        proxy.sendall(b"rest")
    found = early or _accepted(listener, mark, _PATIENCE)
    if found is None:
        return [f"nginx آنچه را زیر /inbox/ می‌آید به درگاه {port} این رایانه نمی‌رساند. proxy_pass را درست کنید."]
    told = []
    if early is not None:
        told.append("nginx درخواست را پیش از آنکه کامل شود می‌فرستد. proxy_request_buffering را on کنید.")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in found)}
    if headers.get("host") != host:
        told.append("nginx نام میزبان را نمی‌رساند. بنویسید: proxy_set_header Host $host;")
    if headers.get("x-forwarded-proto") != "https":
        told.append("nginx نمی‌گوید درخواست با https آمده است. بنویسید: proxy_set_header X-Forwarded-Proto $scheme;")
    came = headers.get("x-forwarded-for", "")
    if not came or _FORGED in came:
        told.append(
            "nginx نشانی فرستنده را همان‌گونه که خود او می‌گوید می‌رساند. بنویسید: proxy_set_header X-Forwarded-For $remote_addr;"
        )
    return told


def _accepted(listener: socket.socket, mark: str, patience: float) -> list[str] | None:
    """Return the lines of the probe's head as the proxy passed it on; None where it did not within the time."""
    listener.settimeout(patience)
    try:
        while True:
            passed, _ = listener.accept()
            with passed:
                passed.settimeout(patience)
                raw = b""
                with suppress(OSError):
                    while b"\r\n\r\n" not in raw and len(raw) < _MOST and (more := passed.recv(4096)):
                        raw += more
                    passed.sendall(b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                lines = raw.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
                if mark in lines[0]:
                    return lines[1:]
    except TimeoutError:
        return None
    finally:
        listener.settimeout(None)
