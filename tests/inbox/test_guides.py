"""The guides of the desk and the server: what they tell to type is there, and the samples that they lay are sound."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from generator.cli import main
from tests.inbox.test_behind_nginx import SAMPLES
from tests.support import ROOT

GUIDES = ROOT / "content" / "guide"
INBOX = main.commands["inbox"]
# A command of the inbox, in a block or within a sentence; what follows it is an option, a name in quotes or a path.
COMMANDS = {
    (page, words)
    for page in ("server.md", "desk.md")
    for words in re.findall(
        r'(?m)(?:^ *|`)inbox ((?:[a-z]+)(?: +(?:"[^"]*"|[-/\w.]+))*)', (GUIDES / page).read_text("utf-8")
    )
}


def test_the_server_s_guide_tells_of_commands() -> None:
    assert {words.split()[0] for _, words in COMMANDS} >= {"check", "invite", "backup", "restore", "bundle"}


@pytest.mark.parametrize(("page", "words"), sorted(COMMANDS))
def test_a_command_that_a_guide_tells_to_type_is_accepted(page: str, words: str, monkeypatch) -> None:
    name, *rest = shlex.split(words)
    assert isinstance(INBOX, click.Group) and name in INBOX.commands, page
    # Its files are on the server.
    monkeypatch.setattr(click.Path, "convert", lambda self, value, param, ctx: Path(value))
    INBOX.commands[name].make_context(name, rest).close()


@pytest.mark.parametrize("page", ["server.md", "desk.md"])
def test_a_guide_names_no_file_of_the_bank_that_is_not_there(page: str) -> None:
    text = (GUIDES / page).read_text("utf-8")
    named = set(re.findall(r"(?:/opt/bank/|[\s`])((?:docs|requirements)/[\w./-]+|desk\.\w+)", text))
    assert len(named) > 2
    # A province has it in the place of the program's own folder.
    assert [name for name in named if not (ROOT / name).exists()] == ["requirements/generator.txt"]


def test_whoever_starts_with_the_readme_finds_both_guides() -> None:
    text = (ROOT / "README.fa.md").read_text("utf-8")
    assert all(f"(content/guide/{page})" in text for page in ("desk.md", "server.md"))


def test_the_unit_is_one_that_systemd_reads(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not here")
    unit = tmp_path / "inbox.service"
    text = (SAMPLES / "inbox.service").read_text("utf-8")
    unit.write_text(re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", text), "utf-8")
    done = subprocess.run([analyze, "verify", str(unit)], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, unit.name in done.stderr) == (0, False), done.stderr


@pytest.mark.skipif(os.name != "posix", reason="Windows has desk.cmd")
class TestShellScripts:
    @pytest.mark.parametrize("script", [ROOT / "desk.sh", SAMPLES / "inbox"], ids=lambda path: path.name)
    def test_they_are_read_by_the_plainest_shell(self, script: Path) -> None:
        subprocess.run(["sh", "-n", str(script)], check=True, timeout=20)

    @pytest.fixture
    def bank(self, tmp_path: Path) -> Path:
        """The folder of a bank, and a stand-in for Python that makes an environment of stand-ins and says what they did."""
        bank, programs = tmp_path / "bank", tmp_path / "bin"
        (bank / "requirements").mkdir(parents=True)
        programs.mkdir()
        shutil.copy(ROOT / "desk.sh", bank)
        for name in ("inbox", "generator"):
            (bank / "requirements" / f"{name}.txt").write_text(f"{name}==1\n")
        told = f'printf "%s\\n" "$*" >> {tmp_path}/said\n'
        maker = (
            f"#!/bin/sh\n[ $1 = -m ] || exit 0\n{told}mkdir -p .inbox/venv/bin\n"
            f"for name in pip python; do printf '#!/bin/sh\\n%s' '{told}' > .inbox/venv/bin/$name;"
            " chmod +x .inbox/venv/bin/$name; done\n"
        )
        (programs / "python3").write_text(maker)
        (programs / "python3").chmod(0o755)
        return bank

    def opened(self, bank: Path) -> list[str]:
        """Open the desk; return what was run for it."""
        said = bank.parent / "said"
        said.unlink(missing_ok=True)
        path = f"{bank.parent / 'bin'}:{os.environ['PATH']}"
        command = ["sh", str(bank / "desk.sh"), "--headless"]
        subprocess.run(command, env={"PATH": path}, capture_output=True, check=True, timeout=20)
        return said.read_text().splitlines()

    def test_the_desk_is_set_up_once_and_again_when_the_program_has_changed(self, bank: Path) -> None:
        desk = "-m generator desk --headless"
        first = self.opened(bank)
        assert first[0].startswith("-m venv") and first[-1] == desk
        assert [line.rpartition("-r ")[2] for line in first[1:-1]] == [
            "requirements/inbox.txt",
            "requirements/generator.txt",
        ]
        assert self.opened(bank) == [desk]
        assert (bank / ".inbox" / ".gitignore").read_text() == "*\n"
        (bank / "requirements" / "generator.txt").write_text("generator==2\n")
        (bank / "wheels").mkdir()
        again = self.opened(bank)
        assert len(again) == 4 and all("--no-index --find-links wheels" in line for line in again[1:3])

    def test_a_program_that_lies_in_the_folder_is_installed_as_it_lies_there(self, bank: Path) -> None:
        """MkDocs knows the program by its installation alone: without one the desk opens, and no site is ever built."""
        (bank / "generator").mkdir()
        (bank / "pyproject.toml").write_text("[project]\n")
        first = self.opened(bank)
        assert first[2].endswith("--no-build-isolation --editable .") and len(first) == 4
        assert len(self.opened(bank)) == 1
        # The double click of Windows does the same.
        assert "--no-build-isolation --editable ." in (ROOT / "desk.cmd").read_text("utf-8")
