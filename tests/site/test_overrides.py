"""What a province lays over the program's own: a sheet, a sign, a style and templates in the folder of its overrides."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.support import ASSETS, build, files, project, small_content

OVERRIDES = {
    "assets/mark.svg": "<svg/>",
    "assets/css/own.css": "h1{}",
    "partials/footer.html": "<footer>{{ config.site_name }}: پانویس استان</footer>",  # drawn by MkDocs
    "program.html": "<h1 id=main>برنامهٔ {{ site.name }}</h1>",  # drawn by ourselves
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("province")
    small_content(folder / "content")
    tokens = (ASSETS / "css" / "tokens.css").read_text("utf-8").replace("--paper:", "--paper: #010203; --was:")
    for name, text in {**OVERRIDES, "assets/css/tokens.css": tokens}.items():
        path = folder / "content" / "overrides" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    config = project(folder, content=Path("content"), site_name="بانک <b>نمونه</b>")
    text = config.read_text("utf-8")
    config.write_text(text.replace("\ntheme:\n", "\ntheme:\n  custom_dir: content/overrides\n"), "utf-8")
    result = build(config)
    assert result.exit_code == 0, result.output
    return files(folder / "site")


def test_the_overrides_of_a_province_are_found_first_and_served_at_the_same_addresses(site):
    assert site["assets/mark.svg"] == b"<svg/>" and site["assets/css/own.css"] == b"h1{}"
    assert b"--paper: #010203" in site["assets/css/tokens.css"]
    assert site["assets/css/site.css"] == (ASSETS / "css" / "site.css").read_bytes()
    # The folder lies among the pages, and is none of them.
    assert not [name for name in site if "overrides" in name]


def test_share_cards_are_drawn_with_what_the_site_serves(site, tmp_path):
    (tmp_path / "card.png").write_bytes(site["card.png"])
    assert Image.open(tmp_path / "card.png").convert("RGB").getpixel((800, 20)) == (1, 2, 3)


def test_a_template_of_the_province_replaces_ours_and_escapes_as_ours(site):
    program, home = (site[f"{name}index.html"].decode() for name in ("programs/bank/", ""))
    assert "<h1 id=main>برنامهٔ بانک &lt;b&gt;نمونه&lt;/b&gt;</h1>" in program
    for page in (program, home):
        assert "<footer>بانک &lt;b&gt;نمونه&lt;/b&gt;: پانویس استان</footer>" in page
        assert "<b>نمونه" not in page
