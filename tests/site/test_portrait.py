"""The rosette that stands for somebody without a photo: a pure function of an id and a tone."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from generator.site.model.portrait import choice, path, portrait, rosette, shape_address, shape_file

IDS = [f"zan-{number}" for number in range(3000)]


@pytest.fixture(scope="module")
def portraits() -> dict[str, str]:
    return {name: str(portrait(name, "rose", "../")) for name in IDS}


def drawing(svg: str) -> str:
    """Return what is inside the outermost element: the shape without its colours."""
    return svg[svg.index(">") + 1 :]


def test_the_same_id_gives_the_same_portrait(portraits):
    assert {name: str(portrait(name, "rose", "../")) for name in IDS[:200]} == {
        name: portraits[name] for name in IDS[:200]
    }


@pytest.mark.parametrize("seed", ["0", "1"])
def test_another_process_draws_the_same(seed, portraits):
    code = "from generator.site.model.portrait import portrait; print(portrait('zan-7', 'rose', '../'))"
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == portraits["zan-7"]


@pytest.fixture(scope="module")
def shapes() -> dict[str, str]:
    """Return the files of all shapes that the ids ask for, by their addresses."""
    return {shape_address(shape): shape_file(shape) for shape in {choice(name).shape for name in IDS}}


def test_size(portraits, shapes):
    assert max(len(svg.encode()) for svg in portraits.values()) <= 130
    sizes = [len(svg.encode()) for svg in shapes.values()]
    assert min(sizes) >= 1_000
    assert max(sizes) <= 3_100


def test_it_is_well_formed_and_may_stand_in_a_page_any_number_of_times(portraits):
    for svg in portraits.values():
        root = ElementTree.fromstring(svg)
        assert (root.tag, root.get("aria-hidden")) == ("svg", "true")
        (use,) = root
        assert (use.tag, set(use.attrib)) == ("use", {"href"})


def test_a_shape_has_no_colour_of_its_own(portraits, shapes):
    asked = {re.search(r'href="\.\./([^"#]+)#f"', svg)[1] for svg in portraits.values()}
    assert asked == set(shapes)
    for svg in shapes.values():
        symbol = ElementTree.fromstring(svg)[0]
        assert (symbol.tag.partition("}")[2], symbol.get("id")) == ("symbol", "f")
        for element in symbol.iter():
            assert not {"class", "style", "href"} & set(element.attrib)
            assert {element.get("fill", "var(--b)"), element.get("stroke", "var(--b)")} <= {
                f"var(--{one})" for one in "bflkh"
            }


def test_there_are_few_shapes_and_many_of_them_are_used(portraits):
    assert 130 <= len({drawing(svg) for svg in portraits.values()}) <= 144


def test_the_shape_is_of_the_id_and_the_tone_of_the_domain():
    rose, leaf = str(portrait("zan-1", "rose", "")), str(portrait("zan-1", "leaf", ""))
    assert drawing(rose) == drawing(leaf)
    assert rose.replace("tint-rose", "tint-leaf") == leaf


def test_schemes_and_the_spark_are_spread(portraits):
    found = [re.match(r'<svg class="portrait tint-rose scheme-([0-3])( spark)?"', svg) for svg in portraits.values()]
    assert all(found)
    assert {match[1] for match in found} == {"0", "1", "2", "3"}
    sparks = sum(bool(match[2]) for match in found)
    assert 0.25 < sparks / len(IDS) < 0.42


def test_the_site_has_every_shape_that_its_pages_show_and_draws_none_into_them(bank_site):
    shown = set()
    for page in bank_site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert len(re.findall(r'class="portrait ', text)) == len(
            re.findall(r'class="portrait [^>]+><use [^>]+/></svg>', text)
        )
        shown |= {(page.parent / way).resolve() for way in re.findall(r'<use href="([^"#/][^"#]*)', text)}
    assert len(shown) > 10
    assert all(path.is_file() for path in shown)


def test_every_style_that_a_portrait_asks_for_is_in_the_style_sheets(bank_site, portraits):
    css = "".join(sheet.read_text("utf-8") for sheet in (bank_site / "assets" / "css").glob("*.css"))
    names = {
        name for svg in portraits.values() for names in re.findall(r'class="([^"]+)"', svg) for name in names.split()
    }
    names |= {
        name
        for page in bank_site.rglob("*.html")
        for name in re.findall(r"\b(?:tint|tone)-[a-z]+", page.read_text("utf-8"))
    }
    assert [name for name in sorted(names) if not re.search(rf"\.{name}(?![\w-])", css)] == []


@pytest.mark.parametrize("points", [8, 10, 12, 16])
def test_a_rosette_has_a_petal_and_a_kite_for_each_point(points):
    parts = rosette(points, 100, 0, 0)
    assert (len(parts["petals"]), len(parts["kites"]), len(parts["star"]), len(parts["halo"])) == (points, points, 1, 1)
    assert {len(petal) for petal in parts["petals"]} == {6}
    assert {len(kite) for kite in parts["kites"]} == {4}


def test_a_path_closes_each_polygon_in_whole_steps():
    assert path([[(0.2, 0.0), (10.4, -3.0), (5.0, 8.0)], [(1, 1), (2, 2)]]) == "M0 0l10-3 -5 11zM1 1l1 1z"
