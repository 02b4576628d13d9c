"""An address as a picture that a telephone reads."""

from __future__ import annotations

import io

import segno


def drawn(address: str) -> str:
    """Return the QR code of an address as one SVG element without a size of its own."""
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", xmldecl=False, svgns=False, omitsize=True)
    return out.getvalue().decode("utf-8")
