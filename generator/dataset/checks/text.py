"""Text in canonical form, without hidden signs, and links that are links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from generator.dataset.checks.context import Context, Fault
from generator.dataset.descriptor import Field
from generator.dataset.problems import value_kinds
from generator.dataset.problems.problem import Problem
from generator.dataset.web_address import fault_of, is_web_address
from generator.persian.spelling.invisible import bidi_controls
from generator.persian.spelling.normaliser import SPACES_CHANGED, canonical, changes, is_canonical

_HTML = re.compile(r"<[/!a-zA-Z][^>\n]{0,80}>?")
_MARKDOWN_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|^\s*\[[^\]]+\]:\s*(\S+)|<([a-zA-Z][a-zA-Z0-9+.-]*:[^>\s]+)>", re.M)
# The beginning of an address with a sign too few or too many.
_MISWRITTEN = re.compile("^h?tt?ps?[:;]?/{1,3}", re.I)
# What people leave out of an address.
SCHEME = "https://"
COPIED_LINK = re.compile(r"\[[^\]]*\]\((\S+)\)|<(\S+)>")

_PERSIAN = re.compile("[ء-ی]")
_ENGLISH_QUOTES = re.compile('"([^"\n]*)"')
# What stands where nothing is known.
PLACEHOLDERS = frozenset(
    "null none nan nil n/a na x xx xxx ندارد ندارم نداشت هیچ هیچکدام نامشخص نامعلوم مشخصنیست معلومنیست نمیدانم نمیدونم"
    " خالی تست test".split()
)
_LONGEST_PLACEHOLDER = 2 * max(map(len, PLACEHOLDERS))
_SIGNS_ALONE = re.compile(r"[\W_]+")
_AROUND, _WIDEST = 12, 76
_MOST_PASSES = 20


def check(context: Context) -> Iterator[Problem]:
    """Yield text that is not canonical, that holds hidden signs or HTML, and addresses that are not http(s)."""
    for resource in context.package.resources.values():
        link = next((field.title for field in resource.fields if field.link), "")
        for field in resource.fields:
            if not field.derived or field.calendar or field.name == "id":
                yield from context.faults(resource, field, partial(_faults, field, link))


def _faults(field: Field, link: str, value: str) -> list[Fault]:
    """Return what is wrong with a value of a field; ``link`` is what the field for addresses beside it is called."""
    if (field.is_text or field.calendar or field.link) and says_nothing(value):
        return [(value_kinds.PLACEHOLDER_NEEDED if field.required else value_kinds.PLACEHOLDER, {})]
    found: list[Fault] = []
    hidden = bidi_controls(value)
    if hidden:
        signs = "، ".join(dict.fromkeys(f"U+{ord(sign.char):04X}" for sign in hidden))
        found.append((value_kinds.BIDI_CONTROL, {"found": signs}))
    elif field.link:
        if fault := fault_of(value):
            found.append((fault, {"suggestion": _address(value)}))
    elif link and field.is_text and not field.multiline and _is_address(value):
        found.append((value_kinds.LINK_AS_TEXT, {"where": link}))
    elif not is_canonical(value):
        better = wanted(value, field)
        kinds = "، ".join(changes(value, better)) or SPACES_CHANGED
        before, after = excerpts(value, better)
        found.append((value_kinds.NOT_CANONICAL, {"found": before, "expected": kinds, "suggestion": after}))
    if '"' in value and field.is_text and not field.markdown and _PERSIAN.search(value):
        before, after = excerpts(value, _ENGLISH_QUOTES.sub(r"«\1»", value))
        found.append((value_kinds.ENGLISH_QUOTES, {"found": before, "suggestion": after}))
    if "\n" in value and not field.multiline:
        found.append((value_kinds.LINE_BREAK, {"suggestion": wanted(value, field)}))
    if field.markdown:
        found.extend(_markdown(value))
    return found


def wanted(value: str, field: Field) -> str:
    """Return the canonical form of a field's value: addresses as they are, all else by ``letters.canonical``.

    A text of one line has no line breaks, one of several no empty lines around it. What is wanted of the answer is the
    answer itself.
    """
    # What is joined or stripped can open the way for a rule of the canonical form, and the other way round.
    for _ in range(_MOST_PASSES):
        better = value.strip() if field.link else canonical(value)
        if "\n" in better:
            lines = [line.rstrip(" \t") for line in better.split("\n")]
            if field.multiline or field.link:
                better = "\n".join(lines).strip("\n")
            else:
                better = " ".join(line for line in lines if line)
        if better == value:
            break
        value = better
    return value


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Return the parts of two texts that differ, with a few words around them."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    return _around(before, start, len(before) - end), _around(after, start, len(after) - end)


def _around(text: str, start: int, end: int) -> str:
    """Return a text from a word before ``start`` to a word after ``end``, cut between words."""
    first = text.rfind(" ", 0, max(0, start - _AROUND)) + 1
    last = text.find(" ", min(len(text), end + _AROUND))
    last = len(text) if last < 0 else last
    if last - first > _WIDEST:
        last = first + _WIDEST
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def says_nothing(value: str) -> bool:
    """Whether a value is a sign alone, or a word for nothing with whatever spaces and signs around it."""
    if _SIGNS_ALONE.fullmatch(value):
        return True
    if len(value) > _LONGEST_PLACEHOLDER:
        return False
    plain = value.replace("\u200c", "").replace(" ", "").strip(".؟?!()«»-").casefold()
    return plain in PLACEHOLDERS


def _is_address(value: str) -> bool:
    """Whether a text is the address of a page and nothing else: bare, or as a link that somebody copied."""
    if "/" not in value:
        return False
    match = COPIED_LINK.fullmatch(value)
    address = (match[1] or match[2]) if match else value
    return is_web_address(address) or ("/" in address.strip("/") and is_web_address(f"{SCHEME}{address}"))


def _address(value: str) -> str:
    """Return the address that was probably meant, or nothing."""
    first, *rest = value.split() or [""]
    # A blank within an address cuts it: what comes before it is another page.
    if rest and (first.endswith("/") or rest[0][0] in "/?#"):
        first = "".join([first, *rest])
    elif rest and all(part.isascii() for part in rest):
        return ""
    bare = _MISWRITTEN.sub("", first)
    for better in (first, f"{SCHEME}{bare}"):
        if better != value and is_web_address(better):
            return better
    return ""


def _markdown(value: str) -> Iterator[Fault]:
    tag = _HTML.search(value)
    if tag and not is_web_address(tag[0].strip("<>")):
        yield value_kinds.MARKDOWN_HTML, {"found": tag[0]}
    for match in _MARKDOWN_LINK.finditer(value):
        target = next(part for part in match.groups() if part)
        if fault := fault_of(target):
            yield fault, {"found": target}
