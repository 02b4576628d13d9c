"""The colours of the site's design tokens, as the style sheet that a site serves says them."""

from __future__ import annotations

import re

TOKENS = "assets/css/tokens.css"
_BLOCK = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CONDITION = re.compile(r"@[\w-]+[^{}]*\{(?:[^{}]*\{[^{}]*\})+[^{}]*\}")
_PROPERTY = re.compile(r"--([\w-]+):\s*([^;]+)")


def colours(css: str) -> dict[str, str]:
    """Return the light colours of the tokens: of ``:root`` by name, of tints and schemes as ``tint-rose/p-main``."""
    found: dict[str, str] = {}
    # Paper is always light, and so is a card: what stands under a condition is left out.
    plain = _CONDITION.sub("", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    for selector, body in _BLOCK.findall(plain):
        selector = selector.strip()
        if selector == ":root":
            found.update((name, value.strip()) for name, value in _PROPERTY.findall(body))
        elif re.fullmatch(r"\.(tint-\w+|scheme-\d)", selector):
            found.update((f"{selector[1:]}/{name}", value.strip()) for name, value in _PROPERTY.findall(body))
    return found
