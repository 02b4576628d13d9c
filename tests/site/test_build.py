"""A build gives the whole site or leaves the old one as it was; the same data gives the same bytes."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import pytest
from click.testing import Result

from generator.runtime import workers
from generator.site.engine import draw_pages as writing
from generator.site.engine.build_error import BuildError
from generator.site.engine.deploy import deploy
from tests.support import EPOCH, KEY, ROOT, TODAY, build, copy_of, files, generator, project, run, small_content

WOMAN = "data/women/fasa/zahra-rasti.yml"


def spoil(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("county: fasa", "county: nowhere"), "utf-8")


@pytest.fixture
def built(small_project, tmp_path, monkeypatch) -> Path:
    """A project of its own for each test, with the site that was built from it; its settings' file."""
    monkeypatch.setenv("WITHDRAWAL_KEY", KEY)
    return copy_of(small_project, tmp_path / "project") / "mkdocs.yml"


def listing(config: Path) -> list[str]:
    return sorted(path.name for path in config.parent.iterdir())


def test_a_build_says_in_one_plain_line_how_many_pages_it_made(built, tmp_path):
    """Where there is no terminal, progress is not told."""
    target = tmp_path / "new" / "below"
    # Another process, with another order of sets: the same site.
    done = generator("build", "--config", built, "--data", built.parent / "data", *TODAY, "--output", target)
    assert done.returncode == 0
    assert "\r" not in done.stdout + done.stderr and "\x1b" not in done.stdout + done.stderr
    (line,) = done.stdout.splitlines()
    assert re.search(r"[۰-۹]+ صفحه از داده‌ها ساخته شد", line) and str(target) in line
    assert len(done.stderr.splitlines()) <= 2
    assert files(target) == files(built.parent / "site")


def test_a_second_build_replaces_the_first_whole(built):
    (built.parent / "site" / "left-over.html").write_text("x")
    (built.parent / WOMAN).unlink()
    assert build(built).exit_code == 0
    assert not (built.parent / "site" / "left-over.html").exists()
    assert not (built.parent / "site" / "women" / "zahra-rasti").exists()


def test_bad_data_leaves_the_old_site_as_it_was(built):
    before, around = files(built.parent / "site"), listing(built)
    spoil(built.parent / WOMAN)
    result = build(built)
    assert result.exit_code == 1
    assert "zahra-rasti.yml:4" in result.stderr and "سایت پیشین دست نخورد" in result.stderr
    assert files(built.parent / "site") == before
    assert listing(built) == around


def test_a_setting_that_is_no_month_stops_the_build(tmp_path):
    config = project(tmp_path / "project")
    text = config.read_text("utf-8")
    config.write_text(text.replace('reporting_since: ""', "reporting_since: 1405"), "utf-8")
    done = build(config)
    assert done.exit_code == 1
    assert "«1405» برای reporting_since ماه نیست" in done.stderr and "Traceback" not in done.output
    assert not (config.parent / "site").exists()


@pytest.fixture
def in_pieces(built, monkeypatch) -> Callable[[bool], Result]:
    """Return a function that builds all anew, where even a small site is handed out to two processes in pieces."""

    def build_in_pieces(fork: bool) -> Result:
        monkeypatch.setattr(workers, "may_fork", lambda: fork)
        monkeypatch.setattr(writing, "FEW", 0)
        monkeypatch.setattr(writing, "CHUNK", 3)
        return build(built, "--processes", "2", "--profile", "--fresh")

    return build_in_pieces


def crash(monkeypatch) -> None:
    """Let the page of a woman have a fault."""
    whole = writing.draw_page

    def faulty(site, frame, page):
        if page.url == "women/zahra-rasti/":
            raise RuntimeError("a fault in a template")
        return whole(site, frame, page)

    monkeypatch.setattr(writing, "draw_page", faulty)


def test_a_crash_in_one_of_several_processes_leaves_the_old_site_as_it_was(built, in_pieces, monkeypatch):
    before, around = files(built.parent / "site"), listing(built)
    crash(monkeypatch)
    with pytest.raises(RuntimeError, match="a fault in a template"):
        raise in_pieces(fork=True).exception
    assert files(built.parent / "site") == before
    assert listing(built) == around


@pytest.mark.parametrize("fork", [True, pytest.param(False, marks=pytest.mark.nightly)])
def test_a_pool_of_processes_writes_what_one_writes(fork, built, in_pieces):
    one = files(built.parent / "site")
    done = in_pieces(fork)
    assert done.exit_code == 0, done.stderr
    assert files(built.parent / "site") == one
    told = [line.partition(":")[0] for line in done.stderr.splitlines() if "پردازنده" in line]
    assert {"خواندن داده‌ها", "بررسی داده‌ها", "جست‌وجو", "دادهٔ باز", "صفحه‌ها"} <= set(told)


def test_a_crash_while_pages_are_drawn_leaves_the_old_site_as_it_was(built, monkeypatch):
    before, around = files(built.parent / "site"), listing(built)
    crash(monkeypatch)
    monkeypatch.setattr(writing, "CHUNK", 3)
    with pytest.raises(RuntimeError, match="a fault in a template"):
        raise build(built, "--fresh").exception
    assert files(built.parent / "site") == before
    assert listing(built) == around


def test_a_full_disk_ends_in_a_sentence(built, monkeypatch):
    before, around = files(built.parent / "site"), listing(built)

    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writing, "draw_page", full)
    result = build(built, "--fresh")
    assert result.exit_code == 1
    assert "ناتمام ماند" in result.stderr and "Traceback" not in result.output
    assert files(built.parent / "site") == before
    assert listing(built) == around


def test_a_broken_link_in_a_hand_written_page_stops_the_build(built):
    before, around = files(built.parent / "site"), listing(built)
    page = built.parent / "content" / "about.md"
    page.write_text(page.read_text("utf-8") + "\n[گم](nowhere.md)\n", "utf-8")
    # In a process of its own, where what MkDocs says comes to the terminal too.
    done = generator("build", "--config", built, "--data", built.parent / "data", *TODAY)
    assert done.returncode == 1
    assert "about.md" in done.stderr and "nowhere.md" in done.stderr and "سایت پیشین دست نخورد" in done.stderr
    assert files(built.parent / "site") == before
    assert listing(built) == around


def test_two_files_of_one_address_stop_the_build(built, caplog):
    before, around = files(built.parent / "site"), listing(built)
    (built.parent / "content" / "robots.txt").write_text("mine", "utf-8")
    done = build(built)
    assert done.exit_code == 1
    assert "«robots.txt»" in caplog.text and "سایت پیشین دست نخورد" in done.stderr
    assert files(built.parent / "site") == before
    assert listing(built) == around


def test_beside_a_site_stands_what_it_holds(small_site):
    done = subprocess.run(["sha256sum", "--check", "--strict", "../site.sha256"], cwd=small_site, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(b": OK") == len(files(small_site))


def test_the_swap_is_undone_where_it_fails_half_way(built, monkeypatch):
    before = files(built.parent / "site")
    rename = Path.rename

    def stuck(path, target):
        if path.name.startswith("site-") and path.parent.name.startswith("."):
            raise PermissionError(13, "Permission denied", str(target))
        return rename(path, target)

    monkeypatch.setattr("generator.runtime.transaction.exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", stuck)
    assert build(built).exit_code == 1
    monkeypatch.undo()
    assert files(built.parent / "site") == before


def test_without_a_site_before_a_failed_build_leaves_nothing(tmp_path):
    config = project(tmp_path / "project")
    around = listing(config)
    spoil(config.parent / WOMAN)
    assert build(config).exit_code == 1
    assert listing(config) == around


def test_a_folder_that_is_no_site_is_refused(tmp_path):
    config = project(tmp_path / "project", content=small_content(tmp_path / "content"))
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "thesis.txt").write_text("years of work")
    result = build(config, "--output", precious)
    assert result.exit_code == 1
    assert str(precious) in result.stderr and "خالی نیست" in result.stderr
    assert files(precious) == {"thesis.txt": b"years of work"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "precious", "project"]


def test_an_empty_folder_is_taken(built, tmp_path):
    (tmp_path / "empty").mkdir()
    assert build(built, "--output", tmp_path / "empty").exit_code == 0
    assert (tmp_path / "empty" / "index.html").is_file()


def test_a_file_as_output_is_refused_and_kept(tmp_path):
    config = project(tmp_path / "project")
    file = tmp_path / "file"
    file.write_text("kept")
    assert build(config, "--output", file).exit_code == 2
    assert file.read_text() == "kept"


@pytest.mark.parametrize("inside", ["data", "."])
def test_the_folder_of_the_sources_is_no_place_for_the_site(inside, tmp_path):
    config = project(tmp_path / "project", content=small_content(tmp_path / "content"))
    before = files(config.parent)
    assert build(config, "--output", config.parent / inside).exit_code == 1
    assert files(config.parent) == before


BY_GENERATOR = ["generator", "build", "--processes", "1", "--config"]
BY_MKDOCS = ["mkdocs", "build", "--quiet", "--config-file"]


@pytest.mark.parametrize(
    ("command", "made", "least"),
    [
        pytest.param(BY_GENERATOR, "bank-project", 200, id="generator", marks=pytest.mark.nightly),
        pytest.param(BY_MKDOCS, "small-project", 100, id="mkdocs"),
        pytest.param(BY_MKDOCS, "bank-project", 200, id="mkdocs-bank", marks=pytest.mark.nightly),
    ],
)
def test_the_same_data_gives_the_same_bytes(command, made, least, bank_site, small_site, tmp_path):
    """Another process, another order of sets, another folder, MkDocs's own command: the same site."""
    site = bank_site if made == "bank-project" else small_site
    folder = shutil.copytree(site.parent, tmp_path / made, ignore=shutil.ignore_patterns("site", ".cache"))
    # A fixed order of sets, where that of the site of all tests is by chance.
    environment = {**os.environ, "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": EPOCH, "NO_MKDOCS_2_WARNING": "1"}
    environment["WITHDRAWAL_KEY"] = KEY
    command = [sys.executable, "-m", *command, str(folder / "mkdocs.yml")]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    one, two = files(site), files(folder / "site")
    assert len(one) > least
    assert [name for name in one.keys() | two.keys() if one.get(name) != two.get(name)] == []


def test_mkdocs_alone_stops_at_bad_data(tmp_path):
    config = project(tmp_path / "project")
    spoil(config.parent / WOMAN)
    done = mkdocs_of(config)
    assert done.returncode == 1
    assert "zahra-rasti.yml:4" in done.stderr and "Traceback" not in done.stderr


def test_mkdocs_alone_stops_at_a_broken_descriptor(tmp_path):
    config = project(tmp_path / "project")
    (config.parent / "data" / "datapackage.yaml").write_text("resources: [", "utf-8")
    done = mkdocs_of(config)
    assert done.returncode == 1
    assert "datapackage.yaml" in done.stderr and "Traceback" not in done.stderr


def mkdocs_of(config: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(config)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


# Publishing


def publish(config: Path, destination: str | Path):
    """Build and copy, as the command does; ``copy`` alone leaves the site as it was built."""
    return run("publish", "--config", config, "--data", config.parent / "data", *TODAY, "--to", destination)


def test_to_a_folder(built, tmp_path):
    result = publish(built, tmp_path / "public" / "html")
    assert result.exit_code == 0, result.output
    assert str(tmp_path / "public" / "html") in result.stdout
    assert files(tmp_path / "public" / "html") == files(built.parent / "site")
    # Again over itself, and nothing but the manifest is left beside it.
    assert deploy(built.parent / "site", str(tmp_path / "public" / "html")).place == str(tmp_path / "public" / "html")
    assert files(tmp_path / "public" / "html") == files(built.parent / "site")
    assert sorted(path.name for path in (tmp_path / "public").iterdir()) == ["html", "html.sha256"]


def test_a_folder_of_other_things_is_not_replaced(built, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("dear")
    result = publish(built, tmp_path / "home")
    assert result.exit_code == 1
    assert "خالی نیست" in result.stderr
    assert files(tmp_path / "home") == {"letter.txt": b"dear"}


def test_to_a_zip_whose_bytes_depend_on_the_site_alone(built, tmp_path):
    assert publish(built, tmp_path / "a.zip").exit_code == 0
    # The same files of another time.
    again = shutil.copytree(built.parent / "site", tmp_path / "again", copy_function=shutil.copyfile)
    os.utime(again / "index.html", (1, 1))
    deploy(again, str(tmp_path / "below" / "b.zip"))
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "below" / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.testzip() is None
        found = {name: archive.read(name) for name in archive.namelist()}
        assert {entry.external_attr >> 16 & 0o777 for entry in archive.infolist()} == {0o644}
    assert found == files(built.parent / "site")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_bad_data_is_not_published(built, tmp_path):
    deploy(built.parent / "site", str(tmp_path / "public"))
    before = files(tmp_path / "public")
    spoil(built.parent / WOMAN)
    assert publish(built, tmp_path / "public").exit_code == 1
    assert publish(built, tmp_path / "site.zip").exit_code == 1
    assert files(tmp_path / "public") == before and not (tmp_path / "site.zip").exists()


def fake_rsync(folder: Path, code: int) -> Path:
    """Write a program that notes what it was called with and ends with a code."""
    folder.mkdir()
    program = folder / "rsync"
    program.write_text(f'#!/bin/sh\nfor word; do printf "%s\\n" "$word"; done >> "{folder}/called"\nexit {code}\n')
    program.chmod(0o755)
    return folder


def test_to_another_computer_by_rsync(built, tmp_path, monkeypatch):
    folder = fake_rsync(tmp_path / "bin", 0)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    result = publish(built, "office@web.example.org:/srv/www/bank")
    assert result.exit_code == 0, result.output
    words = (folder / "called").read_text().splitlines()
    place = words.index("--")
    assert words[place + 1 : place + 3] == [f"{built.parent / 'site'}/", "office@web.example.org:/srv/www/bank"]
    assert "--delete" in words[:place]
    assert words[-1] == "office@web.example.org:/srv/www/bank.sha256"
    assert "office@web.example.org:/srv/www/bank" in result.stdout


def test_a_failed_rsync_is_a_failure(small_site, tmp_path, monkeypatch):
    folder = fake_rsync(tmp_path / "bin", 23)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(BuildError, match=r"rsync .*23"):
        deploy(small_site, "web.example.org:bank")


def test_without_rsync_it_says_what_to_do(built, tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    result = publish(built, "web.example.org:bank")
    assert result.exit_code == 1
    assert "rsync" in result.stderr and "نصب" in result.stderr


# Serving


def fetch(address: str) -> str:
    with urlopen(address, timeout=20) as response:
        return response.read().decode()


def wait_for(what: Callable[[], bool], process: subprocess.Popen, log: Path) -> None:
    """Wait until something holds; a generous end, so that a slow machine is no failure."""
    end = time.monotonic() + 45
    while time.monotonic() < end and process.poll() is None:
        try:
            if what():
                return
        except (URLError, ConnectionError, TimeoutError):
            pass
        time.sleep(0.1)
    raise AssertionError(f"it did not come to pass; the server said:\n{log.read_text('utf-8')}")


def test_the_live_preview_survives_bad_data(built):
    """An error in the data is shown over the last good pages; repaired, it is gone and the new text is there."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path, descriptor = built.parent / WOMAN, built.parent / "data" / "datapackage.yaml"
    address = f"http://127.0.0.1:{port}/women/zahra-rasti/"
    good, whole = path.read_text("utf-8"), descriptor.read_text("utf-8")
    assert "- name: women\n" in whole
    command = [sys.executable, "-m", "mkdocs", "serve", "--config-file", str(built), "--dev-addr", f"127.0.0.1:{port}"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": EPOCH}
    log = built.parent / "log.txt"
    with (
        log.open("wb") as said,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said) as process,
    ):
        try:
            wait_for(lambda: "بافندهٔ گلیم" in fetch(address), process, log)
            assert "داده‌ها خطا دارند" not in fetch(address)
            spoil(path)
            wait_for(lambda: "zahra-rasti.yml:4" in fetch(address), process, log)
            shown = fetch(address)
            assert "داده‌ها خطا دارند" in shown and "بافندهٔ گلیم" in shown
            descriptor.write_text(whole.replace("- name: women\n", "- name: [women\n", 1), "utf-8")
            wait_for(lambda: "datapackage.yaml" in fetch(address), process, log)
            shown = fetch(address)
            assert "داده‌ها خطا دارند" in shown and "بافندهٔ گلیم" in shown
            path.write_text(good.replace("بافندهٔ گلیم", "بافندهٔ گبه"), "utf-8")
            descriptor.write_text(whole, "utf-8")
            wait_for(lambda: "بافندهٔ گبه" in fetch(address), process, log)
            assert "داده‌ها خطا دارند" not in fetch(address)
        finally:
            process.terminate()


def test_a_built_site_is_shown_on_this_computer(built):
    command = [sys.executable, "-u", "-m", "generator", "serve", "--config", str(built), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = re.search(r"http://localhost:\d+/", process.stdout.readline())[0]
            address = address.replace("localhost", "127.0.0.1")
            assert "زهرا راستی" in fetch(address + "women/zahra-rasti/")
            with pytest.raises(HTTPError) as missing:
                fetch(address + "women/nobody/")
            assert missing.value.code == 404
            assert "پیدا نشد" in missing.value.read().decode()
            # A name of somebody else that leads here, by which their page could read this site.
            with pytest.raises(HTTPError) as elsewhere:
                urlopen(Request(address, headers={"Host": "localhost.example"}), timeout=20)
            assert elsewhere.value.code == 421 and "localhost" in elsewhere.value.read().decode()
        finally:
            process.terminate()


def test_nothing_is_shown_where_there_is_no_site(tmp_path):
    config = project(tmp_path / "project")
    result = run("serve", "--config", config)
    assert result.exit_code == 1
    assert "generator build" in result.stderr


def test_a_port_in_use_ends_in_a_sentence(built):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        result = run("serve", "--config", built, "--port", taken.getsockname()[1])
    assert result.exit_code == 1
    assert "--port" in result.stderr and "Traceback" not in result.output
