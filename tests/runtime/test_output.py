"""Files are written where they belong, and no two of them to one path."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from generator.runtime.manifest import Manifest, TwiceError
from generator.runtime.output import Entry, File, Folder, blocks
from tests.support import files


def test_a_file_is_written_below_its_folder_and_told_of(tmp_path: Path) -> None:
    text = "سلام".encode()
    expected = Entry("a/b/c.txt", hashlib.sha256(text).hexdigest(), len(text))
    assert Folder(tmp_path).write(File("a/b/c.txt", text)) == expected
    assert Folder(tmp_path).write(File("a/b/c.txt", lambda: (text[:3], text[3:]))) == expected
    assert files(tmp_path) == {"a/b/c.txt": text}
    assert b"".join(blocks(tmp_path / "a/b/c.txt")) == text


@pytest.mark.parametrize("path", ["", "/etc/x", "../x", "a/../../x", "a//b", "a/", "./a", "a\\..\\b", "a\0b"])
def test_no_path_leads_out_of_the_folder(path: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="path"):
        Folder(tmp_path / "site").write(File(path, b"x"))
    assert files(tmp_path) == {}


def test_a_path_is_written_once() -> None:
    manifest = Manifest()
    manifest.add([Entry("a", "0", 1), Entry("b", "0", 1)])
    with pytest.raises(TwiceError) as found:
        manifest.add(iter([Entry("c", "0", 1), Entry("a", "1", 1)]))
    assert found.value.path == "a"
