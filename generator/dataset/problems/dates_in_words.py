"""Dates of the data as people say them: in a Persian sentence «1399-05-12» is shown from its end, as another day.

Shapes: a text of a problem in, the text with its dates in words out. Errors: none; what is no date stays.
"""

from __future__ import annotations

import re

from generator.persian.calendar import historical

# What a date of the data is written with: all of a text, or all between quotation marks.
DATE = "[0-9X~?/-]{5,}(?: (?:AH|CE))?|[0-9X]{4} (?:AH|CE)|[0-9]{2}[0-9X]{2}"
_DATE = re.compile(f"(?:^|(?<=«))(?:{DATE})(?=»|$)")


def in_words(text: str) -> str:
    """Return a text with the dates of the data in words."""
    return _DATE.sub(lambda match: historical.in_words(match[0]), text)
