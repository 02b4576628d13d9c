"""The pages of the inbox: which address leads where."""

from __future__ import annotations

from werkzeug.routing import Map

ADDRESSES = Map([])
