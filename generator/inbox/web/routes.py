"""All addresses of the inbox, of every way into it."""

from __future__ import annotations

from generator.inbox.web import asset_files, entering

ROUTES = (*asset_files.ROUTES, *entering.ROUTES)
