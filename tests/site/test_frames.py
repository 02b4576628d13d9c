"""A page spliced into a frame is, byte for byte, the page that MkDocs itself would render at its address."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest

from generator.site.drawing import frames
from tests.support import FOLDER, build, documents, files, project, small_content

_HREF = re.compile('href="([^"]*)"')
# MkDocs renders a page at the address of each record, with the record's own head and body in the places of the
# marks; what it gives is kept beside the site, where the plugin does not write over it.
HOOK = """
from pathlib import Path

from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, InclusionLevel

from generator.site.drawing.render import draw
from generator.site.engine.draw_pages import shown

TWINS = {}


@event_priority(-100)
def on_files(files, config):
    plugin = config.plugins["capable-women"]
    TWINS.clear()
    for page in plugin.pages:
        source = page.url + "index.md"
        if source not in plugin.stubs and not page.alone:
            TWINS[source] = page
            files.append(File.generated(config, source, content="# x {#main}\\n", inclusion=InclusionLevel.NOT_IN_NAV))
    return files


@event_priority(-100)
def on_page_context(context, page, config, nav):
    plugin, twin = config.plugins["capable-women"], TWINS.get(page.file.src_uri)
    if twin:
        head, body = draw(shown(plugin.site, twin), plugin.site)
        context.update(framed=True, FRAME_HEAD=head, FRAME_BODY=body)
    return context


@event_priority(-100)
def on_post_page(output, page, config):
    if page.file.src_uri in TWINS:
        path = Path(config.config_file_path).parent / "rendered" / page.file.dest_uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.encode())
        return ""  # the page itself is the spliced one
    return output
"""


@pytest.mark.parametrize("address", [FOLDER, pytest.param("https://example.org/", marks=pytest.mark.nightly)])
def test_every_page_is_the_one_that_mkdocs_renders(address, tmp_path):
    config = project(tmp_path, content=small_content(tmp_path / "content"), site_url=address, hooks=["twins.py"])
    (tmp_path / "twins.py").write_text(HOOK, "utf-8")
    result = build(config)
    assert result.exit_code == 0, result.output
    rendered, spliced = files(tmp_path / "rendered"), files(tmp_path / "site")
    assert {
        "women/zahra-rasti/index.html",
        "women/county/shiraz/index.html",
        "cooperatives/shahpurjan/index.html",
        "programs/bank/index.html",
        "facilities/credit/index.html",
        "counties/beyza/index.html",
    } <= set(rendered)
    for name, body in rendered.items():
        assert lines(name, spliced[name]) == lines(name, body), name


def lines(name: str, page: bytes) -> list[str]:
    """Return the lines of a page without blank ones, which a frame leaves out, and with whole addresses of its links.

    A page so deep that its own frame links to it has the same addresses, spelt from the frame's place.
    """
    whole = _HREF.sub(lambda match: f'href="{urljoin(f"http://site/{name}", match[1])}"', page.decode())
    return [line.strip() for line in whole.split("\n") if line.strip()]


@pytest.mark.nightly
def test_the_build_without_the_twins_gives_the_same_pages(tmp_path):
    """The construction itself changes nothing of what is published."""
    sites = []
    for name, hooks in (("with", ["twins.py"]), ("without", [])):
        content = small_content(tmp_path / name / "content")
        config = project(tmp_path / name, content=content, site_url=FOLDER, hooks=hooks)
        (tmp_path / name / "twins.py").write_text(HOOK, "utf-8")
        assert build(config).exit_code == 0
        sites.append({url: page.html for url, page in documents(tmp_path / name / "site").items()})
    assert sites[0] == sites[1]


def test_a_frame_is_filled_with_head_and_body_in_their_places():
    frame = frames.cut(f"<head>{frames.HEAD}</head><body>{frames.BODY}</body>")
    assert frame.fill("سر", "تن").decode() == "<head>سر</head><body>تن</body>"


def test_a_text_that_looks_like_a_mark_is_not_cut_again():
    frame = frames.cut(f"a{frames.HEAD}b{frames.BODY}c")
    assert frame.fill(frames.BODY, frames.HEAD).decode() == f"a{frames.BODY}b{frames.HEAD}c"


@pytest.mark.parametrize(
    "html",
    [
        "",
        "no marks",
        frames.HEAD,
        frames.BODY,
        frames.BODY + frames.HEAD,
        frames.HEAD + frames.BODY + frames.BODY,
        frames.HEAD + frames.HEAD + frames.BODY,
    ],
)
def test_a_page_without_each_mark_once_is_no_frame(html):
    with pytest.raises(frames.FrameError):
        frames.cut(html)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("women/", ("women", 1, "")),
        ("women/simin-daneshvar/", ("women", 2, "")),
        ("women/county/shiraz/", ("women", 3, "")),
        ("women/county/shiraz/2/", ("women", 4, "")),
        ("counties/shiraz/", ("counties", 2, "")),
        ("women/domain/", ("women", 2, "women/domain/")),
        ("women/domain/art/", ("women", 3, "women/domain/")),
    ],
)
def test_addresses_of_one_folder_depth_and_link_of_the_menu_share_a_frame(url, key):
    assert frames.key_of(url, {"women/domain/"}) == key


def test_the_sources_of_stubs_have_the_depth_of_their_pages():
    marks = {"women/domain/", "women/domain/art/"}
    for url in ("women/", "women/x/", "women/county/x/", "women/county/x/2/", "women/domain/", "women/domain/art/2/"):
        key = frames.key_of(url, marks)
        assert key.source.startswith("women/") and key.source.count("/") == url.count("/")
        assert key.address.count("/") == url.count("/") and frames.key_of(key.address, marks) == key
