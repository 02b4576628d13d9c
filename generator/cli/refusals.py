"""What click refuses, said in Persian: click has classes for some refusals and English sentences for the others."""

from __future__ import annotations

import re

import click

_QUOTED = "['\"](?P<{}>.*?)['\"]"
_VALUE = _QUOTED.format("value")
# click's sentence, and ours; what both quote has the same name.
_SENTENCES = tuple(
    (re.compile(pattern, re.S), words)
    for pattern, words in (
        (rf"Option {_VALUE} requires an argument\.", "پس از «{value}» چیزی نوشته نشده است."),
        (rf"Option {_VALUE} requires \d+ arguments\.", "پس از «{value}» کم نوشته شده است."),
        (rf"Option {_VALUE} does not take a value\.", "«{value}» مقدار نمی‌گیرد؛ آنچه پس از = است حذف کنید."),
        (r"Got unexpected extra arguments? \((?P<value>.*)\)", "«{value}» در این فرمان زیادی است. آن را حذف کنید."),
        (rf"Argument {_VALUE} takes \d+ values\.", "«{value}» کم نوشته شده است."),
        (r"Missing command\.", "فرمان نوشته نشده است."),
        (rf"{_VALUE} is not one of (?P<known>.*)\.", "«{value}» شناخته نیست. یکی از این‌ها را بنویسید: {known}."),
        (rf"{_VALUE} is not a valid (?:integer|float).*\.", "«{value}» عدد نیست."),
        (r"(?P<value>\S+) is not in the range (?P<range>.*)\.", "«{value}» پذیرفته نیست؛ عددی {range} بنویسید."),
        (
            rf"{_VALUE} does not match the formats? .*",
            "«{value}» روز نیست. روز را به میلادی بنویسید، مانند 2026-11-24.",
        ),
        (rf"\w+ {_VALUE} does not exist\.", "«{value}» پیدا نشد."),
        (rf"\w+ {_VALUE} is a file\.", "«{value}» فایل است؛ اینجا یک پوشه لازم است."),
        (rf"\w+ {_VALUE} is a directory\.", "«{value}» پوشه است؛ اینجا یک فایل لازم است."),
        (rf"\w+ {_VALUE} is not readable\.", "«{value}» خوانده نمی‌شود؛ دسترسی به آن را بررسی کنید."),
        (rf"\w+ {_VALUE} is not writable\.", "در «{value}» نمی‌توان نوشت؛ دسترسی به آن را بررسی کنید."),
    )
)
_RANGE = re.compile(r"(?P<least>-?\d+)<=?x<=?(?P<most>-?\d+)|x>=?(?P<from>-?\d+)|x<=?(?P<to>-?\d+)")


def refusal(error: click.ClickException) -> str:
    """Return what is wrong with a command, how it is written and where its help stands."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.message
    said = _said(error)
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return said
    pieces = " ".join([context.command_path, *context.command.collect_usage_pieces(context)])
    return f"{said}\nشیوهٔ نوشتن: {pieces}\nراهنما: {context.command_path} --help"


def _said(error: click.ClickException) -> str:
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"فرمان «{error.command_name}» نیست.{_meant(error.possibilities)}"
    if isinstance(error, click.NoSuchOption):
        return f"گزینهٔ «{error.option_name}» در این فرمان نیست.{_meant(error.possibilities)}"
    if isinstance(error, click.MissingParameter):
        return f"«{_name(error)}» نوشته نشده است؛ این فرمان آن را لازم دارد."
    if isinstance(error, click.BadParameter):
        return f"{_name(error)}: {_translated(error.message)}"
    return _translated(error.format_message())


def _name(error: click.BadParameter) -> str:
    """Return a parameter as it is typed: the long name of an option, the name of an argument."""
    if error.param is None:
        return ""
    return (
        max(error.param.opts, key=len)
        if isinstance(error.param, click.Option)
        else str(error.param.human_readable_name)
    )


def _meant(possibilities: list[str] | None) -> str:
    return f" آیا منظورتان «{'» یا «'.join(possibilities)}» است؟" if possibilities else ""


def _translated(message: str) -> str:
    """Return our sentence for click's, or the message itself: ours come through here too."""
    for pattern, words in _SENTENCES:
        found = pattern.fullmatch(message)
        if found:
            parts = found.groupdict()
            if "range" in parts:
                parts["range"] = _range(parts["range"])
            if "known" in parts:
                parts["known"] = "، ".join(re.findall("'([^']*)'", parts["known"]))
            return words.format(**parts)
    return message


def _range(text: str) -> str:
    """Return «0<=x<=9» in words."""
    found = _RANGE.fullmatch(text)
    if found is None:
        return text
    if found["least"]:
        return f"از {found['least']} تا {found['most']}"
    return f"از {found['from']} به بالا" if found["from"] else f"تا {found['to']}"
