"""The web addresses that public records give, with the places that give them, and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.dataset.descriptor import Resource
from generator.dataset.problems.printing import markdown_cell
from generator.dataset.reading.rows import Dataset
from generator.persian.digits import fa
from generator.runtime.reachability import Answer, Found

_WHY = {
    "404": "چنین صفحه‌ای نیست (۴۰۴)",
    "410": "صفحه حذف شده است (۴۱۰)",
    "name": "نام سایت پیدا نشد",
    "refused": "سایت پاسخ را رد کرد",
    "timeout": "در زمان گذاشته‌شده پاسخ نداد",
    "total": "زمان همهٔ پرسش‌ها سر آمد و نوبتش نرسید",
    "tls": "گواهی امنیتی سایت پذیرفته نشد",
    "robots": "سایت از برنامه‌ها خواسته است نپرسند",
    "redirects": "از نشانی به نشانی می‌فرستد و به جایی نمی‌رسد",
    "private": "نشانی شبکه‌ای خصوصی است",
    "scheme": "با http یا https آغاز نمی‌شود",
    "broken": "پاسخش خوانده نشد",
}


def source_links(dataset: Dataset) -> dict[str, list[str]]:
    """Return each address of a ``link`` field, with the places that hold it: ``data/women/x.yml:12``."""
    found: dict[str, list[str]] = {}
    for name, rows in dataset.rows.items():
        resource: Resource = dataset.package.resources[name]
        fields = [field.name for field in resource.fields if field.link]
        if not fields or dataset.package.root_of(resource).private:
            continue
        for row in rows:
            for field in fields:
                if url := row.cells.get(field):
                    found.setdefault(url, []).append(f"{row.file}:{row.line_of(field)}")
    return found


def why(found: Found) -> str:
    """Return in Persian what an address answered."""
    return _WHY.get(found.why, f"با کد {fa(found.why)} پاسخ داد")


def dead_links(answers: Iterable[Found], places: Mapping[str, list[str]]) -> str:
    """Return the addresses that are gone as Markdown, for an issue; nothing where all are there."""
    rows = [
        f"| {markdown_cell(found.url)} | {markdown_cell(why(found))} | {markdown_cell('، '.join(places[found.url]))} |"
        for found in answers
        if found.answer is Answer.GONE
    ]
    if not rows:
        return ""
    head = [
        f"این {fa(len(rows))} نشانی، که منبع رکوردی است، دیگر پاسخ نمی‌دهد. نشانی تازهٔ همان نوشته، نسخه‌ای بایگانی‌شده"
        " یا منبعی دیگر را به جایش بگذارید. این فرم هر هفته به‌روز می‌شود و با درست شدن همه بسته می‌شود.",
        "",
        "| نشانی | چرا | جا |",
        "| --- | --- | --- |",
    ]
    return "\n".join([*head, *rows]) + "\n"
