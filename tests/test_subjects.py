"""The subject of a package: whose checks go with it, and what a package of none can do."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.dataset import descriptor
from generator.dataset.descriptor import DescriptorError
from generator.project.assembly import SUBJECTS, load, subject_of
from tests.submissions import banks
from tests.support import package, run


def named(folder: Path, subject: str, *overlays: Path) -> Path:
    """Return the small package of the tests with another subject, or with none named."""
    data = package(folder, *overlays)
    path = data / "datapackage.yaml"
    path.write_text(path.read_text("utf-8").replace("subject: women\n", subject and f"subject: {subject}\n"), "utf-8")
    return data


@pytest.mark.parametrize(("name", "found"), [("", "women"), ("women", "women"), ("none", "none")])
def test_a_descriptor_names_its_subject_or_is_of_the_bank_of_women(tmp_path: Path, name: str, found: str) -> None:
    data = named(tmp_path / "data", name)
    assert subject_of(descriptor.load(data / "datapackage.yaml")) is SUBJECTS[found]


def test_an_unknown_subject_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    data = named(tmp_path / "data", "woman")
    with pytest.raises(DescriptorError) as error:
        subject_of(descriptor.load(data / "datapackage.yaml"))
    (problem,) = error.value.problems
    line = (data / "datapackage.yaml").read_text("utf-8").split("\n").index("subject: woman") + 1
    assert (problem.line, problem.found, problem.suggestion) == (line, "woman", "women")
    for verb in ("validate", "forms"):
        result = run(verb, "--data", data)
        assert (result.exit_code, "موضوع «woman» شناخته نیست" in result.output) == (1, True), verb


def test_only_the_subject_judges_its_own_datasets(tmp_path: Path) -> None:
    case = Path(__file__).parent / "dataset" / "cases" / "documents-of-one-county"
    for subject, found in (("women", True), ("none", False)):
        data = named(tmp_path / subject, subject, banks.FULL, case)
        problems = load(data, banks.TODAY).problems
        assert ("document-twice" in {problem.code for problem in problems}) is found
