"""What the generator carries for a new province: files of its own repository, packed into the wheel as they are.

In a source tree they are read where they stand, so that there is one of each and none can fall behind. `pyproject.toml`
says under `force-include` where the wheel keeps them: in the folder `carried` beside this module.
"""

from __future__ import annotations

from pathlib import Path

#: The files of the repository that a province starts with, by the paths they have in both.
CARRIED = (
    ".editorconfig",
    ".gitattributes",
    ".github/workflows/check.yml",
    ".github/workflows/publish.yml",
    ".github/workflows/submission.yml",
    ".gitignore",
    "LICENSE",
    "LICENSE-DATA",
    "content/about.md",
    "content/education/index.md",
    "content/guide/desk.md",
    "content/guide/index.md",
    "content/guide/server.md",
    "content/guide/submissions.md",
    "content/index.md",
    "content/news/index.md",
    "content/privacy.md",
    "content/submit.md",
    "data/agencies.csv",
    "data/datapackage.yaml",
    "data/domains.csv",
    "data/sectors.csv",
    "desk.cmd",
    "desk.sh",
    "docs/decisions/0007-grammar-of-historical-dates.md",
    "docs/descriptor.md",
    "docs/inbox/inbox",
    "docs/inbox/inbox.service",
    "docs/inbox/inbox.toml",
    "docs/inbox/nginx.conf",
    "mkdocs.yml",
    "requirements/inbox.txt",
    "requirements/runtime.txt",
)
#: What a province has in another form than this repository.
TEMPLATE = Path(__file__).parent / "template"
_PACKED = Path(__file__).parent / "carried"
_SOURCE = Path(__file__).parents[2]


def carried(name: str) -> str:
    """Return the text of a carried file by its path in the repository, with the line ends that it has there."""
    return ((_PACKED if _PACKED.is_dir() else _SOURCE) / name).read_bytes().decode("utf-8")
