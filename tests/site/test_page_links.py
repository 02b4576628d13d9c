"""Links of hand-written pages: where they may lead, and pages that nothing leads to."""

from __future__ import annotations

import pytest

from generator.site.drawing.page_links import link_problems, links, unreached


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[خبر](http://localhost:8000/x)", "link-private"),
        ("[خبر](<https://user:pass@example.org/>)", "link-private"),
        ("[خبر][1]\n\n[1]: http://192.168.1.1/", "link-private"),
        ("<http://bank.local/>", "link-private"),
        ('<a href="javascript:alert(1)">x</a>', "link-scheme"),
        ("[x](java&#115;cript:alert(1))", "link-scheme"),
        ("[x](//example.org/x)", "link-scheme"),
        ("[x](www.example.org)", "link-scheme"),
        ("[x](mailto:office)", "link-email"),
        ("<office@example>", "link-email"),
        ("---\nsources:\n  - title: خبر\n    url: http://10.0.0.1/\n---\n", "link-private"),
        ("---\nshortcuts:\n  - label: خبر\n    url: 'ftp://example.org'\n---\n", "link-scheme"),
    ],
)
def test_a_link_that_not_everybody_can_open_is_said_at_its_line(text: str, code: str):
    before = "سطر نخست\n\n" if not text.startswith("---") else ""
    (problem,) = link_problems(before + text, "content/x.md")
    assert problem.code == code
    # Of a name and its password only the ends of the whole are shown.
    line = (before + text).split("\n")[problem.line - 1]
    assert problem.found and all(part in line for part in problem.found.split("…"))
    assert ":pass@" not in problem.found


@pytest.mark.parametrize(
    "text",
    [
        "[خبر](https://www.example.ir:8080/x?a=1&amp;b=2) و [زنان](../women/) و [بالا](#main)",
        "<https://example.org/> و <office@example.ir> و [نامه](mailto:office@example.ir?subject=x)",
        "[تلفن](tel:+987132345678)",
        "`[x](http://localhost/)`\n\n```\n<a href='file:///x'>\n```\n<!-- http://127.0.0.1 [x](http://127.0.0.1/) -->",
        "---\nshortcuts:\n  - {label: خبر, url: women/}\n  - label: x\n    url: news/\n---\n",
    ],
)
def test_other_links_are_taken(text: str):
    assert not list(link_problems(text, "content/x.md"))


def test_a_page_that_nothing_leads_to_is_found(tmp_path):
    assert links("guide/", '<a class=x href="../about/#top"><a href=submissions/><a href="https://x.ir/">') == {
        "about/",
        "guide/submissions/",
    }
    (tmp_path / "women" / "a").mkdir(parents=True)
    (tmp_path / "women" / "a" / "index.html").write_text("<a href='../../privacy/'>", "utf-8")
    (tmp_path / "alone").mkdir()
    (tmp_path / "alone" / "index.html").write_text("<a href='../alone/'>", "utf-8")
    assert unreached(["", "about/", "privacy/", "alone/"], {"about/"}, tmp_path) == ["alone/"]
