"""A hub: a bank over what other banks have published, whose cards lead to their pages; nothing of it is believed unasked."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from generator.dataset.describing.descriptor_reader import load
from generator.dataset.descriptor import DescriptorError
from generator.dataset.gathering import gathered_rows
from generator.dataset.reading.kept import Kept
from generator.project import assembly
from generator.site.exports.open_data.export import Make, Part
from generator.site.exports.open_data.public import publish
from generator.site.model.site import Site
from tests.support import KEY, ROOT, TODAY, Quiet, documents, files, made_official, run, serving, write

DAY = date(2026, 11, 24)
BANKS = {"fars": "فارس", "yazd": "یزد"}
SIZES = ["--women", "14", "--cooperatives", "4", "--programs", "1", "--loans", "0", "--meetings", "0"]


def published(folder: Path, name: str, seed: int) -> None:
    """Write the package that a bank of made-up records publishes."""
    data = folder / "bank"
    assert run("sample", data, *SIZES, "--seed", str(seed)).exit_code == 0
    loaded = assembly.load(data, DAY)
    assert loaded.registry is not None
    changes = assembly.subject_of(loaded.registry.package).sections()
    site = Site(loaded.registry, name, "", f"https://{name}.example.ir/", {}, DAY, changes=changes)
    write(Make(site, publish(site.registry))(Part("package")), folder)


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    for seed, name in enumerate(BANKS, start=1):
        published(folder / name, name, seed)
    return folder


def laid_out(packages: Path, target: Path) -> Path:
    """Lay out the hub of the tests over two banks, whose packages lie beside it; return its folder."""
    for name in BANKS:
        shutil.copytree(packages / name / "data", target / name)
    folder = Path(shutil.copytree(ROOT / "tests" / "fixtures" / "hub", target / "hub"))
    for tone, (name, label) in zip(("turquoise", "saffron"), BANKS.items(), strict=True):
        site = f"https://{name}.example.ir/"
        record = {"id": name, "name": label, "tone": tone, "site": site, "package": f"../{name}/datapackage.json"}
        (folder / "data" / "provinces" / f"{name}.yml").write_text(yaml.safe_dump(record, allow_unicode=True), "utf-8")
    return folder


@pytest.fixture
def hub(packages: Path, tmp_path: Path) -> Path:
    """A hub that may be changed, with the packages beside it; its folder."""
    return laid_out(packages, tmp_path)


@pytest.fixture(scope="module")
def built(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub with its site, which nobody changes."""
    folder = laid_out(packages, tmp_path_factory.mktemp("built"))
    done = build(folder)
    assert done.exit_code == 0, done.output
    return folder


def build(hub: Path, *more: str) -> Any:
    return run("build", "--config", hub / "mkdocs.yml", "--data", hub / "data", *TODAY, *more, key=KEY)


def table(hub: Path, bank: str, name: str) -> list[dict[str, str]]:
    with (hub.parent / bank / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def republish(hub: Path, bank: str, name: str, change: Callable[[list[dict[str, str]]], object]) -> None:
    """Change the rows of a table as its bank would publish them: the descriptor says what they are."""
    rows = table(hub, bank, name)
    columns = list(rows[0])
    change(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    content = out.getvalue().encode()
    (hub.parent / bank / "tables" / f"{name}.csv").write_bytes(content)
    described(hub, bank, name, {"bytes": len(content), "hash": f"sha256:{sha256(content).hexdigest()}"})


def described(hub: Path, bank: str, name: str, change: dict[str, Any]) -> None:
    """Change what a bank's descriptor says of a table."""
    path = hub.parent / bank / "datapackage.json"
    found = json.loads(path.read_text("utf-8"))
    next(item for item in found["resources"] if item["name"] == name).update(change)
    path.write_text(json.dumps(found), "utf-8")


# ---------- what a hub shows ----------


def test_a_hub_shows_all_banks_and_leads_to_their_pages(built: Path) -> None:
    checked = run("check-site", "--config", built / "mkdocs.yml", "--data", built / "data", *TODAY)
    assert checked.exit_code == 0, checked.output
    pages = documents(built / "site")
    assert {"", "provinces/", "provinces/fars/", "women/", "women/province/yazd/", "cooperatives/"} <= pages.keys()
    women = {
        f"https://{bank}.example.ir/women/{row['id']}/": row for bank in BANKS for row in table(built, bank, "women")
    }
    led = {
        address
        for url, page in pages.items()
        if url.startswith("women/")
        for _, name, address in page.addresses()
        if name == "href"
    }
    assert led >= women.keys() and not any(url.startswith("women/fars-") for url in pages)
    counted = str(len(table(built, "yazd", "women"))).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert f"{counted} زن توانمند" in pages["provinces/yazd/"].html
    counters = pages[""].html.partition('class="counters')[2].partition("</dl>")[0]
    assert counters.count(">استان<") == 1
    named = re.findall(r'class="ruler" aria-label="([^"]+)"', pages[""].html)
    assert len(named) == len(set(named)) == 2


def test_no_page_of_a_hub_asks_another_host(built: Path) -> None:
    for page in documents(built / "site").values():
        for element, name, address in page.addresses():
            if name != "href" or element.tag == "link":
                assert urlsplit(address).netloc in ("", "localhost:8000"), (page, address)


def test_who_has_not_agreed_is_on_no_list_that_is_to_be_found(hub: Path) -> None:
    config = hub / "mkdocs.yml"
    text = config.read_text("utf-8") + '  office:\n    name: دفتر\n    phone: ""\n'
    config.write_text(made_official(text), "utf-8")
    done = build(hub)
    assert done.exit_code == 0, done.output
    pages = documents(hub / "site")
    quiet = [row["name"] for bank in BANKS for row in table(hub, bank, "women") if row["basis"] == "public-record"]
    assert quiet
    naming = [page for page in pages.values() if any(name in page.html for name in quiet)]
    assert naming and not any(page.indexed for page in naming)
    assert pages["provinces/fars/"].indexed


def test_what_a_bank_no_longer_publishes_is_gone_with_the_next_build(hub: Path) -> None:
    assert build(hub).exit_code == 0
    gone = next(row for row in table(hub, "fars", "women") if " " in row["name"])
    assert any(gone["id"].encode() in content for content in files(hub / "site").values())
    republish(hub, "fars", "women", lambda rows: rows.remove(gone))
    republish(
        hub,
        "fars",
        "women-domains",
        lambda rows: rows.__setitem__(slice(None), [r for r in rows if r["woman"] != gone["id"]]),
    )
    assert build(hub).exit_code == 0
    for name, content in files(hub / "site").items():
        assert gone["id"] not in name and gone["id"].encode() not in content and gone["name"].encode() not in content


def test_what_is_gathered_is_not_published_as_the_hub_s_own(built: Path) -> None:
    names = {
        item["name"] for item in json.loads((built / "site/data/datapackage.json").read_text("utf-8"))["resources"]
    }
    assert names == {"provinces", "domains"}


def test_what_was_gathered_is_kept_for_whoever_watches(hub: Path) -> None:
    kept = Kept()
    first = assembly.load(hub / "data", DAY, kept=kept).registry
    republish(hub, "fars", "women", lambda rows: rows[0].update(ability="نگارگر"))
    again, fresh = assembly.load(hub / "data", DAY, kept=kept).registry, assembly.load(hub / "data", DAY).registry
    assert first and again and fresh
    assert again.tables == fresh.tables != first.tables


# ---------- what is not believed ----------


def a_row(**values: str) -> Callable[[Path], None]:
    return lambda hub: republish(hub, "yazd", "women", lambda rows: rows[3].update(values))


def a_table(**said: Any) -> Callable[[Path], None]:
    return lambda hub: described(hub, "yazd", "women", said)


def content(name: str, text: bytes) -> Callable[[Path], None]:
    return lambda hub: (hub.parent / "yazd" / name).write_bytes(text)


def not_synthetic(hub: Path) -> None:
    path = hub / "data" / "datapackage.yaml"
    path.write_text(path.read_text("utf-8").replace("synthetic: true\n", ""), "utf-8")


HOSTILE = {
    "no control sign": (a_row(name="زهرا\x1aراستی"), "U+001A"),
    "no private number": (a_row(ability="تلفن ۰۹۱۷۱۲۳۴۵۶۷"), "/yazd/tables/women.csv:"),
    "no id that is a way": (a_row(id="../../fars"), "«../../fars»"),
    "no unknown domain": (
        lambda hub: republish(hub, "yazd", "women-domains", lambda rows: rows[0].update(domain="magic")),
        "/yazd/tables/women-domains.csv:2",
    ),
    "no list of nobody": (
        lambda hub: republish(hub, "yazd", "women-domains", lambda rows: rows[0].update(woman="", position="")),
        "/yazd/tables/women-domains.csv:2",
    ),
    "no place that is no number": (
        lambda hub: republish(hub, "yazd", "women-domains", lambda rows: rows[0].update(position="one")),
        "/yazd/tables/women-domains.csv:2",
    ),
    "no list of a stranger": (
        lambda hub: republish(hub, "yazd", "women-domains", lambda rows: rows[0].update(woman="nobody")),
        "/yazd/tables/women-domains.csv:2",
    ),
    "nobody twice": (
        lambda hub: republish(hub, "yazd", "women", lambda rows: rows.append(dict(rows[0]))),
        "/yazd/tables/women.csv:",
    ),
    "no page that runs": (a_table(page="javascript:alert({id})"), "/yazd/tables/women.csv:2"),
    "no page within": (a_table(page="http://127.0.0.1/{id}/"), "/yazd/tables/women.csv:2"),
    "no page at all": (a_table(page=""), "site_url"),
    "no one page for all": (a_table(page="https://box.example.ir/"), "site_url"),
    "no way out": (a_table(path="../../hub/data/domains.csv"), "datapackage.json"),
    "no address as a path": (a_table(path="https://example.org/women.csv"), "datapackage.json"),
    "not what it says": (content("tables/women.csv", b"id,name\n"), "همان نیست"),
    "no other columns": (a_table(schema={"fields": [{"name": "id"}]}), "ستون‌های این جدول"),
    "no nesting": (content("datapackage.json", b"[" * 200_000), "JSON"),
    "no list": (content("datapackage.json", b"[]"), "datapackage.json"),
    "no text": (content("datapackage.json", b"\xff\xfe{}"), "JSON"),
    "nothing": (lambda hub: (hub.parent / "yazd" / "datapackage.json").unlink(), "پیدا نشد"),
    "nobody made up among the real": (not_synthetic, "ساختگی"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_package_that_is_not_right_is_told_with_its_place(hub: Path, case: str) -> None:
    spoil, said = HOSTILE[case]
    spoil(hub)
    done = run("validate", "--data", hub / "data", *TODAY)
    assert (done.exit_code, said in done.output) == (1, True), done.output
    assert "Traceback" not in done.output and "۰۹۱۷۱۲۳۴۵۶۷" not in done.output
    assert "یزد" in done.output or "/yazd/" in done.output


def test_an_address_with_a_secret_is_refused_and_the_secret_is_not_said(hub: Path) -> None:
    path = hub / "data" / "provinces" / "yazd.yml"
    record = yaml.safe_load(path.read_text("utf-8"))
    for address in (
        "https://office:geheim-31@yazd.example.ir/data/datapackage.json",
        "s3://office:geheim-31@bucket/data/datapackage.json",
        "https://yazd.example.ir/data/datapackage.json?X-Amz-Signature=geheim-31",
        "https://yazd.example.ir/data/datapackage.json?v=1&access_token=geheim-31",
        "https://yazd.example.ir/data/datapackage.json?v=1&sig=geheim-31",
        "https://yazd.example.ir/data/datapackage.json?Sign=geheim-31",
    ):
        path.write_text(yaml.safe_dump({**record, "package": address}, allow_unicode=True), "utf-8")
        done = run("validate", "--data", hub / "data", *TODAY, key=KEY)
        assert done.exit_code == 1
        assert "نام کاربری، رمز یا کلید" in done.output
        assert "geheim-31" not in done.output


@pytest.mark.parametrize("asked", ["v=2", "design=plain", "keyword=women"])
def test_an_address_that_asks_for_something_else_holds_no_secret(asked: str) -> None:
    assert not gathered_rows._SECRET.search(f"https://yazd.example.ir/data/datapackage.json?{asked}")


def test_a_text_of_a_package_runs_nowhere(hub: Path) -> None:
    a_row(ability='نگارگر "><script>alert(1)</script>')(hub)
    assert build(hub).exit_code == 0
    page = next(page for url, page in documents(hub / "site").items() if url == "women/province/yazd/")
    assert "&lt;script&gt;alert" in page.html and "<script>alert" not in page.html


def test_a_file_that_is_too_large_is_not_read(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.dataset.gathering.published_package._TABLE_MOST", 500)
    done = run("validate", "--data", hub / "data", *TODAY)
    assert (done.exit_code, "بیش از" in done.output) == (1, True), done.output


def test_a_bank_that_cannot_be_read_leaves_the_hub_as_it_was(hub: Path) -> None:
    assert build(hub).exit_code == 0
    before = files(hub / "site")
    (hub.parent / "yazd" / "tables" / "women.csv").unlink()
    done = build(hub)
    assert (done.exit_code, "سایت پیشین دست نخورد" in done.output) == (1, True), done.output
    assert files(hub / "site") == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("gathered: provinces\n    people", "gathered: nobody\n    people", "nobody"),
        ("{name: page, title: صفحه, type: string, link: true", "{name: page, title: صفحه, type: string", "link: true"),
        ("    folder: cooperatives\n    gathered", "    path: cooperatives.csv\n    gathered", "folder"),
    ],
)
def test_a_descriptor_says_what_gathering_needs(hub: Path, old: str, new: str, said: str) -> None:
    path = hub / "data" / "datapackage.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DescriptorError, match=said):
        load(path)


# ---------- real sites, as they are published ----------


class Web(Quiet):
    """Serve files in pieces, without a word on how long they are."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        if self.command == "GET":
            for part in (path.read_bytes()[:9000], path.read_bytes()[9000:]) if path.is_file() else ():
                self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n" if part else b"")
            self.wfile.write(b"0\r\n\r\n")

    do_HEAD = do_GET


@pytest.fixture
def web(tmp_path: Path) -> Iterator[str]:
    with serving(tmp_path, Web) as address:
        yield address


def test_packages_at_web_addresses_are_read_whole(hub: Path, built: Path, web: str) -> None:
    pytest.importorskip("aiohttp")
    for path in (hub / "data" / "provinces").iterdir():
        path.write_text(path.read_text("utf-8").replace("package: ..", f"package: {web.rstrip('/')}"), "utf-8")
    done = build(hub)
    assert done.exit_code == 0, done.output
    same = {path: content for path, content in files(built / "site").items() if path.startswith(("women/", "search/"))}
    assert same and same.items() <= files(hub / "site").items()
    (hub.parent / "yazd" / "datapackage.json").unlink()
    gone = run("validate", "--data", hub / "data", *TODAY)
    assert (gone.exit_code, f"{web}yazd/datapackage.json" in gone.output) == (1, True), gone.output


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    memory = pytest.importorskip("fsspec").filesystem("memory")
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]
    yield memory


@pytest.mark.nightly
def test_a_hub_over_two_built_sites_in_a_store(hub: Path, bucket: Any, tmp_path: Path) -> None:
    for name in BANKS:
        bank = tmp_path / f"{name}-bank"
        bank.mkdir()
        text = (hub / "mkdocs.yml").read_text("utf-8").replace("docs_dir: content", f"docs_dir: {hub / 'content'}")
        text = re.sub(r"(?m)^site_url: .*$", f"site_url: https://{name}.example.ir/", text)
        (bank / "mkdocs.yml").write_text(text, "utf-8")
        assert run("sample", bank / "data", *SIZES).exit_code == 0
        words = ["--config", bank / "mkdocs.yml", "--data", bank / "data", "--output", f"memory://sites/{name}", *TODAY]
        done = run("build", *words)
        assert done.exit_code == 0, done.output
        path = hub / "data" / "provinces" / f"{name}.yml"
        record = yaml.safe_load(path.read_text("utf-8"))
        record["package"] = f"memory://sites/{name}/data/datapackage.json"
        path.write_text(yaml.safe_dump(record, allow_unicode=True), "utf-8")
    done = build(hub)
    assert done.exit_code == 0, done.output
    pages = documents(hub / "site")
    led = [address for _, name, address in pages["women/"].addresses() if ".example.ir/women/" in address]
    assert led
    for address in led:
        parts = urlsplit(address)
        assert bucket.exists(f"/sites/{parts.netloc.partition('.')[0]}{parts.path}index.html"), address
