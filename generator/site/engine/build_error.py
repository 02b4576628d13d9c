"""What a build, a preview or a publication could not do."""

from __future__ import annotations


class BuildError(Exception):
    """The site could not be built, shown or copied; the text says why, in Persian.

    ``half``: some of the new site stands beside some of the old.
    """

    def __init__(self, text: str, *, half: bool = False) -> None:
        super().__init__(text)
        self.half = half
