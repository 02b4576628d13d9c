"""One record, three doors: an issue event, the file that the site's form saves, and a workbook end as the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from tests.submissions import banks, issues, workbooks
from tests.support import TODAY, package

MEETING = {
    "title": "نشست كارگروه شهرستان فسا",
    "kind": "کارگروه شهرستان",
    "date": "۱۲ شهریور ۱۴۰۵",
    "area": "فسا",
    "resolutions": (
        "معرفی تعاونی‌های فعال | فرمانداری شهرستان | | ۳۰ آذر ۱۴۰۵ | در دست پیگیری\n"
        "تکمیل سمت‌های کارگروه | فرمانداری شهرستان | | 1405-10-15\n"
        "فرستادن گزارش فصل | سازمان جهاد کشاورزی | | | انجام‌شده | 1405-08-01"
    ),
    "sources": "صورت‌جلسه | فرمانداری فسا",
}
RECORDS = {"women": banks.WOMAN, "meetings": MEETING}


def run(folder: Path, *arguments: str) -> dict[str, bytes]:
    """Take a submission in and return the files of the data that it changed or added."""
    data = folder / "data"
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    result = CliRunner().invoke(main, ["intake", *arguments, "--data", str(data), *TODAY])
    assert result.exit_code == 0, result.output
    after = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    return {path.relative_to(folder).as_posix(): raw for path, raw in after.items() if before.get(path) != raw}


def by_event(folder: Path, resource: str) -> dict[str, bytes]:
    bank = banks.small(folder)
    body = issues.render(issues.items(bank, resource), RECORDS[resource])
    path = folder / "event.json"
    path.write_text(json.dumps(issues.event(resource, body)), "utf-8")
    return run(folder, "--event", str(path))


def by_workbook(folder: Path, resource: str) -> dict[str, bytes]:
    bank = banks.small(folder)
    path = folder / "handin.xlsx"
    path.write_bytes(workbooks.filled(bank, [RECORDS[resource]], resource))
    return run(folder, str(path))


def by_form(folder: Path, resource: str) -> dict[str, bytes]:
    """The site's form saves this shape; that a browser writes it is shown where the browser drives the form."""
    package(folder / "data")
    answers = dict(RECORDS[resource])
    if "domains" in answers:
        answers["domains"] = [part.strip() for part in answers["domains"].replace("،", ",").split(",")]
    path = folder / "handin.yml"
    path.write_text(yaml.safe_dump({"form": resource, "version": 1, "values": answers}, allow_unicode=True), "utf-8")
    return run(folder, str(path))


@pytest.mark.parametrize("resource", RECORDS)
def test_three_doors_lead_to_the_same_bytes(resource, tmp_path):
    found = []
    for name, door in (("event", by_event), ("workbook", by_workbook), ("form", by_form)):
        (tmp_path / name).mkdir()
        found.append(door(tmp_path / name, resource))
    assert len(found[0]) == 1
    assert found[0] == found[1] == found[2]


def test_a_meeting_with_three_resolutions(tmp_path):
    (text,) = by_workbook(tmp_path, "meetings").values()
    record = yaml.safe_load(text)
    assert [item["id"] for item in record["resolutions"]] == ["r1", "r2", "r3"]
    assert record["resolutions"][0]["agency"] == "farmandari"
    assert record["resolutions"][2]["status"] == "done"
