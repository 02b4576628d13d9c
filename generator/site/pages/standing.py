"""Sentences that say how far the bank is: counted from the data, so that no page promises what is not done.

Shapes: the site in, a sentence of Markdown out. Errors: none.
"""

from __future__ import annotations

from markupsafe import Markup, escape

from generator.dataset.people.consent import CONSENT, is_alive
from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.site.model.site import Site
from generator.site.model.status import Contact


def consents(site: Site) -> str:
    """Return how many of the living people in the bank have agreed."""
    living = [person for person in _people(site) if is_alive(person.get("life"))]
    if not living:
        return "هنوز نام کسی که زنده باشد در این بانک نیست."
    agreed = sum(person.get("basis") == CONSENT for person in living)
    whose = f"{fa(agreed)} نفر" if agreed else "هیچ‌کدام"
    verb = "ثبت شده است" if agreed else "ثبت نشده است"
    return f"تا تاریخِ {site.today_words}، از {fa(len(living))} نفرِ زندهٔ این بانک، رضایت {whose} {verb}."


def reviews(site: Site) -> str:
    """Return of how many people's records a review is recorded."""
    people = _people(site)
    if not people:
        return "هنوز پروندهٔ کسی در این بانک نیست."
    reviewed = sum(bool(person.get("reviewed")) for person in people)
    which = f"{fa(reviewed)} پرونده" if reviewed else "هیچ‌کدام"
    verb = "ثبت شده است" if reviewed else "ثبت نشده است"
    return f"تا تاریخِ {site.today_words}، از {fa(len(people))} پروندهٔ افراد در این بانک، بازبینی {which} {verb}."


def _people(site: Site) -> list[Record]:
    return [record for resource in site.registry.package.people for record in site.registry[resource.name]]


def maker(site: Site) -> str:
    """Return whose work the bank is: the office's, or, of a trial, what it is made from and whom it is made for."""
    name = "، ".join(filter(None, (str(site.office.get("name") or ""), str(site.extra.get("authority") or ""))))
    if not site.trial:
        return f"این بانک کار {name or site.name} است."
    whom = f" برای {name}" if name else ""
    return f"این نسخه آزمایشی است:{whom} ساخته شده، از منابع عمومی گرد آمده و هنوز به تأیید دفتر نرسیده است."


def _contact(one: Contact) -> Markup:
    words = Markup('<bdi dir="ltr">{}</bdi>').format(one.words) if one.ltr else escape(one.words)
    return Markup('<a href="{}">{}</a>').format(one.url, words) if one.url else words


def office_contact(site: Site) -> str:
    """Return the office's contact as Markdown, or that there is none yet."""
    office = site.office
    lines = [f"- {one.label}: {_contact(one)}" for one in site.contacts]
    if office.get("address"):
        lines.append(f"- نشانی: {office['address']}")
    if lines:
        return "\n".join([f"**{office.get('name', '')}**", "", *lines])
    return (
        '!!! note "هنوز راه تماسی نیست"\n    راه تماس دفتر هنوز در این سایت ثبت نشده است؛ تا آن روز از راه این صفحه'
        " نمی‌توان چیزی به دفتر رساند. سایت بدون راه تماس رسمی نمی‌شود."
    )


_FORM = """\
فرم روی گوشی هم کار می‌کند. چند پرسش دارد و بقیه اختیاری است. زیر هر پاسخ می‌نویسد درست است یا نه، و پس از باز شدن صفحه \
اینترنت نمی‌خواهد. پیش‌نویس در دستگاه خودتان می‌ماند و تا خودتان نفرستید چیزی به جایی نمی‌رود."""


def sending(site: Site) -> str:
    """Return how what a form has made comes to the office, and what a browser without scripts can do instead."""
    if site.inbox:
        link = Markup('<a href="{}">فرم ساده</a>').format(site.inbox)
        return (
            f"{_FORM} در پایان «ارسال» را می‌زنید و کد پیگیری می‌گیرید.\n\n"
            f"**فرم باز نمی‌شود؟** {link} همان را می‌پرسد و بدون جاوااسکریپت هم کار می‌کند."
        )
    way = "با ایمیل یا پیام‌رسان " if site.contacts else ""
    return (
        f"{_FORM} در پایان، فرم را ذخیره می‌کنید یا به اشتراک می‌گذارید و {way}به دفتر می‌رسانید.\n\n"
        "**فرم باز نمی‌شود؟** فرم به جاوااسکریپت نیاز دارد. بدون آن، [فایل اکسل](#forms) را پر کنید یا پرسش‌ها را، که در"
        " صفحهٔ همان فرم آمده است، [به دفتر پاسخ دهید](#office)."
    )


_BEFORE_INBOX = """\
فرم‌های این سایت چیزی نمی‌فرستند: هر فرم در دستگاه خودتان پر می‌شود و فایلی می‌سازد که خودتان به دفتر می‌رسانید. \
این سایت از آنچه با ایمیل، پیام‌رسان یا تلفن به دفتر می‌رسد خبر ندارد.

اگر دفتر پرونده‌ها را در «میز بازبینی» این برنامه بگذارد، فقط بر رایانهٔ خود دفتر می‌ماند:"""
_WITH_INBOX = """\
«ارسال» در فرم‌ها، فرم ساده و فایل اکسل را به صندوقی می‌رساند که بر سرور همین سایت است. تا بازبینی نپذیرد چیزی از آن \
منتشر نمی‌شود و در مخزن عمومی هم نیست. با کدی که می‌گیرید هر زمان می‌بینید چه شد، درستش می‌کنید یا پس می‌گیرید:"""
_KEPT = """
| چه | تا کِی |
| --- | --- |
| راه تماس فرستنده و یادداشت خصوصی او | ۳۰ روز پس از تصمیم |
| آنچه فرستاده شده، با تصویر و فایل اکسل | ۳۰ روز پس از تصمیم؛ اگر کار ناتمام بماند، ۱۸۰ روز |
| شماره، نوع، روزها و شناسهٔ ثبت | همیشه، بدون نام |
| رضایت: روز، راه و متن آن | تا صفحه هست؛ پس از آن بدون نام |
| نسخه‌های پشتیبان | ۱۴ روز؛ پس آنچه پاک شده، حداکثر ۱۴ روز پس از آن در نسخه‌های پشتیبان هم نیست |

با حذف صفحهٔ یک زن، هرچه دربارهٔ او در این برنامه بوده همان روز پاک می‌شود. آنچه یک بار منتشر شده در تاریخچهٔ مخزن \
می‌ماند و از آنجا پاک نمی‌شود."""
_ADDRESSES = """

نشانی اینترنتی (IP) شما جایی نوشته نمی‌شود. فقط ردی از شبکهٔ شما، که نشانی از آن به دست نمی‌آید، تا یک روز در حافظه \
می‌ماند تا کسی با فرستادن پی‌درپی راه دیگران را نبندد. کدهایی که گرفته‌اید در «فرستاده‌های من» در مرورگر خودتان است و همان‌جا پاک می‌شود."""


def kept(site: Site) -> str:
    """Return what is kept of whoever hands something in, where and how long: on a server, or on the office's own computer."""
    return f"{_WITH_INBOX}\n{_KEPT}{_ADDRESSES}" if site.inbox else f"{_BEFORE_INBOX}\n{_KEPT}"
