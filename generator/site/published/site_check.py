"""Hold a built site against everything that a published bank promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from generator.dataset.registry import Registry
from generator.site.published import promises
from generator.site.published.built_site import BuiltSite
from generator.site.published.findable import search_finds_each_record_by_its_label


class Promise(NamedTuple):
    """What is promised, in Persian, and the function that yields where it is not kept."""

    title: str
    broken: Callable[[BuiltSite, Registry], Iterator[str]]


PROMISES = (
    Promise("سایت کامل است", promises.there_is_a_site),
    Promise(
        "هر رکورد صفحه‌ای دارد و هیچ صفحه‌ای بی‌رکورد نیست", promises.every_record_has_its_page_and_no_page_is_of_nobody
    ),
    Promise("هر صفحه نام رکورد خود را دارد", promises.a_page_bears_the_name_of_its_record),
    Promise("پیوندهای سایت به جایی می‌رسند", promises.links_resolve),
    Promise("کسی که رضایت نداده در جست‌وجوگرها نیست", promises.nobody_is_found_who_did_not_agree),
    Promise("اطلاعات خصوصی در صفحه‌ها نیست", promises.no_page_holds_a_private_fact),
    Promise("جدول‌های دادهٔ باز همان داده‌هاست", promises.open_tables_equal_the_registry),
    Promise("جست‌وجو هر رکورد را به نامش می‌یابد", search_finds_each_record_by_its_label),
    Promise("اندازه‌ها پذیرفتنی است", promises.sizes_are_what_hosts_take),
)


def broken(site: BuiltSite, registry: Registry) -> Iterator[tuple[Promise, list[str]]]:
    """Yield each promise with the faults of the site; of a promise that is kept there are none."""
    for promise in PROMISES:
        yield promise, list(promise.broken(site, registry))
