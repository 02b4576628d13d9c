"""The addresses of the reviewers' pages."""

from __future__ import annotations

from generator.inbox.web.desk import (
    built_pages,
    deciding,
    editing,
    ending,
    hand_in_page,
    history_page,
    kept_out,
    look_page,
    publishing_page,
    queue_page,
    receiving,
)

ROUTES = (
    *queue_page.ROUTES,
    *hand_in_page.ROUTES,
    *deciding.ROUTES,
    *editing.ROUTES,
    *look_page.ROUTES,
    *receiving.ROUTES,
    *kept_out.ROUTES,
    *publishing_page.ROUTES,
    *history_page.ROUTES,
)
#: What the desk of one computer adds: its end, and the built site itself, where a server has systemd and nginx for them.
LOCAL = (*ending.ROUTES, *built_pages.ROUTES)
