"""Points at which a test ends the process, as a power cut would: what must hold then is tried, not believed."""

from __future__ import annotations

import os

VARIABLE = "INBOX_FAIL_AT"
# What the process ends with, so that a test can tell it from a fault.
CODE = 70


def reach(point: str) -> None:
    """End the process at once where the environment names this point: nothing is closed, flushed or taken back."""
    if os.environ.get(VARIABLE) == point:
        os._exit(CODE)
