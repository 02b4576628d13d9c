"""Photos come from beside the workbook or from the forge's own host, and from nowhere else."""

from __future__ import annotations

from unicodedata import normalize
from urllib.request import Request

import pytest

from generator.submissions.forms.photo import PhotoError
from generator.submissions.intake import attachments

ASSET = "https://github.com/user-attachments/assets/01234567-89ab-cdef-0123-456789abcdef"


@pytest.mark.parametrize(
    "answer",
    [
        "https://example.org/photo.jpg",
        "http://github.com/user-attachments/assets/01234567-89ab-cdef-0123-456789abcdef",
        "https://github.com.example.org/user-attachments/assets/01234567-89ab-cdef-0123-456789abcdef",
        f"{ASSET}/../../x https://evil.example/x.png",
        f"![x]({ASSET}) ![y](https://example.org/y.png)",
        "file:///etc/passwd",
        "پیوست ندارم",
    ],
)
def test_another_host_is_refused_before_anything_is_fetched(answer, monkeypatch):
    monkeypatch.setattr(attachments, "build_opener", lambda *handlers: pytest.fail("nothing may be fetched"))
    with pytest.raises(PhotoError) as caught:
        attachments.from_forge(answer)
    assert caught.value.kind.code == "photo-source"


@pytest.mark.parametrize(
    "target",
    [
        "https://my-github-production-user-asset-6210df.s3.amazonaws.com/x",
        "https://example.org/x",
        "http://objects.githubusercontent.com/x",
        "file:///etc/passwd",
    ],
)
def test_a_redirect_to_another_place_is_not_followed(target):
    with pytest.raises(PhotoError):
        attachments._OwnStores().redirect_request(Request(ASSET), None, 302, "Found", {}, target)


def test_the_forge_s_own_store_is_followed():
    target = "https://objects.githubusercontent.com/x"
    assert attachments._OwnStores().redirect_request(Request(ASSET), None, 302, "Found", {}, target) is not None


@pytest.mark.parametrize("name", ["../secret.jpg", "/etc/passwd", "a\\b.jpg", ".hidden.jpg", ""])
def test_only_a_bare_name_beside_the_workbook_is_read(name, tmp_path):
    (tmp_path / "here").mkdir()
    (tmp_path / "secret.jpg").write_bytes(b"x")
    with pytest.raises(PhotoError) as caught:
        attachments.from_folder(tmp_path / "here")(name)
    assert caught.value.kind.code == "photo-source"


def test_a_file_beside_the_workbook_is_read_and_a_missing_or_linked_one_is_not(tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"x")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "photo.jpg")
    fetch = attachments.from_folder(tmp_path)
    assert fetch("photo.jpg") == b"x"
    for name in ("absent.jpg", "link.jpg"):
        with pytest.raises(PhotoError) as caught:
            fetch(name)
        assert caught.value.kind.code == "photo-absent"


@pytest.mark.parametrize(
    ("stands", "written"),
    [
        ("مريم علي.JPG", "مریم علی.jpg"),
        (normalize("NFD", "آرایش é.png"), normalize("NFC", "آرایش é.png")),
        (normalize("NFC", "آرایش é.png"), normalize("NFD", "آرایش é.png")),
        ("گل‌ها.webp", "گلها.webp"),
        ("IMG_1234.JPEG", "img_1234"),
    ],
)
def test_a_photo_is_found_however_the_system_writes_its_name(stands, written, tmp_path):
    (tmp_path / stands).write_bytes(b"x")
    (tmp_path / f"._{stands}").write_bytes(b"left behind")
    assert attachments.from_folder(tmp_path)(written) == b"x"


def test_of_two_photos_that_may_be_meant_none_is_taken(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"x")
    (tmp_path / "a.png").write_bytes(b"y")
    with pytest.raises(PhotoError) as caught:
        attachments.from_folder(tmp_path)("A")
    assert caught.value.kind.code == "photo-several"
    assert attachments.from_folder(tmp_path)("a.png") == b"y"
