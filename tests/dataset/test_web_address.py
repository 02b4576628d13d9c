"""Addresses that anybody can open, and those that are of a private network, hold a password or are none."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dataset import web_address
from generator.dataset.web_address import NO_ADDRESS, NOT_PUBLIC, fault_of, is_email


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://www.example.ir/news/1399?id=12#top",
        "https://example.ir:8080/a@b",
        "https://xn--mgbkl6a.ir/",
        "http://80.191.69.1/paper.pdf",
        "https://local.example.org/",
    ],
)
def test_a_public_page_is_taken(address: str):
    assert fault_of(address) is None


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/",
        "http://localhost:8000/women/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f.1/",
        "http://10.0.0.8/x",
        "http://172.20.0.1/",
        "http://192.168.1.10:8080/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://printer.local/",
        "http://bank.local./",
        "https://portal.internal/",
        "https://user:pass@example.org/",
        "https://user@example.org/",
        "https://example.org:25/",
    ],
)
def test_what_not_everybody_can_open_is_refused(address: str):
    assert fault_of(address) == NOT_PUBLIC


@pytest.mark.parametrize(
    "text",
    [
        "example.org",
        "https://example",
        "ftp://example.org",
        "https:/example.org",
        "https://a b.ir",
        "https://x.ir:99999/",
        "javascript:alert(1)",
        "https://",
    ],
)
def test_what_is_no_address_is_refused(text: str):
    assert fault_of(text) == NO_ADDRESS


def test_only_an_email_is_one():
    assert is_email("office@example.ir")
    assert not any(
        map(is_email, ["office", "office@example", "@office", "a@b.ir?cc=x@y.ir", "a b@example.ir", "a@b.ir,c@d.ir"])
    )


LABELS = st.sampled_from(
    ["example", "local", "home", "arpa", "ir", "localhost", "0x7f", "10", "xn--mgb", "-", "corp", "a"]
)
PLACES = st.sampled_from(["", "/", "/paper.pdf", "/%D8?a=b#c", ":8080/", ":25", "/a b", "/«", "//x", ".", "./a"])


@given(st.sampled_from(["http", "https", "HTTP", "ftp"]), st.lists(LABELS, max_size=4), PLACES)
def test_a_plain_address_is_judged_as_its_parts_are(scheme: str, labels: list[str], place: str):
    address = f"{scheme}://{'.'.join(labels)}{place}"
    with pytest.MonkeyPatch.context() as patched:
        found = fault_of(address)
        patched.setattr(web_address, "_PLAIN", re.compile(r"(?!)"))
        assert found == fault_of(address)
