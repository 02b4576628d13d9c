"""The synthetic package: the same for the same seed, valid, canonical, as large as asked and about nobody."""

import importlib
import pkgutil
import shutil
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.dataset.describing import descriptor_reader
from generator.dataset.formatting import formatter
from generator.dataset.reading import reader
from generator.persian.digits import fa
from generator.persian.spelling.normaliser import is_canonical
from generator.project.assembly import load
from generator.subjects.women.sample import words
from generator.subjects.women.sample.package import MAKERS, SampleError, in_proportion, write_sample
from generator.subjects.women.sample.words import words_people
from generator.subjects.women.sample.world import World

DATA = Path(__file__).resolve().parents[2] / "data"
PACKAGE = descriptor_reader.load(DATA / "datapackage.yaml")
TABLES = sum(1 for resource in PACKAGE.roots if resource.path)
# What the command makes when it is told nothing.
DEFAULTS = {item.name: item.default for item in main.commands["sample"].params if item.name in MAKERS}
COUNTS = in_proportion(World(PACKAGE, 1), DEFAULTS | {"women": 300})
FEW = {"women": 120, "cooperatives": 60, "programs": 40, "loans": 250, "meetings": 30}
TODAY = date(2026, 11, 24)


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
    assert set(COUNTS) == set(MAKERS)
    assert registry["withdrawn"] == []
    written = write_sample(PACKAGE, tmp_path / "x", {"women": 5, "facilities": 2}, 1)
    assert written == len(files(tmp_path / "x")) == TABLES + 1 + 1 + 6
    assert write_sample(PACKAGE, tmp_path / "y", {"facilities": 0}, 1) == TABLES + 1


def test_it_says_that_it_is_made_up_and_has_no_floors(folder):
    package = descriptor_reader.load(folder / "datapackage.yaml")
    assert package.synthetic
    assert not PACKAGE.synthetic
    assert {resource.floor for resource in package.resources.values()} == {0}
    # All else is the real descriptor.
    plain = {key: value for key, value in package.raw.items() if key not in ("synthetic", "resources")}
    assert plain == {key: value for key, value in PACKAGE.raw.items() if key != "resources"}
    assert len((folder / "withdrawn.csv").read_text().splitlines()) == 1


def test_a_sample_of_a_sample_is_a_sample(folder, tmp_path):
    package = descriptor_reader.load(folder / "datapackage.yaml")
    write_sample(package, tmp_path / "x", {"women": 3}, 1)
    assert (tmp_path / "x/datapackage.yaml").read_text() == (folder / "datapackage.yaml").read_text()


def test_the_same_seed_gives_the_same_bytes(folder, tmp_path):
    write_sample(PACKAGE, tmp_path / "same", COUNTS, 1)
    write_sample(PACKAGE, tmp_path / "other", COUNTS, 2)
    assert files(tmp_path / "same") == files(folder)
    assert files(tmp_path / "other").keys() != files(folder).keys()


def test_a_larger_sample_begins_with_the_smaller(folder, tmp_path):
    write_sample(PACKAGE, tmp_path / "small", {"women": 30, "cooperatives": 4, "programs": 2}, 1)
    small, large = files(tmp_path / "small"), files(folder)
    # The tables of the counties' work are empty where nobody asked for them.
    tables = {resource.path for resource in PACKAGE.roots if resource.path}
    assert {name: text for name, text in small.items() if name not in tables}.items() <= large.items()
    assert all(large[name].startswith(small[name]) for name in tables)


def test_fewer_loans_and_meetings_are_the_first_of_many(folder, tmp_path):
    fewer = COUNTS | {"loans": 20, "meetings": 8, "reports": 0, "county-documents": 3, "headcounts": 9, "women": 0}
    write_sample(PACKAGE, tmp_path / "small", fewer | {"indicator-values": 30, "working-groups": 11}, 1)
    small, large = files(tmp_path / "small"), files(folder)
    assert {name for name in small if name not in large} == set()
    # Counts are of all loans together, so those of fewer are others.
    assert all(large[name].startswith(text) for name, text in small.items() if name != "loan-counts.csv")


def test_it_is_canonical(folder):
    result = formatter.format_package(descriptor_reader.load(folder / "datapackage.yaml"), None)
    assert (result.changes, result.problems) == ([], [])
    records = sum(
        COUNTS.get(resource.name, 0) for resource in PACKAGE.roots if resource.folder and not resource.is_table
    )
    assert result.files == records + len(list((folder / "loans").iterdir())) + TABLES + 1


@pytest.mark.parametrize("seed", [2, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(3, 8))])
def test_other_seeds_are_valid_too(seed, tmp_path):
    counts = FEW | {"facilities": 30, "indicator-values": 300}
    write_sample(PACKAGE, tmp_path / "data", counts, seed)
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
    assert not {woman["name"] for woman in women} & (real | words_people.KNOWN)


def test_actions_have_statuses_or_none(registry):
    actions = [action for program in registry["programs"] for action in program.get("actions", ())]
    assert {action.get("status") for action in actions} >= {None, "done", "planned"}
    assert any("actions" not in program for program in registry["programs"]) or len(actions) > 15


# ---------- what the office and the counties do ----------


def categories(resource, name):
    return set(PACKAGE.resources[resource].by_name[name].categories)


def items(registry, resource, name):
    return [item for record in registry[resource] for item in record.get(name, ())]


def test_every_resource_that_can_be_submitted_has_records(registry):
    assert [name for name, resource in PACKAGE.resources.items() if resource.submit and not registry[name]] == []


@pytest.mark.parametrize(
    ("resource", "name"),
    [("loans", "stage"), ("meetings", "kind"), ("county-documents", "stage"), ("working-groups", "role")],
)
def test_every_category_occurs(registry, resource, name):
    assert {record[name] for record in registry[resource]} == categories(resource, name)


@pytest.mark.parametrize(
    ("resource", "property", "names"),
    [
        ("meetings", "resolutions", ("agency", "responsible", "deadline", "status", "closed", "program", "action")),
        ("county-documents", "targets", ("indicator", "baseline", "value", "program")),
        ("loans", None, ("fee", "purpose", "jobs", "under_review", "source")),
        ("meetings", None, ("agenda", "resolutions", "venue")),
        ("reports", None, ("date", "agency", "by", "outcome", "program", "action", "meeting", "resolution")),
        ("working-groups", None, ("since", "until")),
        ("programs", None, ("indicators", "actions")),
        ("indicator-values", None, ("season",)),
    ],
)
def test_fields_are_there_and_are_missing(registry, resource, property, names):
    found = items(registry, resource, property) if property else registry[resource]
    for name in names:
        assert len({name in item for item in found}) == 2, name


def test_resolutions_have_every_status(registry):
    resolutions = items(registry, "meetings", "resolutions")
    assert {item.get("status") for item in resolutions} == categories("meetings-resolutions", "status") | {None}
    assert {item["deadline"] > "1405-09" for item in resolutions if "deadline" in item} == {True, False}


def test_loans_stay_within_what_their_facility_has(tmp_path):
    write_sample(PACKAGE, tmp_path, {"cooperatives": 80, "facilities": 12, "loans": 1500}, 4)
    registry = load(tmp_path, TODAY).registry
    limited = 0
    for facility in registry["facilities"]:
        loans = registry.by("loans", "facility").get(facility.id, [])
        ceilings = [plan["ceiling"] for plan in facility.get("plans", ())]
        assert all(loan["amount"] <= max(ceilings) for loan in loans if ceilings)
        if "total" in facility:
            limited += bool(loans)
            assert sum(loan["amount"] for loan in loans) <= facility["total"]
    assert limited
    for loan in registry["loans"]:
        cooperative = registry.get("cooperatives", loan["cooperative"])
        assert (cooperative["kind"], cooperative["status"]) == ("cooperative", "active")
        assert cooperative["county"] == loan["county"]
        assert registry.get("facilities", loan["facility"])["area"] in ("province", "country", loan["county"])
        names = ("introduced", "under_review", "approved", "paid", "settled", "rejected")
        dates = [loan[name] for name in names if name in loan]
        assert all(first[:7] <= second[:7] for first, second in pairwise(dates))
        assert dates[-1] < "1405-09"
    assert {loan["introduced"][:4] for loan in registry["loans"]} == {str(year) for year in range(1399, 1406)}


@pytest.mark.parametrize("name", [name for name in MAKERS if PACKAGE.resources[name].keys])
def test_what_tells_records_apart_is_told_once(registry, name):
    for key in PACKAGE.resources[name].keys:
        found = Counter(tuple(record.get(field) for field in key) for record in registry[name])
        assert found.most_common(1)[0][1] == 1


def test_targets_are_measured_or_are_not(registry):
    """Of some targets there is a value in their own area to go by, of others none."""
    values = {(record["indicator"], record["area"]) for record in registry["indicator-values"]}
    counties = [record for record in registry["county-documents"] if record["area"] != "province"]
    measured = [
        (target["indicator"], record["area"]) in values
        for record in counties
        for target in record["targets"]
        if "indicator" in target
    ]
    assert set(measured) == {True, False}
    assert all(2 <= len(record["targets"]) <= 6 for record in counties)


def test_some_counties_have_nothing(registry):
    counties = len(registry["counties"])
    for name, field in (("meetings", "area"), ("reports", "area"), ("county-documents", "area"), ("loans", "county")):
        assert len({record[field] for record in registry[name]} - {"province"}) < counties, name
    assert len({record["county"] for record in registry["working-groups"]}) == counties * 3 // 4


def test_the_bank_fills_over_seasons(registry):
    for name in ("women", "cooperatives"):
        assert len({(record["added"][:4], (int(record["added"][5:7]) + 2) // 3) for record in registry[name]}) == 12


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

    modules = [
        importlib.import_module(f"{words.__name__}.{module.name}") for module in pkgutil.iter_modules(words.__path__)
    ]
    assert len(modules) > 5
    found = [
        text
        for module in modules
        for name, value in vars(module).items()
        if name.isupper()
        for text in texts(value)
        if text
    ]
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
        ("new", {"loans": 1}),
        ("new", {"loans": 1, "cooperatives": 1, "facilities": 0}),
        ("new", {"county-documents": 100}),
    ],
)
def test_what_is_refused(target, counts, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    (tmp_path / "file").touch()
    shutil.copytree(DATA, tmp_path / "real")
    before = files(tmp_path)
    package = descriptor_reader.load(tmp_path / "real/datapackage.yaml")
    with pytest.raises(SampleError):
        write_sample(package, tmp_path / target, counts, 1)
    assert files(tmp_path) == before


def test_an_empty_folder_is_taken(tmp_path):
    assert write_sample(PACKAGE, tmp_path, {"women": 1}, 1) == len(files(tmp_path))


def test_the_command(tmp_path):
    target = tmp_path / "data"
    words = ["sample", str(target), "--data", str(DATA), "--women", "4", "--cooperatives", "2", "--programs", "1"]
    words += ["--loans", "1", "--meetings", "3"]
    runner = CliRunner()
    result = runner.invoke(main, words)
    # Six facilities, a table with a loan, meetings, reports and documents come to those that were asked for.
    records = 4 + 2 + 1 + 6 + 1 + 3 + 3 + COUNTS["county-documents"]
    assert (result.exit_code, result.output) == (
        0,
        f"{fa(TABLES + 1 + records)} فایل در «{target}» نوشته شد. داده‌ها ساختگی‌اند.\n",
    )
    check = runner.invoke(main, ["format", "--data", str(target), "--check"])
    assert (check.exit_code, check.stdout) == (0, "")
    assert runner.invoke(main, ["validate", "--data", str(target)]).exit_code == 0
    again = runner.invoke(main, words)
    assert again.exit_code == 1
    assert "خالی نیست" in again.output


def test_loans_need_a_cooperative(tmp_path):
    words = ["sample", str(tmp_path / "data"), "--data", str(DATA), "--cooperatives", "0"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 1
    assert "وام بدون «تعاونی‌ها و صندوق‌های زنان»" in result.output
    assert not (tmp_path / "data").exists()


def test_women_alone_are_possible(tmp_path):
    counts = {"women": 2, "cooperatives": 0, "programs": 0, "loans": 0, "meetings": 0}
    assert write_sample(PACKAGE, tmp_path, counts, 1) == TABLES + 1 + 2 + 6
    assert in_proportion(World(PACKAGE, 1), counts) == in_proportion(World(PACKAGE, 1), {"women": 2})


def test_twenty_thousand_women_have_names_of_their_own():
    """Where all pairs of names are given away, a second family name comes in."""
    world = World(PACKAGE, 3)
    names = [world.name(number) for number in range(20_000)]
    assert len({name for name, _, _ in names}) == len({sort for _, _, sort in names}) == 20_000
    assert len(names[-1][0].split(" ")) > len(names[0][0].split(" "))
