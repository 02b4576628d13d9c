"""All addresses of the inbox, of every way into it."""

from __future__ import annotations

from generator.inbox.web import asset_files, entering
from generator.inbox.web.doors import plain_form, send, tracking
from generator.inbox.web.loans import loan_pages

ROUTES = (
    *asset_files.ROUTES,
    *entering.ROUTES,
    *send.ROUTES,
    *plain_form.ROUTES,
    *tracking.ROUTES,
    *loan_pages.ROUTES,
)
