"""How exact a number is: «بیش از» and «حدود» are told apart on pages and in what is published; an exact one has neither."""

from __future__ import annotations

import json
import re

import pytest

from generator.persian.numbers import ABOUT, MORE_THAN
from generator.site.exports.open_data.public import publish
from generator.site.exports.open_data.tabular import exact_csv, json_array
from generator.site.model.table import said
from generator.subjects.women import organisation_words
from tests.site import sites
from tests.site.sites import drawn, made_up

COOPERATIVE = {**sites.COOPERATIVE, "members": 340}
LISTS = {
    "counties": [{"id": "fasa", "name": "فسا", "column": 1, "row": 1, "population": 40000}],
    "sectors": [{"id": "food", "name": "خوراک"}],
}
WORDS = {MORE_THAN: "بیش از", ABOUT: "حدود", None: ""}


def qualified(precision: str | None, name: str) -> dict[str, str]:
    return {name: precision} if precision else {}


@pytest.mark.parametrize("precision", WORDS)
def test_a_value_is_said_as_exactly_as_it_is_known(precision):
    assert said(6000, "عضو", precision) == f"{WORDS[precision]} ۶٬۰۰۰ عضو".strip()


@pytest.mark.parametrize("precision", WORDS)
def test_pages_say_how_exact_a_number_is(precision):
    county = {**LISTS["counties"][0], **qualified(precision, "population_precision")}
    record = {**COOPERATIVE, **qualified(precision, "members_precision")}
    facility = {
        "id": "f",
        "title": "خط اعتباری",
        "kind": "credit",
        "area": "province",
        "total": 5_100_000_000,
        "added": "1403-01-05",
        **qualified(precision, "total_precision"),
    }
    site = made_up({**LISTS, "counties": [county], "cooperatives": [record], "facilities": [facility]})
    numbers = {
        "counties/": "۴۰٬۰۰۰",
        "cooperatives/": "۳۴۰ عضو",
        "facilities/f/": "۵ میلیارد و ۱۰۰ میلیون ریال",
    }
    for url, number in numbers.items():
        text = " ".join(re.sub(r"<[^>]+>", " ", drawn(site, url)[1]).split())
        before = re.search(rf"(بیش از |حدود |نزدیک )?{number}", text)
        assert before and (before[1] or "").strip() == WORDS[precision], url
    (note,) = [
        note for _, label, note in organisation_words.counters(site.registry, site.registry.get("cooperatives", "c"))
    ]
    assert note == (f"{WORDS[precision]} این رقم" if precision else "")


def test_what_is_published_keeps_the_former_column():
    records = [
        {**COOPERATIVE, "id": "a", "members_precision": MORE_THAN},
        {**COOPERATIVE, "id": "b", "members_precision": ABOUT},
        COOPERATIVE,
    ]
    public = publish(made_up({**LISTS, "cooperatives": records}).registry)
    table = public.tables["cooperatives"]
    header = b"".join(exact_csv(table)).decode().splitlines()[0].split(",")
    assert header.index("members_approximate") == header.index("members_precision") + 1
    rows = {row["id"]: row for row in json.loads(b"".join(json_array(table)))}
    told = {key: (row["members_precision"], row["members_approximate"]) for key, row in rows.items()}
    assert told == {"a": (MORE_THAN, True), "b": (ABOUT, True), "c": (None, None)}
    nested = {record.id: public.nested(record) for record in public.records["cooperatives"]}
    assert nested["a"]["members_approximate"] is True and "members_approximate" not in nested["c"]
    names = {field.name for table in public.tables.values() for field in table.fields}
    assert {"approximate", "total_approximate", "population_approximate"} <= names
