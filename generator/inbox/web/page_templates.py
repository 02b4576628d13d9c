"""The pages as HTML: our templates beside the site's own, everything escaped, a name that is not there an error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from werkzeug.wrappers import Response

from generator.dataset.reading.load import IRAN
from generator.inbox import loan_bank
from generator.inbox.store.database import time_of
from generator.inbox.web import menu
from generator.inbox.web.known_bank import BankUnknown
from generator.inbox.web.visit import House, Visit
from generator.persian.calendar.jalali import from_gregorian
from generator.persian.digits import fa
from generator.persian.numbers import counted
from generator.site.drawing.render import TEMPLATES, icon

_OWN = Path(__file__).parent / "templates"
HTML = "text/html; charset=utf-8"


def page(visit: Visit, template: str, status: int = 200, **context: Any) -> Response:
    """Return a page drawn from a template, whose context has who asks and when."""
    house = visit.house
    person = visit.session.person if visit.session else None
    shared = {
        "house": house,
        "bank": house.bank,
        "settings": house.settings,
        "bank_name": _said(lambda: house.bank.name),
        "bank_office": _said(lambda: house.bank.office),
        "person": person,
        "csrf": visit.session.csrf if visit.session else "",
        "path": visit.request.path,
        "ways": menu.ways(person, _keeps_loans(house), house.settings.is_desk),
        "here": menu.current(visit.request.path),
        "home": menu.first(person),
    }
    text = _environment().get_template(template).render({**shared, **context, "at": visit.at})
    return Response(text, status=status, content_type=HTML)


def _keeps_loans(house: House) -> bool:
    try:
        return loan_bank.is_kept(house.bank.package)
    except BankUnknown:
        return False


def _said(name: Callable[[], str]) -> str:
    """Return a name of the bank; a page that says what is wrong is drawn without one too."""
    try:
        return name()
    except BankUnknown:
        return "صندوق دریافت"


@cache
def _environment() -> jinja2.Environment:
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader([_OWN, TEMPLATES]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    env.filters.update(fa=fa, counted=counted, day=day, moment=moment, age=age, iso_day=iso_day, today=today)
    env.globals.update(icon=icon, root="/inbox/")
    return env


def day(stamp: str) -> str:
    """Return the day of a time of the store, as people say it: «۷ آذر ۱۴۰۵»."""
    return from_gregorian(time_of(stamp).astimezone(IRAN).date()).words()


def moment(stamp: str) -> str:
    """Return the day and the hour of a time of the store."""
    here = time_of(stamp).astimezone(IRAN)
    return f"{from_gregorian(here.date()).words()}، ساعت {fa(f'{here:%H:%M}')}"


def iso_day(text: str) -> str:
    """Return a day as ISO writes it, as people say it."""
    return from_gregorian(date.fromisoformat(text)).words()


def today(at: datetime) -> str:
    """Return the day of now as people type it: «۱۴۰۵/۰۹/۰۷»."""
    return fa(from_gregorian(at.astimezone(IRAN).date()).text.replace("-", "/"))


def age(stamp: str, at: datetime) -> str:
    """Return how long ago a time of the store was, as people say it."""
    days = (at.astimezone(IRAN).date() - time_of(stamp).astimezone(IRAN).date()).days
    if days > 1:
        return f"{fa(days)} روز پیش"
    if days == 1:
        return "دیروز"
    minutes = int((at.astimezone(UTC) - time_of(stamp)).total_seconds() // 60)
    if minutes < 1:
        return "همین حالا"
    return f"{fa(minutes)} دقیقه پیش" if minutes < 60 else f"{fa(minutes // 60)} ساعت پیش"
