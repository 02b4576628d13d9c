"""Read ``mkdocs.yml`` and say what is wrong with it, line by line, before MkDocs takes it over.

Errors: `ConfigurationError`, whose text says everything in Persian.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.dataset.problems import settings_kinds
from generator.dataset.problems.kind import ERROR
from generator.dataset.problems.printing import render
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.settings import problem_of, settings_of
from generator.dataset.shapes import ANY, FLAG, PLAIN, TEXT, WORD, Keys, Leaf, ListOf, MapOf, faults, line_of
from generator.dataset.texts import read_text
from generator.runtime.system_errors import printable
from generator.site.model.addresses import INBOX

PLUGIN = "capable-women"
_LIMIT = 1_000_000
_MAYBE = Leaf("متن، میان دو نشانهٔ ' اگر رقم یا نشانه است", lambda value: value is None or isinstance(value, str))
_MAYBE_PLAIN = Leaf("متن", lambda value: value is None or PLAIN.fits(value))
_INBOX = Leaf(f"{INBOX}، یا هیچ", lambda value: value in (None, "", INBOX))
_LINK = {"label": WORD, "url": TEXT}
_LINKS = ListOf(Keys(_LINK, ("label", "url")))
_NAVIGATION = Keys(
    {
        "header": ListOf(Keys({**_LINK, "links": _LINKS}, ("label", "url"))),
        "call": Keys(_LINK, ("label", "url")),
        "footer": ListOf(Keys({"title": WORD, "links": _LINKS}, ("title", "links"))),
        "note": TEXT,
    }
)
EXTRA = Keys(
    {
        **dict.fromkeys(("province", "short_name", "authority"), TEXT),
        "repository": _MAYBE,
        **dict.fromkeys(("status", "reporting_since"), _MAYBE_PLAIN),
        "inbox": _INBOX,
        **dict.fromkeys(("noindex_public_record", "share_cards", "search"), FLAG),
        "office": Keys(dict.fromkeys(("name", "phone", "messenger", "email", "address"), _MAYBE), open=True),
        "synonyms": ListOf(WORD),
        "navigation": _NAVIGATION,
    },
    open=True,
)


def _is_named(value: Any) -> bool:
    """Whether a value is a name, or a name with its settings: what MkDocs takes apart without looking."""
    if isinstance(value, dict):
        return len(value) == 1 and all(WORD.fits(name) and isinstance(own, dict | None) for name, own in value.items())
    return WORD.fits(value)


_NAMED = Leaf(
    "فهرستی از نام‌ها، هر یک نامی ساده یا به شکل «نام: تنظیم‌ها»",
    lambda value: isinstance(value, list) and all(map(_is_named, value)),
)
_THEME = Leaf(
    "نام پوسته، یا فهرستی از «کلید: مقدار» که name در آن است",
    lambda value: (
        WORD.fits(value) or (isinstance(value, dict) and WORD.fits(value.get("name")) and all(map(WORD.fits, value)))
    ),
)
# What MkDocs does not check itself, or takes for granted while it checks.
_SETTINGS = Keys(
    {
        **dict.fromkeys(("site_name", "docs_dir", "site_dir"), WORD),
        **dict.fromkeys(("site_description", "site_url", "repo_url"), _MAYBE),
        **dict.fromkeys(("strict", "use_directory_urls"), FLAG),
        **dict.fromkeys(("plugins", "markdown_extensions"), _NAMED),
        **dict.fromkeys(("extra_css", "extra_javascript"), ListOf(WORD)),
        "theme": _THEME,
        "validation": MapOf(ANY),
        "extra": EXTRA,
    },
    ("site_name", "plugins", "theme"),
    open=True,
)


class ConfigurationError(Exception):
    """The settings of the site are wrong; the text says where and what was expected."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(render(problems))
        self.problems = problems


class _Loader(yaml.CSafeLoader):
    """Reads the settings of MkDocs without its own tags, which only MkDocs understands."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: "")
_Loader.add_multi_constructor("!", lambda loader, suffix, node: "")


def is_known() -> bool:
    """Return whether MkDocs knows our plugin: it goes by what an installation says of it, not by a folder."""
    from mkdocs.plugins import get_plugins

    return PLUGIN in get_plugins()


def read(path: Path) -> Mapping[str, Any]:
    """Return the settings as YAML holds them; what a tag stands for is left out."""
    return _read(path)[0]


def site_folder(path: Path, settings: Mapping[str, Any]) -> Path:
    """Return where the site of these settings is built, beside their file at ``path``."""
    return path.parent / str(settings.get("site_dir") or "site")


def _read(path: Path) -> tuple[Mapping[str, Any], str]:
    name = printable(path.name)
    problems: list[Problem] = []
    text = read_text(path, _LIMIT, name, problems)
    if text is None:
        raise ConfigurationError([item for item in problems if item.severity == ERROR])
    values, problems = settings_of(text, name, _Loader)
    if not problems:
        root = None
        for fault in faults(values, _SETTINGS):
            root = root or yaml.compose(text, Loader=_Loader)
            problems.append(problem_of(fault, root, name, ".".join(map(str, fault.path)) or "تنظیم‌ها"))
    if problems:
        raise ConfigurationError(problems)
    return values, text


def load(path: Path, output: Path | None) -> Any:
    """Return MkDocs's own settings, strict; the site comes to ``output`` where it is given."""
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.exceptions import ConfigurationError as Refused

    text = _read(path)[1]
    config = MkDocsConfig(config_file_path=str(path))
    try:
        with path.open("rb") as file:
            config.load_file(file)
        config.load_dict({"strict": True, **({"site_dir": str(output.absolute())} if output else {})})
        errors, warnings = config.validate()
    except Refused as error:
        raise ConfigurationError(
            [Problem(path.name, 0, settings_kinds.SETTING, title="mkdocs.yml", found=str(error))]
        ) from None
    found = [(key, str(error)) for key, error in (*errors, *warnings)]
    if not found and PLUGIN not in config.plugins:
        found = [("plugins", PLUGIN)]
    if found:
        root = yaml.compose(text, Loader=_Loader)
        raise ConfigurationError(
            [
                Problem(path.name, line_of(root, (key,)), settings_kinds.SETTING, title=key, field=key, found=said)
                for key, said in found
            ]
        )
    return config


def check_extra(extra: dict[str, Any]) -> None:
    """Refuse what MkDocs itself has read of our own settings, where a value is not of its kind."""
    problems = [
        problem_of(fault, None, "mkdocs.yml", ".".join(map(str, ("extra", *fault.path))))
        for fault in faults(extra, EXTRA)
    ]
    if problems:
        raise ConfigurationError(problems)
