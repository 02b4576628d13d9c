"""What the site itself says of an inbox: nothing without one, and no link that leads nowhere with one."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.site.engine import configuration
from generator.site.published.built_site import BuiltSite
from generator.site.published.promises import links_resolve
from tests import support


def test_a_site_without_an_inbox_says_nothing_of_one(small_site: Path) -> None:
    files = [path for path in small_site.rglob("*") if path.suffix in (".html", ".js", ".css", ".json", ".xml")]
    assert len(files) > 50
    assert [path.name for path in files if b"/inbox/" in path.read_bytes()] == []
    assert [path.name for path in small_site.rglob("*outbox*")] == []


def test_a_site_with_one_leads_to_it_from_its_forms_and_from_the_pages_of_people(inbox_site: Path) -> None:
    form = (inbox_site / "submit/women/index.html").read_text("utf-8")
    assert 'src="/inbox/assets/js/form-outbox.js"' in form
    assert 'href="/inbox/form/women"' in form
    woman = (inbox_site / "women/zahra-rasti/index.html").read_text("utf-8")
    for act in ("confirm", "correct", "remove"):
        assert f'href="/inbox/about/?page=women/zahra-rasti/&amp;act={act}"' in woman
    others = [path for path in inbox_site.glob("cooperatives/*/index.html") if b"/inbox/" in path.read_bytes()]
    assert others == []
    # What answers under that address is another program: only the rest is asked for files.
    assert list(links_resolve(BuiltSite(inbox_site, {"inbox": "/inbox/"}), None)) == []
    assert any("/inbox/" in fault for fault in links_resolve(BuiltSite(inbox_site, {}), None))


@pytest.mark.parametrize("value", ["inbox", "https://example.org/inbox/", "/other/", "//example.org/"])
def test_an_inbox_elsewhere_is_refused(tmp_path: Path, value: str) -> None:
    config = support.project(tmp_path)
    config.write_text(config.read_text("utf-8").replace("\nextra:\n", f"\nextra:\n  inbox: {value}\n"), "utf-8")
    with pytest.raises(configuration.ConfigurationError, match="/inbox/"):
        configuration.read(config)
