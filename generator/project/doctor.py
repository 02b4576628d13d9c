"""Say what an upgrade of the generator asks of a province.

Nothing here raises on what is wrong in the province; that is what it is to tell.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import yaml

from generator.dataset.descriptor import DescriptorError
from generator.dataset.problems.nearest import nearest
from generator.dataset.reading.load import DESCRIPTOR, DayError, Loaded
from generator.persian.digits import fa
from generator.project.assembly import load
from generator.project.carried import carried
from generator.project.elements import elements
from generator.project.menu_advice import menu_advice
from generator.project.upgrading import Patient, behind, is_new, missing
from generator.site.cards.design_tokens import TOKENS, colours
from generator.site.drawing.render import TEMPLATES
from generator.site.engine.configuration import EXTRA, ConfigurationError, read, site_folder

_SHOWN = 12


class Advice(NamedTuple):
    """What is to be done in a file or folder, in Persian; ``must`` where it cannot wait."""

    place: str
    text: str
    must: bool = True


def advise(patient: Patient) -> Iterator[Advice]:
    """Yield all that is to be done, what cannot wait first within each part."""
    yield from _settings(patient)
    loaded, said = _loaded(patient)
    yield from said
    yield from _descriptor(patient)
    yield from _files(patient)
    yield from _assets(patient)
    yield from _overrides(patient)
    if loaded and patient.settings:
        assert loaded.registry is not None
        said_of_menu = menu_advice(patient.settings.get("extra") or {}, loaded.registry)
        yield from (Advice(patient.config.name, text, False) for text in said_of_menu)
        yield from _addresses(patient, loaded)


# ---------- the parts ----------


def _settings(patient: Patient) -> Iterator[Advice]:
    name = patient.config.name
    try:
        extra = read(patient.config).get("extra") or {}
    except ConfigurationError as error:
        yield Advice(name, str(error))
        return
    known = set(EXTRA.keys)
    for key in extra:
        close = nearest(str(key), {one: one for one in known}).value if key not in known else ""
        if close and close not in extra:
            yield Advice(name, f"تنظیم extra.{key} شناخته نیست. اگر «{close}» را می‌خواستید، نامش را درست کنید.")
    text = patient.template.get("mkdocs.yml") or carried("mkdocs.yml")
    ours = yaml.load(text.replace("!ENV ", ""), yaml.CSafeLoader)["extra"]
    missing = [key for key in ours if key not in extra]
    if missing:
        listed = "، ".join(f"extra.{key}" for key in missing)
        yield Advice(name, f"این تنظیم‌ها نوشته نشده است: {listed}. شرح هر یک در راهنمای برنامه است.", False)


def _loaded(patient: Patient) -> tuple[Loaded | None, list[Advice]]:
    try:
        loaded = load(patient.data)
    except (DescriptorError, DayError) as error:
        return None, [Advice(f"{patient.data.name}/{DESCRIPTOR}", str(error))]
    if loaded.registry is None:
        return None, [
            Advice(patient.data.name, "داده‌ها خطا دارند. generator validate را اجرا کنید و آن‌ها را درست کنید.")
        ]
    return loaded, []


def _descriptor(patient: Patient) -> Iterator[Advice]:
    place = f"{patient.data.name}/{DESCRIPTOR}"
    try:
        theirs = elements((patient.data / DESCRIPTOR).read_text("utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return  # loading has told it
    known = {name: set(said.split()) for name, said in patient.laid_out.get("known", {}).items()}
    ours = patient.template.get(f"data/{DESCRIPTOR}") or carried(f"data/{DESCRIPTOR}")
    for name, own in elements(ours).items():
        if name not in theirs:
            if name not in known and patient.laid_out:
                yield Advice(
                    place,
                    f"نسخهٔ تازه مجموعهٔ «{name}» را هم دارد. اگر به کارتان می‌آید، آن را از توصیف تازه بیاورید.",
                    False,
                )
            continue
        new = [one for one in own if one not in theirs[name] and one not in known.get(name, ())]
        # What a missing field says of itself need not be said again.
        new = [one for one in new if one.startswith(".") or one.partition(".")[0] not in new or "." not in one]
        if ".people" in new:
            yield Advice(
                place, f"در مجموعهٔ «{name}» بنویسید people: true؛ بدون آن، قاعده‌های رضایت و حذف بر آن جاری نیست."
            )
        rest = [one.removeprefix(".") for one in new if one != ".people"]
        if rest:
            yield Advice(
                place,
                f"مجموعهٔ «{name}» این‌ها را ندارد: {_listed(rest)}. اگر می‌خواهید، آن‌ها را از توصیف تازه بیاورید.",
                False,
            )


def _files(patient: Patient) -> Iterator[Advice]:
    for name in behind(patient):
        if patient.is_unedited(name):
            yield Advice(
                name, "از نسخهٔ تازه عقب مانده است و کسی تغییرش نداده. generator doctor --write آن را تازه می‌کند."
            )
        elif is_new(patient, name):
            yield Advice(
                name,
                "خود شما این فایل را تغییر داده‌اید و نسخهٔ تازه هم تغییر کرده است. آن دو را کنار هم ببینید؛ دست نمی‌خورد.",
                False,
            )
    for name in missing(patient):
        yield Advice(name, "نسخهٔ تازه این فایل را هم دارد. generator doctor --write آن را می‌نویسد.", False)


def _assets(patient: Patient) -> Iterator[Advice]:
    docs = str(patient.settings.get("docs_dir") or "docs")
    folder = patient.root / docs / "assets"
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder)
        ours = TEMPLATES / "assets" / name
        if not path.is_file() or not ours.is_file():
            continue
        place = path.relative_to(patient.root).as_posix()
        if path.read_bytes() == ours.read_bytes():
            yield Advice(place, "نسخه‌ای از فایل خود برنامه است و دیگر لازم نیست. آن را حذف کنید.")
        else:
            yield Advice(
                place,
                "به جای فایل تازهٔ برنامه می‌نشیند. اگر از نسخه‌ای کهنه مانده است آن را حذف کنید؛ "
                f"اگر از خود شماست به content/overrides/assets/{name.as_posix()} ببرید.",
            )


def _overrides(patient: Patient) -> Iterator[Advice]:
    theme = patient.settings.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, Mapping) else None
    folder = patient.root / str(custom or "")
    tokens = folder / TOKENS
    if not custom or not tokens.is_file():
        return
    ours = colours((TEMPLATES / TOKENS).read_text("utf-8"))
    missing = sorted(ours.keys() - colours(tokens.read_text("utf-8", "replace")).keys())
    if missing:
        place = tokens.relative_to(patient.root).as_posix()
        yield Advice(place, f"این رنگ‌ها را ندارد: {_listed(missing)}. آن‌ها را از tokens.css تازه بیاورید.")


def _addresses(patient: Patient, loaded: Loaded) -> Iterator[Advice]:
    """Build the site anew where nobody sees it, and tell which addresses of the one that stands there it has not."""
    from generator.site.engine.build import build
    from generator.site.engine.build_error import BuildError

    before = site_folder(patient.config.absolute(), patient.settings)
    place = Path(os.path.relpath(before, patient.root)).as_posix()
    if not (before / "sitemap.xml").is_file():
        yield Advice(place, "سایتی از نسخهٔ پیشین اینجا نیست؛ گفته نمی‌شود که کدام نشانی‌ها جابه‌جا می‌شود.", False)
        return
    with TemporaryDirectory() as folder:
        after = Path(folder) / "site"
        try:
            build(loaded, patient.config, after)
        except BuildError as error:
            yield Advice(patient.config.name, f"سایت ساخته نمی‌شود. {error}")
            return
        gone = sorted(_pages(before) - _pages(after))
    if gone:
        yield Advice(
            place,
            f"{fa(len(gone))} نشانی در سایت تازه نیست: {_listed(gone)}. اگر پرونده‌ای را حذف کرده‌اید درست است؛ "
            "وگرنه نشانی پیشین را در former_ids پرونده بنویسید.",
        )


# ---------- what they share ----------


def _pages(site: Path) -> set[str]:
    return {f"{path.parent.relative_to(site).as_posix()}/" for path in site.rglob("index.html")}


def _listed(names: list[str]) -> str:
    more = f" و {fa(len(names) - _SHOWN)} دیگر" if len(names) > _SHOWN else ""
    return "، ".join(names[:_SHOWN]) + more
