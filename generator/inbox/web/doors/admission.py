"""What a visit may do now: whether the door is open and has room, how much has come, how many codes were wrong, what is hidden.

Errors: `Refusal`, with when to come again where that helps; the outbox of a form obeys it.
"""

from __future__ import annotations

from generator.inbox.store import builds, hand_ins
from generator.inbox.store.invitations import DECIDERS
from generator.inbox.web.rates import HOUR, MINUTE
from generator.inbox.web.visit import Refusal, Visit
from generator.persian.digits import fa

#: Wrong codes a minute: from one neighbourhood, and from everywhere.
WRONG_CODES, ALL_WRONG_CODES = 10, 600
#: Bytes that must be free on the disk, and hand-ins that may wait for somebody.
LEAST_FREE, MOST_UNDECIDED = 500 * 1024 * 1024, 20_000
_BUSY_WAIT = 10


def admit(visit: Visit, is_plain: bool = False) -> None:
    """Let a hand-in of a visit come in, or slow it down; raise Refusal where the door is shut or the house is full.

    A form without scripts has half the rate: nothing of it is sent twice by itself.
    """
    settings, limits = visit.house.settings, visit.house.limits
    check_open(visit)
    check_room(visit)
    if visit.session is not None:
        who, usual = b"person:%d" % visit.session.person.id, settings.expert_rate
    else:
        who, usual = _who(visit), settings.public_rate
    if is_plain and visit.session is None:
        usual = max(1, usual // 2)
    came = limits.count("sent", who, HOUR)
    if len(came) >= settings.all_rate:
        raise too_many(int(came[0] + HOUR - limits.clock()) + 1)
    limits.came("sent", who)
    if len(came) >= usual and not limits.wait():
        raise too_many(_BUSY_WAIT)


def check_open(visit: Visit) -> None:
    """Refuse those whom nobody has invited where the office has shut its public door."""
    if visit.session is None and not visit.house.settings.public_door:
        sentence = (
            "دفتر اکنون فقط از همکاران خود فرم می‌گیرد. پیش‌نویس شما در دستگاه خودتان می‌ماند؛ فرم را ذخیره کنید و با"
            " ایمیل یا پیام‌رسان به دفتر برسانید."
        )
        raise Refusal(403, "اکنون از مردم فرم گرفته نمی‌شود", sentence)


def hidden_from(visit: Visit) -> set[tuple[str, str]]:
    """Return the pages that are hidden, by resource and id: of these no door says anything but to whoever decides."""
    if visit.session is not None and visit.session.person.role in DECIDERS:
        return set()
    with visit.house.store.reading() as tx:
        return set(builds.hidden(tx))


def check_room(visit: Visit) -> None:
    """Refuse what the disk or the queue has no room for."""
    house = visit.house
    if house.limits.free(str(house.settings.folder)) < LEAST_FREE:
        raise Refusal(
            507, "جا نیست", "روی دیسک دفتر جا نمانده و چیزی گرفته نشد. آنچه نوشته‌اید را نگه دارید و فردا بفرستید."
        )
    with house.store.reading() as tx:
        waiting = hand_ins.undecided(tx)
    if waiting >= MOST_UNDECIDED:
        sentence = f"{fa(waiting)} فرستاده در صف است و صف دیگر جا ندارد. آنچه نوشته‌اید را نگه دارید و فردا بفرستید."
        raise Refusal(503, "صف پر است", sentence, {"Retry-After": "3600"})


def too_many(seconds: int) -> Refusal:
    """Return the refusal of somebody who has sent too much, and when to come again."""
    minutes = -(-seconds // 60)
    words = f"{fa(minutes)} دقیقهٔ" if minutes > 1 else "یک دقیقهٔ"
    sentence = f"از شبکهٔ شما فرم‌های زیادی رسیده است. {words} دیگر دوباره بفرستید؛ چیزی از نوشتهٔ شما گم نمی‌شود."
    return Refusal(429, "کمی آهسته‌تر", sentence, {"Retry-After": str(max(1, seconds))})


def check_codes(visit: Visit) -> None:
    """Refuse to look at another code where too many were wrong; no stranger can shut all others out for long."""
    limits = visit.house.limits
    for who, most in ((_who(visit), WRONG_CODES), (b"", ALL_WRONG_CODES)):
        if len(limits.count("code", who, MINUTE)) >= most:
            sentence = "در یک دقیقه کدهای نادرست زیادی نوشته شد. یک دقیقهٔ دیگر دوباره بنویسید."
            raise Refusal(429, "کمی صبر کنید", sentence, {"Retry-After": "60"})


def wrong_code(visit: Visit) -> None:
    """Note a code that opens nothing."""
    for who in (_who(visit), b""):
        visit.house.limits.came("code", who)


def _who(visit: Visit) -> bytes:
    return visit.house.limits.trace(visit.request.remote_addr or "", visit.at)
