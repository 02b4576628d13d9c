"""The one boundary of the command line: what the system refuses ends in a Persian sentence and a code, never a traceback.

Our own mistakes are not caught here: they crash loudly.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

import click

from generator.cli.refusals import refusal
from generator.runtime.system_errors import sentence

FAILED = 1


class Door(click.Group):
    """A group of verbs that says in Persian what is refused. Exit codes: 0 done, 1 failed, 2 wrong usage."""

    def main(self, *arguments: Any, standalone_mode: bool = True, **more: Any) -> Any:
        """Run a verb and end the process; without ``standalone_mode`` everything is raised, as click does."""
        if not standalone_mode:
            return super().main(*arguments, standalone_mode=False, **more)
        _speak_utf8()
        with _sentences():
            sys.exit(super().main(*arguments, standalone_mode=False, **more) or 0)


@contextmanager
def _sentences() -> Iterator[None]:
    """Turn what the system, the person or the terminal refuses into a sentence and an exit code."""
    try:
        yield
    except click.ClickException as error:
        _end(refusal(error), error.exit_code)
    except click.Abort:
        _end("کار ناتمام ماند، زیرا آن را ایستاندید.", FAILED)
    except BrokenPipeError:  # whoever read us has seen enough: `| head`
        _end("", FAILED)
    except OSError as error:
        _end(f"کار ناتمام ماند. {sentence(error)}", FAILED)


def _end(text: str, code: int) -> NoReturn:
    with suppress(OSError):
        if text:
            click.echo(text, err=True)
    for stream in (sys.stdout, sys.stderr):
        _close(stream)
    sys.exit(code)


def _close(stream: Any) -> None:
    """Let a stream that takes nothing more go, so that the interpreter does not complain of it at its end."""
    try:
        stream.flush()
    except OSError:
        with suppress(OSError, io.UnsupportedOperation):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _speak_utf8() -> None:
    """Write UTF-8 whatever the system's own encoding is, and what cannot be written at all as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
