"""Photos through the intake: drawn anew without what a camera adds, with consent, credit and permission."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from generator.submissions.forms import image_size, photo
from generator.submissions.forms.photo import PhotoError
from tests.submissions import banks
from tests.submissions.banks import FILE, codes, woman, write


def image(form: str = "JPEG", size: tuple[int, int] = (800, 600), mode: str = "RGB", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, (200, 120, 40) if mode == "RGB" else 0).save(out, form, **more)
    return out.getvalue()


CONSENT = {
    "basis": "رضایت خود او",
    "consented": "1405-07-01",
    "photo_credit": "عکاس",
    "photo_permission": "به اجازهٔ خود او",
}


def test_a_photo_that_is_not_taken_over_leaves_the_old_one_and_its_rights(data):
    one = banks.over(data)
    first = one.take([woman(photo="x.jpg", **CONSENT)], fetch=lambda name: image())
    write(one.package, first.files)
    again = woman(photo="y.jpg", **{**CONSENT, "photo_credit": "دیگری"})
    result = banks.over(data).take([again], fetch=lambda name: image(size=(900, 900)))
    assert not any(name.endswith(".webp") for name in result.files)
    held = {item.field for item in result.outcomes[0].differences if not item.applied}
    assert held == {"photo", "photo_credit"}


def test_a_photo_is_re_encoded_in_two_sizes_without_metadata(data):
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    result = banks.over(data).take([woman(photo="x.jpg", **CONSENT)], fetch=lambda name: image(exif=exif))
    assert not result.failed, result.all_problems
    large = result.files["data/women/fasa/maryam-keshavarz.webp"]
    small = result.files["data/women/fasa/maryam-keshavarz-480.webp"]
    for raw, side in ((large, 800), (small, 480)):
        opened = Image.open(io.BytesIO(raw))
        assert opened.format == "WEBP" and max(opened.size) == side and not opened.getexif()
        assert b"secret" not in raw
    assert "photo: maryam-keshavarz.webp" in result.files[FILE]


def test_a_photo_needs_consent_a_credit_and_a_permission(data):
    result = banks.over(data).take([woman(photo="x.jpg")], fetch=lambda name: image())
    assert codes(result) == {"photo-consent"}
    bare = {key: text for key, text in CONSENT.items() if not key.startswith("photo_")}
    assert "photo-rights" in codes(banks.over(data).take([woman(photo="x.jpg", **bare)], fetch=lambda name: image()))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"GIF89a" + bytes(500), "photo-kind"),
        (image("GIF"), "photo-kind"),
        (b"%PDF-1.7 not a picture", "photo-kind"),
        (image("JPEG")[:400], "photo-broken"),
        (image(size=(299, 900)), "photo-small"),
        (bytes(10_000_001), "photo-heavy"),
        (image("PNG", (8000, 6500), "1"), "photo-pixels"),
    ],
)
def test_what_is_no_usable_photo_is_refused(raw, code):
    with pytest.raises(PhotoError) as caught:
        photo.prepare(raw)
    assert caught.value.kind.code == code


@pytest.mark.parametrize(("form", "more"), [("JPEG", {}), ("JPEG", {"progressive": True}), ("PNG", {}), ("WEBP", {})])
def test_the_beginning_of_a_file_says_how_large_its_image_is(form, more):
    exif = Image.Exif()
    exif[0x010E] = "a camera"
    for rest in ({}, {"exif": exif}):
        raw = image(form, (641, 359), **more, **rest)
        assert image_size.size_of(raw) == (641, 359)
        assert image_size.size_of(raw[:12]) is None
    assert image_size.size_of(image("WEBP", (641, 359), lossless=True)) == (641, 359)


@pytest.mark.parametrize("raw", banks.HUGE.values(), ids=banks.HUGE)
def test_an_image_that_says_it_has_sixty_million_pixels_is_refused_before_it_is_unpacked(raw, monkeypatch):
    monkeypatch.setattr(Image, "open", lambda *_, **__: pytest.fail("it was opened"))
    assert len(raw) < 100
    with pytest.raises(PhotoError) as caught:
        photo.prepare(raw)
    assert (caught.value.kind.code, caught.value.found) == ("photo-pixels", "60")
