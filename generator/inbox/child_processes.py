"""How a verb of the inbox is run in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from generator.inbox.inbox_settings import FILE, Settings


def words(verb: str, settings: Settings, *more: str) -> list[str]:
    """Return the command line of a verb of the inbox that is run in a process of its own."""
    where = ["--project", str(settings.project)] if settings.is_desk else ["--settings", str(settings.folder / FILE)]
    # -P: the folder of a bank may hold another generator than the one that runs.
    return [sys.executable, "-P", "-m", "generator", "inbox", verb, *where, *more]


def alike(settings: Settings) -> dict[str, Any]:
    """Return how a child is started: of the same program as this process, and without a window of its own."""
    environment = dict(os.environ)
    if settings.address:
        # What a server builds is shown under its address: canonical links and the sitemap name it.
        environment["SITE_URL"] = settings.address
    places = (str(Path(__file__).parents[2]), environment.get("PYTHONPATH"))
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, places))
    found: dict[str, Any] = {"env": environment}
    if sys.platform == "win32":
        found["creationflags"] = subprocess.CREATE_NO_WINDOW
    return found
