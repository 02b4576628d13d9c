"""The rules that Python and the forms of the site share: regular expressions in one file that both can read.

A word in braces stands for a part that many of them hold, as ``{gap}`` for what people write between the digits of one
number; the parts stand beside the rules of private facts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

RULES: Mapping[str, Any] = json.loads(Path(__file__).with_name("rules.json").read_text("utf-8"))


def compiled(text: str) -> re.Pattern[str]:
    """Return a shared expression as Python reads it."""
    for name, part in RULES["private"]["parts"].items():
        text = text.replace(f"{{{name}}}", part)
    return re.compile(text)
