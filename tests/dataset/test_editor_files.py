"""What editors complete and underline by is written by one command, and nobody's own settings are lost."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tests.support import BASE, as_editors_read, package, run


def schemas(data: Path, target: Path, *more: str):
    return run("schemas", "--data", data, "--output", target, *more)


@pytest.fixture
def data(tmp_path) -> Path:
    return package(tmp_path / "data", BASE.with_name("full"))


def settings(target: Path) -> dict:
    return json.loads((target / ".vscode/settings.json").read_text("utf-8"))


def test_every_folder_of_records_has_a_schema_that_an_editor_finds(data, tmp_path):
    assert schemas(data, tmp_path, "--check").exit_code == 1 and not (tmp_path / ".schemas").exists()
    assert schemas(data, tmp_path).exit_code == 0
    judged = 0
    for name, files in settings(tmp_path)["yaml.schemas"].items():
        schema = json.loads((tmp_path / name).read_text("utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        judge = jsonschema.Draft202012Validator(schema)
        for path in tmp_path.glob(files):
            assert judge.is_valid(as_editors_read(path))
            judged += 1
    assert judged == sum(1 for _ in data.rglob("*.yml")) > 5
    done = schemas(data, tmp_path, "--check")
    assert (done.exit_code, done.stdout) == (0, "")


def test_a_value_is_chosen_from_a_table_and_not_from_what_is_submitted(data, tmp_path):
    schemas(data, tmp_path)
    fields = json.loads((tmp_path / ".schemas/women.json").read_text("utf-8"))["properties"]
    assert dict(zip(fields["county"]["enum"], fields["county"]["enumDescriptions"], strict=True))["fasa"] == "فسا"
    report = json.loads((tmp_path / ".schemas/reports.json").read_text("utf-8"))["properties"]
    assert "enum" not in report["meeting"]
    assert report["area"]["enum"][-1] == "province"


def test_a_schema_goes_with_its_resource_and_own_settings_stay(data, tmp_path):
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".schemas").mkdir()
    (tmp_path / ".schemas/singers.json").write_text("{}", "utf-8")
    own = {"editor.rulers": [120], "yaml.schemas": {"own.json": "own/*.yml", ".schemas/singers.json": "data/singers/*"}}
    (tmp_path / ".vscode/settings.json").write_text(json.dumps(own), "utf-8")
    assert ".schemas/singers.json: کهنه است" in schemas(data, tmp_path, "--check").stdout
    assert schemas(data, tmp_path).exit_code == 0
    assert not (tmp_path / ".schemas/singers.json").exists()
    found = settings(tmp_path)
    assert found["editor.rulers"] == [120] and found["yaml.schemas"]["own.json"] == "own/*.yml"
    assert ".schemas/singers.json" not in found["yaml.schemas"]


def test_settings_with_comments_are_left_alone_and_said(data, tmp_path):
    (tmp_path / ".vscode").mkdir()
    path = tmp_path / ".vscode/settings.json"
    path.write_text("{\n  // mine\n}\n", "utf-8")
    done = schemas(data, tmp_path)
    assert done.exit_code == 1 and "«.vscode/settings.json»" in done.stderr and ".schemas/women.json" in done.stderr
    assert path.read_text("utf-8") == "{\n  // mine\n}\n" and not (tmp_path / ".schemas").exists()
