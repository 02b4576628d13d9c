"""The rules that Python and the forms of the site share: regular expressions in one file that both can read.

Two marks stand for what the two languages write differently: ``{word}``, inside a class, for letters, digits and the
low line, and ``{gap}`` for what people write between the digits of one number.
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
    return re.compile(text.replace("{gap}", RULES["gap"]).replace("{word}", r"\w"))
