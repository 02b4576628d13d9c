"""All addresses of the inbox, of every way into it."""

from __future__ import annotations

from generator.inbox.web import asset_files, entering, people_page, report_pages
from generator.inbox.web.desk import desk_routes
from generator.inbox.web.doors import about_page, consent_page, plain_form, send, tracking, workbook_door
from generator.inbox.web.loans import introducing_loans, loan_list_page, loan_page

ROUTES = (
    *asset_files.ROUTES,
    *entering.ROUTES,
    *send.ROUTES,
    *plain_form.ROUTES,
    *workbook_door.ROUTES,
    *about_page.ROUTES,
    *consent_page.ROUTES,
    *tracking.ROUTES,
    *loan_list_page.ROUTES,
    *loan_page.ROUTES,
    *introducing_loans.ROUTES,
    *report_pages.ROUTES,
    *people_page.ROUTES,
    *desk_routes.ROUTES,
)
