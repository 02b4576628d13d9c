"""The start of the desk and of a running inbox: what is missing, who comes in, one at a time, and a worker that is kept."""

from __future__ import annotations

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from click.testing import CliRunner
from jinja2 import Environment, FileSystemLoader, Template
from markupsafe import Markup

from generator.cli import main
from generator.inbox import child_processes, desk, inbox_settings, serving
from generator.inbox.errands import Errands
from generator.inbox.inbox_settings import Settings, SettingsError
from generator.inbox.serving import Worker
from generator.inbox.store import backup, log_book
from generator.inbox.store.database import Store
from generator.inbox.web.listening import bound
from generator.runtime.lock import Busy
from tests.inbox.offices import git
from tests.support import ROOT, golden


def soon(is_so, seconds: float = 20.0) -> bool:
    """Whether something comes true within some seconds."""
    ends = time.monotonic() + seconds
    while not is_so() and time.monotonic() < ends:
        time.sleep(0.02)
    return bool(is_so())


def _template(name: str) -> Template:
    folder = Path(desk.__file__).parent / "web" / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, keep_trailing_newline=True).get_template(name)


class TestMissing:
    def test_a_folder_that_is_no_bank_is_told_of_on_a_page_and_on_the_terminal(self, tmp_path, monkeypatch):
        opened = []
        monkeypatch.setattr(desk.webbrowser, "open", opened.append)
        result = CliRunner().invoke(main, ["desk", "--project", str(tmp_path)])
        assert result.exit_code == 1 and "داده‌های بانک نیست" in result.output
        (page,) = opened
        assert "داده‌های بانک نیست" in Path(page.removeprefix("file://")).read_text("utf-8")
        assert (tmp_path / ".inbox/.gitignore").read_text() == "*\n"

    def test_each_thing_that_is_missing_has_its_sentence(self, tmp_path, monkeypatch):
        (tmp_path / "data").mkdir()
        (tmp_path / "data/datapackage.yaml").touch()
        monkeypatch.setattr(desk.shutil, "which", lambda name: None)
        monkeypatch.setattr(desk, "find_spec", lambda name: None)
        said = " ".join(desk.missing(tmp_path))
        assert all(word in said for word in ("desk.cmd", "git-scm.com", "git clone"))

    def test_a_program_that_mkdocs_does_not_know_is_missing(self, tmp_path, monkeypatch):
        monkeypatch.setattr("mkdocs.plugins.get_plugins", lambda: {})
        assert "sh desk.sh" in desk.missing(tmp_path)[0]

    def test_without_the_extra_the_command_line_loads_nothing_of_it(self):
        code = (
            "import sys, generator.cli; print([name for name in sys.modules"
            " if name.split('.')[0] in ('werkzeug', 'waitress', 'segno') or name.startswith('generator.inbox')])"
        )
        said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        assert said.strip() == "[]"

    @pytest.mark.parametrize(("name", "said"), [("no_python", "python.org"), ("not_installed", "wheels")])
    def test_what_windows_could_not_do_is_said_on_a_page(self, name, said):
        path = Path(desk.__file__).parent / f"{name}.html"
        page = path.read_text("utf-8")
        assert said in page and "<script" not in page
        # Without Python nothing draws it: it is kept as the template of what is missing would have it.
        (lead,) = re.findall("<p>(.*?)</p>", page)
        steps = [Markup(step) for step in re.findall("<li>(.*?)</li>", page)]
        assert len(steps) == 3 and page == golden(path, _template("missing.html").render(lead=lead, lacks=steps))
        assert f'start "" "generator\\inbox\\{name}.html"' in (ROOT / "desk.cmd").read_text("utf-8")


def test_a_browser_that_is_quicker_than_the_desk_waits_at_the_door_instead_of_being_refused():
    with bound() as door, socket.create_connection(door.getsockname(), 5) as early:
        assert door.accept()[1] == early.getsockname()


def test_a_port_is_free_again_as_soon_as_its_program_has_ended():
    with bound() as door, socket.create_connection(door.getsockname(), 5) as asking:
        port = door.getsockname()[1]
        with pytest.raises(OSError):  # two at once would each get half of what comes
            bound(port)
        door.accept()[0].close()  # who closes first keeps the port in mind for a minute
        assert asking.recv(1) == b""
    bound(port).close()


class TestLostStore:
    @pytest.fixture
    def project(self, laid_remote, tmp_path) -> Path:
        """The folder of a bank with a copy of the desk's store, and the files of a started desk that a browser is led to."""
        git(tmp_path, "clone", "--quiet", "--template=", str(laid_remote / "remote.git"), "bank")
        settings = inbox_settings.of_desk(tmp_path / "bank")
        store = Store(settings.store)
        with store.writing() as tx:
            log_book.note(tx, datetime(2026, 11, 24, tzinfo=UTC), "before")
        backup.write(store, settings.copies, datetime(2026, 11, 24, tzinfo=UTC), 14)
        store.close()
        return tmp_path / "bank"

    def test_a_desk_whose_store_is_gone_puts_its_newest_whole_copy_back(self, project, monkeypatch):
        settings, said = inbox_settings.of_desk(project), []
        settings.store.unlink()
        (settings.copies / "inbox-20261125-000000.db").write_bytes(b"torn")
        monkeypatch.setattr(serving, "run", lambda *given, **more: None)
        assert desk.run(project, 0, False, said.append)
        assert said == ["صندوق از «inbox-20261124-000000.db» برگشت."]
        store = Store(settings.store)
        with store.reading() as tx:
            assert log_book.latest(tx, 1)[0]["act"] == "before"
        store.close()

    def test_a_broken_store_is_told_on_a_page_with_what_brings_it_back(self, project, monkeypatch):
        inbox_settings.of_desk(project).store.write_bytes(b"no store at all" * 1000)
        opened = []
        monkeypatch.setattr(desk.webbrowser, "open", opened.append)
        assert not desk.run(project, 0, True, lambda text: None)
        (page,) = opened
        text = Path(page.removeprefix("file://")).read_text("utf-8")
        assert "آسیب دیده است" in text and "نام فایل inbox.db را عوض کنید" in text


class TestKnock:
    def test_who_brings_what_was_left_in_the_folder_comes_in_once(self, tmp_path):
        settings = Settings(tmp_path, str(tmp_path), project=tmp_path)
        lock, said = serving.alone(settings), []
        desk._open(settings, "http://127.0.0.1:1/", False, said.append)
        token = said[0].partition("#")[2]
        path = settings.lock.with_name("token")
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        knock = desk._Knock(settings)
        assert not knock("") and not knock(token[:-1]) and not knock("é")
        assert knock(token) and not knock(token)
        lock.release()

    def test_only_one_runs_on_a_store(self, tmp_path):
        settings = Settings(tmp_path, str(tmp_path), project=tmp_path)
        lock = serving.alone(settings)
        with pytest.raises(Busy):
            serving.alone(settings)
        lock.release()
        serving.alone(settings).release()


class TestWorker:
    def test_it_is_started_again_when_it_ends_and_ends_when_it_is_told(self, tmp_path, monkeypatch):
        monkeypatch.setattr(serving, "_FIRST_PAUSE", 0.01)
        starts = tmp_path / "starts"
        code = f"open({str(starts)!r}, 'a').write('x'); import os, time; time.sleep(60 if os.path.getsize({str(starts)!r}) > 2 else 0)"
        worker = Worker([sys.executable, "-c", code], Settings(tmp_path, ""))
        worker.start()
        assert soon(lambda: starts.is_file() and starts.stat().st_size == 3 and worker.is_running)
        worker.stop()
        assert not worker.is_running and starts.stat().st_size == 3

    def test_it_ends_with_its_parent(self):
        code = "from generator.inbox import serving; import time; serving.end_with_parent(); print(1, flush=True); time.sleep(60)"
        child = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert child.stdout.readline() == b"1\n"
        child.stdin.close()
        assert child.wait(20) == 0

    def test_a_child_is_of_the_same_program_wherever_it_is_started(self, tmp_path):
        (tmp_path / "generator").mkdir()
        (tmp_path / "generator/__init__.py").write_text("raise SystemExit('another one')")
        settings = Settings(tmp_path, str(tmp_path), project=tmp_path)
        command = child_processes.words("carry", settings, "--to=x")
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, **child_processes.alike(settings))
        assert done.returncode == 1 and "سایت هنوز ساخته نشده است" in done.stderr

    @pytest.mark.parametrize("address", ["https://bank.example.ir/", ""])
    def test_what_a_server_builds_names_the_address_of_the_server(self, tmp_path, monkeypatch, address):
        monkeypatch.setenv("SITE_URL", "https://office.example/")
        code = [sys.executable, "-c", "import os; print(os.environ['SITE_URL'])"]
        alike = child_processes.alike(Settings(tmp_path, "", address=address))
        assert subprocess.check_output(code, text=True, **alike).strip() == (address or "https://office.example/")


def test_an_errand_says_how_it_ended(tmp_path):
    errands = Errands(Settings(tmp_path, str(tmp_path), project=tmp_path))
    errand = errands.begin("carry", "x", "carry", "--to=x")
    assert errands.begin("carry", "x", "carry", "--to=x") is errand
    assert soon(lambda: errand.is_done) and not errand.is_good
    assert errand.said == "سایت هنوز ساخته نشده است." and errands.of("carry") is errand


class TestSettings:
    def test_the_secret_is_made_once_for_its_owner_alone(self, tmp_path):
        settings = Settings(tmp_path / "new", "")
        secret = settings.secret()
        assert len(secret) == 32 and settings.secret() == secret
        path = tmp_path / "new/secret"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        path.chmod(0o644)
        with pytest.raises(SettingsError, match="chmod 600"):
            settings.secret()
        path.chmod(0o600)
        path.write_bytes(b"short")
        with pytest.raises(SettingsError, match="پشتیبان"):
            settings.secret()

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "repository"),
            ("repository = ", "خوانده نشد"),
            ("repository='x'\naddress='http://x.ir'", "https"),
            ("repository='x'\naddress='https://x.ir/inbox'", "ریشهٔ یک دامنه"),
            ("repository='x'\naddress='https://x.ir'\nport=0", "از ۱ تا"),
            ("repository='x'\naddress='https://x.ir'\nport=true", "port"),
            ("repository='x'\naddress='https://x.ir'\npush='often'", "plain یا branch یا none"),
            ("repository='x'\naddress='https://x.ir'\nbrnach='main'", "شاید «branch»"),
        ],
    )
    def test_every_mistake_is_a_sentence_that_names_the_key(self, tmp_path, text, said):
        (tmp_path / "inbox.toml").write_text(text, "utf-8")
        with pytest.raises(SettingsError, match=said):
            inbox_settings.read(tmp_path / "inbox.toml")

    def test_what_is_right_is_read(self, tmp_path):
        text = "repository='https://x.ir/bank.git'\naddress='https://x.ir'\nafter_decision=10\npassword_file='git.password'"
        (tmp_path / "inbox.toml").write_text(text, "utf-8")
        read = inbox_settings.read(tmp_path / "inbox.toml")
        assert (read.address, read.after_decision, read.is_desk) == ("https://x.ir/", 10, False)
        assert read.password_file == tmp_path / "git.password"

    def test_a_desk_has_a_folder_of_its_own_and_may_say_how_long_things_are_kept(self, tmp_path):
        assert inbox_settings.of_desk(tmp_path).folder == tmp_path / ".inbox"
        (tmp_path / ".inbox").mkdir()
        (tmp_path / ".inbox/inbox.toml").write_text("after_decision = 10\n")
        assert inbox_settings.of_desk(tmp_path).after_decision == 10


def test_the_desk_ends_by_a_button_of_its_own_pages_alone_and_leaves_nothing_running(laid_remote, tmp_path):
    git(tmp_path, "clone", "--quiet", "--template=", str(laid_remote / "remote.git"), "bank")
    command = [sys.executable, "-P", "-m", "generator", "desk", "--project", str(tmp_path / "bank"), "--headless"]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        site, token = re.search(r"(http://\S+/)inbox/enter#(\w+)", running.stdout.readline()).groups()
        browser = build_opener(HTTPCookieProcessor())

        def post(way: str, **fields: str) -> tuple[int, str]:
            asked = Request(f"{site}inbox/{way}", urlencode(fields).encode(), {"Origin": site.rstrip("/")})
            try:
                with browser.open(asked, timeout=60) as answer:
                    return answer.status, answer.read().decode()
            except HTTPError as error:
                return error.code, ""

        assert post("desk/end")[0] == 401
        page = post("enter", token=token)[1]
        csrf = re.search(r'action="/inbox/desk/end"><input type="hidden" name="csrf" value="([^"]+)"', page)[1]
        assert post("desk/end", csrf="x")[0] == 403 and running.poll() is None
        status, page = post("desk/end", csrf=csrf)
        assert (status, "میز بسته شد" in page, "/inbox/leave" in page) == (200, True, False)
        assert running.wait(60) == 0
        # Its worker has ended with it, and the next start finds no address of one that runs.
        with pytest.raises(ProcessLookupError):
            os.killpg(running.pid, 0)
        assert not list((tmp_path / "bank" / ".inbox").rglob("address.json"))
    finally:
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
        running.communicate()


def test_a_server_has_no_such_button_and_no_such_address(inbox):
    keeper = inbox.person("keeper")
    assert keeper.post("/inbox/desk/end").status_code in (404, 405)
    assert "/inbox/desk/end" not in keeper.get("/inbox/desk/").get_data(as_text=True)
