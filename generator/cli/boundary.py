"""The one boundary of the command line: what the system refuses ends in a Persian sentence and a code, never a traceback.

Our own mistakes are not caught here: they crash loudly.
"""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, NoReturn

import click

from generator.cli.refusals import refusal
from generator.runtime.lock import Busy
from generator.runtime.streams import speak_utf8
from generator.runtime.system_errors import sentence

FAILED = 1


class Verb(click.Command):
    """A verb whose own help is asked for in Persian."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows how the verb is written."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "همین راهنما را نشان می‌دهد."
        return option


class Room(Verb, click.Group):
    """A group of verbs."""


class Door(Room):
    """The outermost group, which says in Persian what is refused. Exit codes: 0 done, 1 failed, 2 wrong usage."""

    def main(self, *arguments: Any, standalone_mode: bool = True, **more: Any) -> Any:
        """Run a verb and end the process; without ``standalone_mode`` everything is raised, as click does."""
        more["standalone_mode"] = False
        if not standalone_mode:
            return super().main(*arguments, **more)
        speak_utf8()
        with _sentences(), _stoppable():
            sys.exit(super().main(*arguments, **more) or 0)


@contextmanager
def _sentences() -> Iterator[None]:
    """Turn what the system, the person or the terminal refuses into a sentence and an exit code."""
    try:
        yield
    except click.ClickException as error:
        _end(refusal(error), error.exit_code)
    except click.Abort:
        _end("کار ناتمام ماند، چون آن را متوقف کردید.", FAILED)
    except BrokenPipeError:  # whoever read us has seen enough: `| head`
        _end("", FAILED)
    except Busy as error:
        _end(f"اجرای دیگری همین حالا در «{error}» می‌نویسد. پس از پایان آن دوباره اجرا کنید.", FAILED)
    except OSError as error:
        _end(f"کار ناتمام ماند. {sentence(error)}", FAILED)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Let a signal to stop end a run as an exception does, so that it cleans up behind itself."""
    before: dict[int, Any] = {}
    with suppress(ValueError):  # only the main thread may
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            # What is ignored on purpose stays ignored: nohup.
            if number and signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, _stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: object) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # once is enough: who asks again must not break the cleaning off
    sys.exit(128 + number)


def _end(text: str, code: int) -> NoReturn:
    with suppress(OSError):
        if text:
            from generator.dataset.private import discreet  # only where something is refused: it takes a while

            click.echo(discreet(text), err=True)
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
