"""The figures that the statistics begin with: whom the bank knows, in which domains, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterator

from generator.persian.digits import fa
from generator.persian.numbers import counted
from generator.site.model.site import Site
from generator.site.model.table import Answer
from generator.subjects.women import figures


def women(site: Site) -> Iterator[Answer]:
    """Yield how many women there are, which domain is the largest, and how many confirmed their page."""
    registry = site.registry
    total = len(registry["women"])
    if not total:
        return
    known = figures.women(registry, "county")
    silent = sum(county.id not in known for county in site.counties)
    words = f"{counted(silent, 'شهرستان')} هنوز نامی ندارد؛ این خالی بودن از داده‌های ماست، نه از شهرستان."
    title = f"زن، از {counted(len(known), 'شهرستان')}"
    yield Answer(fa(total), "", title, words if silent else "از همهٔ شهرستان‌ها نامی ثبت شده است.")
    domains = figures.women(registry, "domain")
    most = max(domains.values())
    first = [record.label for record in registry["domains"] if domains.get(record.id) == most]
    words = f"{counted(most, 'زن')}، هر زن در حوزهٔ نخستش. {counted(len(domains), 'حوزه')} دست‌کم یک نام دارد."
    # Where several are the largest none of them is named before the others.
    if len(first) == 1:
        yield Answer(fa(round(100 * most / total)), "درصد", f"در بزرگ‌ترین حوزه: {first[0]}", words)
    living, confirmed = figures.confirmed(registry)
    if living:
        words = (
            f"از {counted(living, 'زن')} که زنده‌اند؛ صفحه‌های دیگر از منابع عمومی گردآوری شده‌اند."
            if confirmed
            else f"هنوز هیچ زنی صفحه‌اش را تأیید نکرده است؛ صفحهٔ {counted(living, 'زن')} که زنده‌اند از منابع عمومی گردآوری شده است."
        )
        yield Answer(fa(confirmed), "", "صفحهٔ تأییدشده", words)


def organisations(site: Site) -> Iterator[Answer]:
    """Yield how many organisations the records stand for."""
    found = site.registry["cooperatives"]
    if found:
        counties = {county.id for county in site.counties} & {record["county"] for record in found}
        words = f"در {counted(len(found), 'پرونده')}، از {counted(len(counties), 'شهرستان')}."
        yield Answer(fa(figures.organisations_behind(found)), "", "تعاونی، صندوق و گروه", words)
