"""The check of sources against a server on this computer."""

from __future__ import annotations

import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from generator.runtime.reachability import Answer, Found, Manners, ask, is_public
from tests.support import package, run, running

ANSWERS = {
    "/there": 200,
    "/gone": 404,
    "/removed": 410,
    "/private": 403,
    "/broken": 500,
    "/moved": ("/there", 301),
    "/moved-and-gone": ("/gone", 302),
    "/round": ("/round", 302),
    "/inside": ("http://10.0.0.1/", 302),
    "/to-a-file": ("file:///etc/passwd", 302),
}


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.server.asked.append((self.command, self.path, self.headers["User-Agent"]))
        if self.path == "/robots.txt":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"User-agent: *\nDisallow: /closed\n")
            return
        if self.path == "/slow":
            time.sleep(1)
        if self.path == "/get-only":
            self.send_response(405 if self.command == "HEAD" else 200)
            self.end_headers()
            return
        answer = ANSWERS.get(self.path, 200)
        target, status = answer if isinstance(answer, tuple) else ("", answer)
        self.send_response(status)
        if target:
            self.send_header("Location", target)
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []
    with running(server):
        yield server


@pytest.fixture
def base(server) -> str:
    server.asked.clear()
    return f"http://127.0.0.1:{server.server_port}"


HERE = Manners(timeout=0.3, pause=0, private=True)


@pytest.mark.parametrize(
    ("path", "answer", "why"),
    [
        ("/there", Answer.THERE, ""),
        ("/get-only", Answer.THERE, ""),
        ("/moved", Answer.THERE, ""),
        ("/a page؟q=۱#part", Answer.THERE, ""),
        ("/gone", Answer.GONE, "404"),
        ("/removed", Answer.GONE, "410"),
        ("/moved-and-gone", Answer.GONE, "404"),
        ("/private", Answer.UNSURE, "403"),
        ("/broken", Answer.UNSURE, "500"),
        ("/slow", Answer.UNSURE, "timeout"),
        ("/round", Answer.UNSURE, "redirects"),
        ("/closed", Answer.UNSURE, "robots"),
        ("/to-a-file", Answer.UNSURE, "scheme"),
    ],
)
def test_what_an_address_answers(base, path, answer, why):
    assert list(ask([base + path], HERE)) == [Found(base + path, answer, why)]


def test_what_time_is_out_for_is_not_asked(base, server):
    urls = [base + "/there", base + "/gone"]
    assert list(ask(urls, replace(HERE, total=0))) == [Found(url, Answer.UNSURE, "total") for url in urls]
    assert server.asked == []


def test_what_robots_close_is_not_asked_and_who_asks_is_named(base, server):
    list(ask([base + "/closed", base + "/there"], HERE))
    assert [(method, path) for method, path, _ in server.asked] == [("GET", "/robots.txt"), ("HEAD", "/there")]
    assert {agent for *_, agent in server.asked} == {HERE.agent}


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]"]
)
def test_no_private_network_is_asked(host, server, base):
    url = f"http://{host}:{server.server_port}/there"
    assert list(ask([url], Manners(timeout=0.3, pause=0))) == [Found(url, Answer.UNSURE, "private")]
    assert server.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("64:ff9b::5db8:d822", True),
        ("2002:5db8:d822::1", True),
        ("64:ff9b::a00:1", False),
        ("64:ff9b:1::5db8:d822", False),
        ("2002:7f00:1::", False),
        ("::127.0.0.1", False),
        ("::ffff:10.0.0.1", False),
        ("fec0::1", False),
        ("fe80::1%eth0", False),
        ("224.0.0.1", False),
        ("ff0e::1", False),
    ],
)
def test_an_address_that_carries_another_leads_where_that_leads(address: str, public: bool) -> None:
    assert is_public(address) == public


def test_a_redirect_into_a_private_network_is_not_followed(base, monkeypatch):
    """The first answer is let through as if it were public; where it leads is not."""
    from generator.runtime import reachability

    whole = reachability._connected
    monkeypatch.setattr(
        reachability,
        "_connected",
        lambda host, port, manners: whole(host, port, HERE if host == "127.0.0.1" else manners),
    )
    (found,) = ask([base + "/inside"], Manners(timeout=0.3, pause=0))
    assert (found.answer, found.why) == (Answer.UNSURE, "private")


def test_a_host_is_given_time_between_two_questions(base):
    begin = time.monotonic()
    list(ask([base + "/there", base + "/moved", base + "/gone"], Manners(timeout=1, pause=0.05, private=True)))
    assert time.monotonic() - begin >= 0.1


def test_a_port_where_nobody_listens_is_gone(server):
    (found,) = ask(["http://127.0.0.1:1/"], HERE)
    assert (found.answer, found.why) == (Answer.GONE, "refused")


def test_the_verb_lists_the_dead_with_the_places_that_name_them(base, tmp_path):
    data = package(tmp_path / "data")
    path = data / "women/fasa/zahra-rasti.yml"
    # A port is no address for a record; what reads the sources reads whatever stands there.
    text = path.read_text("utf-8").replace("    publisher: ایسنا\n", f"    publisher: ایسنا\n    url: {base}/gone\n")
    path.write_text(text, "utf-8")
    for other in data.rglob("*.yml"):
        if other != path:
            lines = other.read_text("utf-8").splitlines(keepends=True)
            other.write_text("".join(line for line in lines if "http" not in line), "utf-8")
    report = tmp_path / "dead.md"
    polite = ["--timeout", "1", "--pause", "0", "--private"]
    result = run("check-sources", "--data", data, "--report", report, *polite)
    assert result.exit_code == 1, result.output
    assert f"✗ {base}/gone: چنین صفحه‌ای نیست (۴۰۴) (data/women/fasa/zahra-rasti.yml:" in result.stdout
    assert "۱ دیگر نیست" in result.stdout
    assert "/gone" in report.read_text("utf-8") and "zahra-rasti.yml:" in report.read_text("utf-8")
    path.write_text(text.replace("/gone", "/there"), "utf-8")
    result = run("check-sources", "--data", data, "--report", report, *polite)
    assert result.exit_code == 0 and report.read_text("utf-8") == "", result.output
