"""Releases of the open data."""

from __future__ import annotations

import json
import shutil
from datetime import date

import pytest

from generator.project.assembly import load
from generator.runtime.transaction import Transaction
from generator.site.exports.open_data.public import publish
from generator.site.exports.open_data.releases import changes, releases, sizes
from generator.site.exports.open_data.releasing import ReleaseError, release
from tests.site.open_data import DAY, FULL, site_of, written
from tests.support import BASE, ROOT, TODAY, files, package, run


def test_a_release_records_the_rows_of_every_table(tmp_path):
    data = package(tmp_path / "data", FULL)
    for name in ("releases", "release-counts"):
        shutil.copyfile(BASE / f"{name}.csv", data / f"{name}.csv")
    done = run("release", "1.0.0", "--note", "نخستین انتشار", "--data", data, *TODAY)
    assert done.exit_code == 0, done.output
    site = written(data, tmp_path / "site")
    (found,) = releases(site.registry)
    assert (found.version, found.date, found.note) == ("1.0.0", "1405-09-03", "نخستین انتشار")
    now = sizes(publish(site.registry))
    assert dict(found.rows) == now and changes(found.rows, now) == {}
    assert run("format", "--data", data, "--check").exit_code == 0
    described = json.loads((tmp_path / "site/data/datapackage.json").read_text("utf-8"))
    assert described["version"] == "1.0.0"
    assert described["releases"][0]["rows"]["women"] == 2
    (data / "women/fasa/zahra-rasti.yml").unlink()
    later = sizes(publish(site_of(data).registry))
    assert changes(found.rows, later)["women"] == (2, 1)
    done = run("release", "1.10.0", "--note", "یک پرونده کمتر", "--data", data, *TODAY)
    assert done.exit_code == 0, done.output
    assert [item.version for item in releases(site_of(data).registry)] == ["1.10.0", "1.0.0"]


def test_a_release_that_is_no_step_forward_is_refused(tmp_path):
    data = package(tmp_path / "data")
    assert run("release", "1.0.0", "--note", "نخستین انتشار", "--data", data, *TODAY).exit_code == 0
    before = files(data)
    registry = site_of(data).registry
    with Transaction(data / "datapackage.yaml") as transaction:
        for version in ("1.0.0", "0.9.9", "1.0", "v2", "1.0.0-rc.1", "01.2.3"):
            with pytest.raises(ReleaseError, match=r"نسخه|شمارهٔ"):
                release(registry, version, "باز هم انتشار", DAY, transaction)
        for note in ("", "   ", "آ" * 601):
            with pytest.raises(ReleaseError, match="یادداشت"):
                release(registry, "1.0.1", note, DAY, transaction)
    assert run("release", "1.0.0", "--note", "باز هم انتشار", "--data", data, *TODAY).exit_code == 1
    assert files(data) == before


def test_a_release_of_wrong_data_is_refused(tmp_path):
    data = package(tmp_path / "data")
    woman = data / "women/fasa/zahra-rasti.yml"
    woman.write_text(woman.read_text("utf-8").replace("county: fasa", "county: nowhere"), "utf-8")
    before = files(data)
    assert run("release", "1.0.0", "--note", "نخستین انتشار", "--data", data, *TODAY).exit_code == 1
    assert files(data) == before


def test_the_real_data_has_a_release():
    registry = load(ROOT / "data", date(2099, 1, 1)).registry  # a day after all that is recorded there
    assert registry is not None
    assert releases(registry)[-1].version == "1.0.0"
