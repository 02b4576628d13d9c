"""Lay out a new province: data without a record, words to begin with, settings, workflows and a short Makefile.

Everything is made in a transaction, checked there, and put in place whole. Errors: `NewError`, whose text is Persian.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from io import StringIO
from math import isqrt
from pathlib import Path
from string import Template

import yaml

from generator.dataset.describing.descriptor_reader import load as package_of
from generator.dataset.descriptor import Package, Resource
from generator.dataset.problems.kind import ERROR
from generator.dataset.problems.nearest import nearest
from generator.dataset.problems.printing import render
from generator.dataset.reading.load import DESCRIPTOR, now
from generator.persian.digits import fa
from generator.persian.names.personal_names import slug
from generator.project.assembly import SUBJECTS, load, open_intake
from generator.project.carried import CARRIED, TEMPLATE, carried
from generator.project.elements import elements
from generator.runtime.transaction import Transaction
from generator.runtime.version import PACKAGE, version

#: What the generator laid out, and as what: `generator doctor` compares the files with it after an upgrade.
LAID_OUT = ".generator.json"
#: Two counties to begin with, where none are given.
EXAMPLE = "name,latin\nنخست,Nokhost\nدوم,Dovom\n"
#: The name of this repository's own province, which gives place to that of the new one.
_HERE = re.compile(r"(?<!\w)فارس(?!\w)")
_OURS = ("LICENSE", "LICENSE-DATA", ".editorconfig", ".gitattributes", ".gitignore", "desk.cmd", "desk.sh")
# Of the carried data a bank without a subject has only what every bank has.
_EVERY = ("counties", "releases", "release-counts", "withdrawn")
_OUR_KINDS = re.compile(r", categories: \[\{value: women,[^\]]*\]")
_CHECK = ".github/workflows/check.yml"
_MOST_COUNTIES = 144
_GUIDE = "؛ راهنمای آن `content/guide/{}.md` است"
_PICTURE = re.compile(r"(?m)^!\[[^\n]*\n\n?")
_ONE_LINE = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029<>]{1,120}")
_SHAPES = {
    "province": (re.compile(r"[\u0621-\u06cc\u200c ]{2,40}"), "نام استان به فارسی، مانند کرمان"),
    "latin": (re.compile(r"[A-Za-z][A-Za-z' -]{1,40}"), "نام استان به لاتین، مانند Kerman"),
    "subject": (re.compile("|".join(SUBJECTS)), " یا ".join(SUBJECTS)),
    "site_name": (_ONE_LINE, "یک سطر، حداکثر ۱۲۰ حرف و بدون < و >"),
    "office": (_ONE_LINE, "یک سطر، حداکثر ۱۲۰ حرف و بدون < و >"),
    "repository": (re.compile(r"|[\w.-]+/[\w.-]+", re.A), "owner/name، یا خالی"),
}


class NewError(Exception):
    """The province cannot be laid out; the text says why, in Persian."""


@dataclass(frozen=True)
class Province:
    """What is asked of a new province."""

    province: str
    latin: str
    subject: str
    site_name: str
    office: str
    repository: str = ""

    def check(self) -> None:
        """Refuse an answer that is none."""
        for name, (shape, expected) in _SHAPES.items():
            found = getattr(self, name)
            if not shape.fullmatch(found) or found != found.strip():
                raise NewError(f"{name}: «{found}» پذیرفته نیست. باید این باشد: {expected}.")


def lay_out(target: Path, own: Province, counties: str = EXAMPLE) -> list[str]:
    """Write a new province into an empty folder, all of it or nothing; return the paths of its files.

    ``counties`` is the text of a CSV with at least ``name`` and ``latin``. A repository without a file counts as empty.
    """
    own.check()
    if target.exists() and not target.is_dir():
        raise NewError(f"«{target}» پوشه نیست.")
    if target.is_dir() and any(path.name != ".git" for path in target.iterdir()):
        raise NewError(f"پوشهٔ «{target}» خالی نیست و چیزی نوشته نشد. پوشهٔ دیگری بدهید یا آن را خالی کنید.")
    with Transaction(target) as transaction:
        made = transaction.folder / "province"
        for name, text in texts(own).items():
            _write(made / name, text)
        package = package_of(made / "data" / DESCRIPTOR)
        for name, text in tables(package, counties).items():
            _write(made / name, text)
        _check(made)
        _made_files(package, own, made)
        _write(made / LAID_OUT, record(own))
        names = [path.relative_to(made).as_posix() for path in sorted(made.rglob("*")) if path.is_file()]
        transaction.replace({target / name: (made / name).read_bytes() for name in names})
    return names


def texts(own: Province) -> dict[str, str]:
    """Return the files of the template by path, as they are laid out with these answers."""
    found = {
        name: carried(name)
        for name in CARRIED
        if name in _OURS or name.startswith((".github/", "docs/", "requirements/"))
    }
    found["mkdocs.yml"] = settings(own)
    found[f"data/{DESCRIPTOR}"] = described(own)
    if own.subject == "women":
        found |= {name: _local(carried(name), own) for name in CARRIED if name.startswith("content/")}
        found["content/index.md"] = _nobody_yet(found["content/index.md"])
        found |= {
            f"data/{name}.csv": _local(carried(f"data/{name}.csv"), own) for name in ("agencies", "domains", "sectors")
        }
    else:
        found |= {f"content/{path.name}": _filled(path, own) for path in sorted((TEMPLATE / "none").glob("*.md"))}
    found["requirements/generator.txt"] = f"{requirement()}\n"
    found["README.fa.md"] = _filled(TEMPLATE / "README.fa.md", own)
    found["Makefile"] = (TEMPLATE / "Makefile").read_text("utf-8")
    found[_CHECK] = _of_the_site(found[_CHECK])
    return dict(sorted(found.items()))


def requirement() -> str:
    """Return the line that installs this generator: pinned where it is of a tag, else of whatever index has it."""
    said = version()
    return PACKAGE if "+" in said else f"{PACKAGE}=={said}"


def settings(own: Province) -> str:
    """Return the ``mkdocs.yml`` of this repository with the answers in it."""
    is_women = own.subject == "women"
    text = _local(carried("mkdocs.yml"), own)
    for key, value in {
        "site_name": own.site_name,
        **({} if is_women else {"site_description": f"{own.site_name}."}),
        "  province": own.province,
        **({} if is_women else {"  short_name": own.site_name}),
        "  repository": own.repository,
        "  office:\n    name": own.office,
    }.items():
        text, times = _set(text, key, value)
        assert times == 1, key
    if is_women:
        return text
    # Without a menu of its own the site makes one of its datasets, and what its readers take for one another nobody knows yet.
    text = re.sub(r"(?m)^(?:  #.*\n)?  navigation:\n(?:    .*\n)+", "", text)
    return re.sub(r"(?m)^  synonyms:\n(?:    .*\n)+", "  synonyms: []\n", text)


def _set(text: str, key: str, value: str, most: int = 0) -> tuple[str, int]:
    """Return a text of settings with another value of a key, at most so often (0: everywhere), and how often it was."""
    line = f"{key}: {_plain(value)}"
    return re.subn(rf"(?m)^{re.escape(key)}: .*$", lambda _: line, text, count=most)


def described(own: Province) -> str:
    """Return the descriptor of this repository without its floors, which count records that a new bank lacks."""
    lines = carried(f"data/{DESCRIPTOR}").splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith("    floor: "))
    text = re.sub(r"(?m)^subject: .*$", f"subject: {own.subject}", text)
    suffix = slug(own.latin)
    if own.subject == "women":
        return re.sub(r"(?m)^name: (.*)$", rf"name: \1-{suffix}", text, count=1)
    head, *resources = re.split(r"(?m)^(?=  - name: )", text.partition("\nresources:\n")[2])
    # Which of its datasets are of people, and so can be withdrawn, is for the new bank to say.
    resources = [_OUR_KINDS.sub("", part) for part in resources]
    kept = [part for part in resources if part.split("\n")[0].removeprefix("  - name: ") in _EVERY]
    head = text.partition("\nresources:\n")[0]
    for key, value in {"name": f"bank-{suffix}", "title": own.site_name, "description": f"{own.site_name}."}.items():
        head, _ = _set(head, key, value, 1)
    return f"{head}\nresources:\n{''.join(kept)}"


def tables(package: Package, counties: str) -> dict[str, str]:
    """Return the tables that are no part of the template: the counties, and the header of every other."""
    found = {}
    for resource in package.resources.values():
        if resource.path and not (package.folder / resource.path).exists():
            rows = list(_counties(resource, counties)) if resource.name == "counties" else []
            found[f"data/{resource.path}"] = _csv([[field.name for field in resource.fields], *rows])
    return found


def record(own: Province) -> str:
    """Return what is laid out: the answers, a hash for each file of the template, and what its descriptor knows."""
    files = {name: sha256(text.encode()).hexdigest() for name, text in texts(own).items()}
    known = {name: " ".join(parts) for name, parts in elements(described(own)).items()}
    return json.dumps({"answers": asdict(own), "files": files, "known": known}, ensure_ascii=False, indent=2) + "\n"


# ---------- its parts ----------


def _counties(resource: Resource, text: str) -> Iterator[list[str]]:
    names = [field.name for field in resource.fields]
    lines = StringIO(text.removeprefix("\ufeff"))
    # Titles as people read them in the workbooks will do, as the names will.
    titled = {field.title: field.name for field in resource.fields}
    columns = [titled.get(title.strip(), title.strip()) for title in next(csv.reader(lines), [])]
    rows = list(csv.DictReader(lines, columns))
    columns = list(rows[0]) if rows else []
    for column in columns:
        if column not in names:
            close = nearest(str(column), {name: name for name in names}).value
            hint = f" آیا «{close}» است؟" if close else ""
            raise NewError(
                f"جدول شهرستان‌ها: ستون «{column}» شناخته نیست.{hint} ستون‌ها (name و latin لازم است): {'، '.join(names)}."
            )
    if not {"name", "latin"} <= set(columns):
        raise NewError("جدول شهرستان‌ها باید دست‌کم ستون‌های name و latin و یک شهرستان داشته باشد.")
    if len(rows) > _MOST_COUNTIES:
        raise NewError(f"جدول شهرستان‌ها {fa(len(rows))} ردیف دارد؛ نقشه فقط {fa(_MOST_COUNTIES)} خانه دارد.")
    width = isqrt(max(len(rows) - 1, 0)) + 1
    for place, row in enumerate(rows):
        own = {"id": _id(row["latin"] or ""), "column": str(place % width), "row": str(place // width)}
        own |= {key: value.strip() for key, value in row.items() if isinstance(value, str) and value.strip()}
        yield [own.get(name, "") for name in names]


def _id(latin: str) -> str:
    """Return the id of a county; none where its Latin name has no Latin letter: the checks say that it is missing."""
    try:
        return slug(latin)
    except ValueError:
        return ""


def _check(made: Path) -> None:
    problems = [problem for problem in load(made / "data", now()).problems if problem.severity == ERROR]
    if problems:
        raise NewError(f"{render(problems)}\nاین‌ها را در جدول شهرستان‌ها درست کنید. چیزی نوشته نشد.")


def _made_files(package: Package, own: Province, made: Path) -> None:
    """Write what is made from the descriptor: the issue forms, and what editors complete records with."""
    from generator.dataset import editor_files
    from generator.submissions.issues import issue_form

    editor_files.write(package, made, False)
    intake = open_intake(package, now())
    issue_form.write(package, intake.names(), {"name": own.office}, made / ".github" / "ISSUE_TEMPLATE", False)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def _csv(rows: list[list[str]]) -> str:
    target = StringIO()
    csv.writer(target, lineterminator="\n").writerows(rows)
    return target.getvalue()


def _local(text: str, own: Province) -> str:
    """Return a text of ours with the province's name for ours, and without pictures: those show our bank."""
    return _HERE.sub(lambda _: own.province, _PICTURE.sub("", text))


def _of_the_site(workflow: str) -> str:
    """Return a workflow with the one job that checks data and site: the program's own tests stay with the program."""
    head, jobs = workflow.split("jobs:\n")
    (site,) = (job for job in re.split(r"(?m)^(?=  [a-z]+:\n)", jobs) if job.startswith("  site:"))
    return f"{head}jobs:\n{site.rstrip()}\n"


def _nobody_yet(home: str) -> str:
    return re.sub(r"(?m)^featured:\n(?:  - .*\n)+", "featured: []\n", home)


def _filled(path: Path, own: Province) -> str:
    # The guides are written for a bank of women.
    guides = {name: _GUIDE.format(name) if own.subject == "women" else "" for name in ("desk", "server")}
    return Template(path.read_text("utf-8")).substitute(asdict(own), **guides)


def _plain(value: str) -> str:
    """Return a value as YAML: as it is where that means the same, else between quotation marks."""
    try:
        same = bool(value) and yaml.safe_load(f"a: {value}") == {"a": value}
    except yaml.YAMLError:
        same = False
    return value if same else json.dumps(value, ensure_ascii=False)
