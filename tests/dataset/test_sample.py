"""The synthetic package: the same for the same seed, valid, canonical, as large as asked and about nobody."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.dataset import descriptor, formatter, reader, sample_words
from generator.dataset.load import load
from generator.dataset.sample import SampleError, write_sample
from generator.persian.digits import fa
from generator.persian.letters import is_canonical

DATA = Path(__file__).resolve().parents[2] / "data"
PACKAGE = descriptor.load(DATA / "datapackage.yaml")
TABLES = sum(1 for resource in PACKAGE.roots if resource.path)
COUNTS = {"women": 300, "cooperatives": 40, "programs": 15}
TODAY = date(2026, 9, 22)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    target = tmp_path_factory.mktemp("sample") / "data"
    write_sample(PACKAGE, target, COUNTS, 1)
    return target


@pytest.fixture(scope="module")
def registry(folder):
    loaded = load(folder, TODAY)
    assert loaded.problems == []
    return loaded.registry


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_as_many_records_as_asked(folder, registry, tmp_path):
    assert {name: len(registry[name]) for name in COUNTS} == COUNTS
    assert len(registry["facilities"]) == 6
    assert registry["withdrawn"] == []
    written = write_sample(PACKAGE, tmp_path / "x", {"women": 5, "facilities": 2}, 1)
    assert written == len(files(tmp_path / "x")) == TABLES + 1 + 1 + 6
    assert write_sample(PACKAGE, tmp_path / "y", {"facilities": 0}, 1) == TABLES + 1


def test_it_says_that_it_is_made_up_and_has_no_floors(folder):
    package = descriptor.load(folder / "datapackage.yaml")
    assert package.synthetic
    assert not PACKAGE.synthetic
    assert {resource.floor for resource in package.resources.values()} == {0}
    # All else is the real descriptor.
    plain = {key: value for key, value in package.raw.items() if key not in ("synthetic", "resources")}
    assert plain == {key: value for key, value in PACKAGE.raw.items() if key != "resources"}
    assert len((folder / "withdrawn.csv").read_text().splitlines()) == 1


def test_a_sample_of_a_sample_is_a_sample(folder, tmp_path):
    package = descriptor.load(folder / "datapackage.yaml")
    write_sample(package, tmp_path / "x", {"women": 3}, 1)
    assert (tmp_path / "x/datapackage.yaml").read_text() == (folder / "datapackage.yaml").read_text()


def test_the_same_seed_gives_the_same_bytes(folder, tmp_path):
    write_sample(PACKAGE, tmp_path / "same", COUNTS, 1)
    write_sample(PACKAGE, tmp_path / "other", COUNTS, 2)
    assert files(tmp_path / "same") == files(folder)
    assert files(tmp_path / "other").keys() != files(folder).keys()


def test_a_larger_sample_begins_with_the_smaller(folder, tmp_path):
    write_sample(PACKAGE, tmp_path / "small", {"women": 30, "cooperatives": 4, "programs": 2}, 1)
    assert files(tmp_path / "small").items() <= files(folder).items()


def test_it_is_canonical(folder):
    result = formatter.format_package(descriptor.load(folder / "datapackage.yaml"), write=False)
    assert (result.changes, result.problems) == ([], [])
    assert result.files == 300 + 40 + 15 + 6 + TABLES + 1


@pytest.mark.parametrize("seed", range(2, 8))
def test_other_seeds_are_valid_too(seed, tmp_path):
    write_sample(PACKAGE, tmp_path / "data", {"women": 120, "cooperatives": 60, "programs": 40, "facilities": 30}, seed)
    assert load(tmp_path / "data", TODAY).problems == []


def test_women_of_every_kind(registry):
    women = registry["women"]
    assert Counter(woman["life"] for woman in women).keys() == {"living", "deceased", "historical", "unknown"}
    assert {woman.get("basis") for woman in women} == {"consent", "public-record", None}
    thin = [woman for woman in women if "ability" not in woman]
    assert thin and all(len(woman["achievements"]) == len(woman["domains"]) == 1 for woman in thin)
    assert max(len(woman["achievements"]) for woman in women) >= 6
    for name in (
        "biography",
        "nominations",
        "other_names",
        "other_counties",
        "honorific",
        "reviewed",
        "period",
        "remark",
    ):
        assert any(name in woman for woman in women), name
    assert any(len(woman["domains"]) == 3 for woman in women)


def test_a_handful_is_of_every_kind(tmp_path):
    write_sample(PACKAGE, tmp_path / "data", {"women": 6}, 1)
    women = load(tmp_path / "data", TODAY).registry["women"]
    assert Counter(woman["life"] for woman in women) == {"living": 3, "deceased": 1, "historical": 1, "unknown": 1}


def test_counties_are_uneven_and_some_are_empty(registry):
    found = Counter(woman["county"] for woman in registry["women"])
    assert len(found) < len(registry["counties"])
    assert max(found.values()) > 5 * (sum(found.values()) / len(registry["counties"]))


def test_names_and_ids_are_nobodys(registry):
    real = {row.cells["name"] for row in reader.read(PACKAGE).rows["women"]}
    women = registry["women"]
    assert len(real) > 20
    assert all(woman.id.startswith("sample-") for woman in women)
    assert len({woman["name"] for woman in women}) == len(women)
    assert not {woman["name"] for woman in women} & (real | sample_words.KNOWN)


def test_actions_have_statuses_or_none(registry):
    actions = [action for program in registry["programs"] for action in program.get("actions", ())]
    assert {action.get("status") for action in actions} >= {None, "done", "planned"}
    assert any("actions" not in program for program in registry["programs"]) or len(actions) > 15


def test_words_are_canonical():
    def texts(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, (tuple, frozenset)):
            for item in value:
                yield from texts(item)
        elif isinstance(value, dict):
            for item in value.values():
                yield from texts(item)

    found = [text for name, value in vars(sample_words).items() if name.isupper() for text in texts(value) if text]
    assert len(found) > 300
    assert [text for text in found if not is_canonical(text)] == []


@pytest.mark.parametrize(
    ("target", "counts"),
    [
        ("full", {}),
        ("file", {}),
        ("real/inside", {}),
        ("new", {"men": 3}),
        ("new", {"women": -1}),
        ("new", {"counties": 1}),
    ],
)
def test_what_is_refused(target, counts, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    (tmp_path / "file").touch()
    shutil.copytree(DATA, tmp_path / "real")
    before = files(tmp_path)
    package = descriptor.load(tmp_path / "real/datapackage.yaml")
    with pytest.raises(SampleError):
        write_sample(package, tmp_path / target, counts, 1)
    assert files(tmp_path) == before


def test_an_empty_folder_is_taken(tmp_path):
    assert write_sample(PACKAGE, tmp_path, {"women": 1}, 1) == len(files(tmp_path))


def test_the_command(tmp_path):
    target = tmp_path / "data"
    words = ["sample", str(target), "--data", str(DATA), "--women", "4", "--cooperatives", "2", "--programs", "1"]
    runner = CliRunner()
    result = runner.invoke(main, words)
    assert (result.exit_code, result.output) == (
        0,
        f"{fa(TABLES + 14)} پرونده در «{target}» نوشته شد. داده‌ها ساختگی‌اند.\n",
    )
    check = runner.invoke(main, ["format", "--data", str(target), "--check"])
    assert (check.exit_code, check.stdout) == (0, "")
    assert runner.invoke(main, ["validate", "--data", str(target)]).exit_code == 0
    again = runner.invoke(main, words)
    assert again.exit_code == 1
    assert "خالی نیست" in again.output


@pytest.mark.slow
def test_ten_thousand_women(tmp_path):
    """All pairs of names are given away, and a second family name comes in."""
    assert write_sample(PACKAGE, tmp_path, {"women": 12_000, "facilities": 0}, 3) == 12_000 + TABLES + 1
    loaded = load(tmp_path, TODAY)
    assert [problem for problem in loaded.problems if problem.severity == "error"] == []
    assert len(loaded.problems) < 12
