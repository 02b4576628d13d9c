"""Build sites that never change of themselves and print one hash for each: what only moves code changes none of them.

Run by `make manifest`. With a folder as argument, the hashes of all files are written there too, one list for each
site in the format of `sha256sum`, so that two of them can be compared.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support import ARTISTS_SITE, ROOT, TODAY, bank, project, run, small_content

# The repository's own records go on being added to: a day that none of them is after. The others are frozen.
DAYS = {"real": ["--today", "2027-03-20"]}
SAMPLE = ["--seed", "7", "--women", "300", "--loans", "200", "--meetings", "48"]


def real(folder: Path) -> Path:
    """Return the settings of the repository's own site."""
    return ROOT / "mkdocs.yml"


def synthetic(folder: Path) -> Path:
    """Write a made-up bank of several pages of each list; return its settings."""
    made = folder / "sample"
    result = run("sample", "--data", ROOT / "data", *SAMPLE, made)
    assert result.exit_code == 0, result.output
    return project(folder / "synthetic", content=small_content(folder / "content"), base=made)


def artists(folder: Path) -> Path:
    """Return the settings of another subject, whose site follows from its descriptor alone."""
    return shutil.copytree(ARTISTS_SITE, folder / "artists") / "mkdocs.yml"


SITES: dict[str, Callable[[Path], Path]] = {
    "real": real,
    "bank": lambda folder: bank(folder / "bank"),
    "synthetic": synthetic,
    "artists": artists,
}


def hashes(site: Path) -> Iterator[str]:
    """Yield a line of `sha256sum` for each file of a site, in the order of their paths."""
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        yield f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(site).as_posix()}\n"


def build(name: str) -> str:
    """Build one of the sites and return the list of its hashes."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        config = SITES[name](folder)
        site = folder / "site"
        day = DAYS.get(name, TODAY)
        result = run("build", "--config", config, "--data", config.parent / "data", "--output", site, *day)
        assert result.exit_code == 0, result.output
        return "".join(hashes(site))


def main(target: Path | None) -> None:
    """Print one line for each site: its hash, its name and how many files it has."""
    for name in SITES:
        listed = build(name)
        print(f"{sha256(listed.encode()).hexdigest()}  {name} ({listed.count(chr(10))} files)", flush=True)
        if target:
            target.mkdir(parents=True, exist_ok=True)
            (target / f"{name}.sha256").write_text(listed, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
