"""Write a value as JSON on one line, without needless spaces and with its letters as they are.

Shapes: `compact` takes what the standard library's encoder takes, and returns str. Errors: those of that encoder.
"""

from __future__ import annotations

from json import JSONEncoder

# One encoder for all: making another for each of many small values takes as long as writing them.
compact = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
