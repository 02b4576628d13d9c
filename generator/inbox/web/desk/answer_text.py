"""The answer to whoever handed something in, as plain text to be copied into a message: what is to be mended, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.inbox.store.database import Line
from generator.inbox.store.entries import card
from generator.persian.digits import fa

Problems = Sequence[Mapping[str, Any]]
_MOST = 40


def answer(number: int, problems: Problems, found: Sequence[tuple[Line, Problems]]) -> str:
    """Return the text of an answer; nothing where there is nothing to mend and nothing was returned."""
    parts = [_listed(problems)]
    for line, own in found:
        if line["state"] not in ("mend", "returned"):
            continue
        reason = line["reason"] if line["state"] == "returned" else ""
        told = [f"- {reason}"] if reason else []
        told += [_listed([one for one in own if one["severity"] == "error"])] if line["state"] == "mend" else []
        row = card(line).get("row")
        parts.append("\n".join([f"{f'ردیف {row}، ' if row else ''}{line['label']}:", *filter(None, told)]))
    said = [part for part in parts if part]
    if not said:
        return ""
    good = sum(line["state"] in ("waiting", "accepting", "accepted", "published") for line, _ in found)
    head = f"سلام و سپاس. فرستادهٔ شمارهٔ {fa(number)} رسید."
    head += f" {fa(good)} مورد آن درست است و کاری نمی‌خواهد." if good else ""
    tail = "لطفاً این‌ها را درست کنید و دوباره بفرستید."
    return "\n\n".join([f"{head} {tail}", *said])


def _listed(problems: Problems) -> str:
    lines = []
    for one in problems[:_MOST]:
        title = (
            f"{one['title']}: " if one.get("title") and not str(one["sentence"]).startswith(str(one["title"])) else ""
        )
        lines.append(f"- {title}{one['sentence']}")
    if len(problems) > _MOST:
        lines.append(f"- و {fa(len(problems) - _MOST)} جای دیگر")
    return "\n".join(lines)
