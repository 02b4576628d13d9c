"""The one version: a tag of git, asked once, when the generator is packaged, and read from its metadata ever after.

It stands in no file that the generator writes of itself: a site built by another version differs by what changed.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

PACKAGE = "capable-women-generator"
#: What a source tree says that has neither a tag nor ``.git``.
UNKNOWN = "0+unknown"
_TAGGED = re.compile(r"v(\d+(?:\.\d+)*)-(\d+)-(g[0-9a-f]+)")
_ROOT = Path(__file__).parents[2]


def version() -> str:
    """Return the version of the generator that runs: of the installed package, else of the source tree."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed(PACKAGE)
    except PackageNotFoundError:
        return of_source()


def of_source(root: Path = _ROOT) -> str:
    """Return the version of a source tree: ``0.2.0`` at the tag ``v0.2.0``, ``0.2.0+3.gabc`` three commits later."""
    # The repository must be this tree's own: a copy may lie in that of a province.
    if not (root / ".git").exists():
        return UNKNOWN
    command = ["git", "-C", str(root), "describe", "--tags", "--long", "--match", "v[0-9]*", "--always"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return UNKNOWN
    found = _TAGGED.fullmatch(said)
    if not found:
        return f"0+g{said}"
    number, later, commit = found.groups()
    return number if later == "0" else f"{number}+{later}.{commit}"
