"""The streams of a process: what is written to them is UTF-8."""

from __future__ import annotations

import io
import sys


def speak_utf8() -> None:
    """Write UTF-8 whatever the system's own encoding is, and what cannot be written at all as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
