"""The addresses of the reviewers' pages."""

from __future__ import annotations

from generator.inbox.web.desk import built_pages, deciding, hand_in_page, queue_page, receiving

ROUTES = (*queue_page.ROUTES, *hand_in_page.ROUTES, *deciding.ROUTES, *receiving.ROUTES)
#: What the desk of one computer adds: it shows the built site itself, where a server has nginx for it.
LOCAL = built_pages.ROUTES
