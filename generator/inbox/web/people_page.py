"""The people of the inbox: who was invited as what and until when, new invitations, new links, and the end of old ones.

A link is shown once, in the answer to the post that made it, with its token behind the «#». The desk of one reviewer has
nobody to invite: nobody else reaches it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup
from werkzeug.wrappers import Response

from generator.dataset.descriptor import PLACES
from generator.inbox import inviting
from generator.inbox.inviting import AGENCIES, FACILITIES, InvitingError, Wish
from generator.inbox.store import invitations
from generator.inbox.store.database import Line, Transaction, stamp
from generator.inbox.store.invitations import KEEPER
from generator.inbox.web.menu import PEOPLE
from generator.inbox.web.page_templates import page
from generator.inbox.web.qr_code import drawn
from generator.inbox.web.visit import Refusal, Route, Visit, see

_MOST_FACILITIES = 50


def show(visit: Visit) -> Response:
    """Show who was invited, and what it takes to invite somebody."""
    return _page(visit, Wish(), {})


def invite(visit: Visit) -> Response:
    """Invite somebody and show the link, this once."""
    _check_served(visit)
    name, role, county, agency, until = map(visit.text, ("name", "role", "county", "agency", "until"))
    wish = Wish(name, role, county, agency, tuple(visit.texts("facilities")[:_MOST_FACILITIES]), until)
    try:
        guest = inviting.judge(wish, visit.house.bank.names(), visit.at)
        with visit.house.store.writing() as tx:
            person, token = inviting.invite(tx, guest, visit.at, visit.person.id)
    except InvitingError as error:
        return _page(visit, wish, error.faults, status=422)
    return _link(visit, person, token)


def renew(visit: Visit, number: int) -> Response:
    """Give somebody a new link and show it, this once; the old one and its sessions end."""
    try:
        ends = inviting.until(visit.text("until"), visit.at)
    except InvitingError as error:
        return _page(visit, Wish(), {f"until-{number}": error.faults["until"]}, status=422)
    with visit.house.store.writing() as tx:
        _known(visit, tx, number)
        token = invitations.renew(tx, number, ends, visit.at, visit.person.id)
    return _link(visit, number, token)


def revoke(visit: Visit, number: int) -> Response:
    """End somebody's invitation and sessions at once."""
    with visit.house.store.writing() as tx:
        line = _known(visit, tx, number)
        if number == visit.person.id:
            raise Refusal(
                409, "دعوت خودتان را باطل نکنید", "پس از آن کسی نمی‌ماند که دعوت کند. از نگه‌دارندهٔ دیگری بخواهید."
            )
        if not line["revoked"]:
            invitations.revoke(tx, number, visit.at, visit.person.id)
    return see(f"{PEOPLE}#person-{number}")


def _known(visit: Visit, tx: Transaction, number: int) -> Line:
    _check_served(visit)
    line = invitations.by_id(tx, number) if number < 2**63 else None
    if line is None:
        raise Refusal(404, "چنین همکاری نیست", "فهرست همکاران را دوباره باز کنید.")
    return line


def _check_served(visit: Visit) -> None:
    if visit.house.settings.is_desk:
        raise Refusal(404, "این میز از آن یک نفر است", "همکاران به صندوقی دعوت می‌شوند که پشت سرور است.")


def _link(visit: Visit, number: int, token: str) -> Response:
    """Show a link that was just made."""
    address = f"{visit.house.site}inbox/enter#{token}"
    with visit.house.store.reading() as tx:
        line = _known(visit, tx, number)
    return page(
        visit,
        "invited.html",
        guest=line,
        role=inviting.ROLE_LABELS[line["role"]],
        address=address,
        code=Markup(drawn(address)),
        is_own=number == visit.person.id,
    )


def _page(visit: Visit, wish: Wish, faults: Mapping[str, str], status: int = 200) -> Response:
    _check_served(visit)
    names = visit.house.bank.names()
    with visit.house.store.reading() as tx:
        people = [_row(line, names, visit) for line in invitations.listed(tx)]
    return page(
        visit,
        "people.html",
        status=status,
        people=[one for one in people if one["is_in"]],
        former=[one for one in people if not one["is_in"]],
        wish=wish,
        faults=faults,
        roles=inviting.ROLE_LABELS,
        counties=names.get(PLACES, {}),
        agencies=names.get(AGENCIES, {}),
        facilities=names.get(FACILITIES, {}),
        longest=inviting.LONGEST_NAME,
        usually=inviting.USUALLY,
    )


def _row(line: Line, names: inviting.Names, visit: Visit) -> dict[str, Any]:
    """Return somebody as the list shows them."""
    person = invitations.person_of(line)
    shown = [
        names.get(PLACES, {}).get(person.county, person.county) or ("" if person.facilities else "همهٔ استان"),
        names.get(AGENCIES, {}).get(person.agency, person.agency),
        *(names.get(FACILITIES, {}).get(one, one) for one in person.facilities),
    ]
    return {
        "id": person.id,
        "name": person.name,
        "role": inviting.ROLE_LABELS[person.role],
        "where": [text for text in shown if text],
        "ends": line["ends"],
        "seen": line["seen"],
        "revoked": line["revoked"],
        "is_in": not line["revoked"] and line["ends"] > stamp(visit.at),
        "is_own": person.id == visit.person.id,
    }


ROUTES = (
    Route(PEOPLE, show, roles=(KEEPER,)),
    Route(PEOPLE, invite, is_post=True, roles=(KEEPER,)),
    Route(f"{PEOPLE}<int:number>/renew", renew, is_post=True, roles=(KEEPER,)),
    Route(f"{PEOPLE}<int:number>/revoke", revoke, is_post=True, roles=(KEEPER,)),
)
