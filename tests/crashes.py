"""Runs that are killed: a child of this process that dies, as by SIGKILL, before a chosen thing that it asks of the system."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import count

# What a process asks of the system and leaves a trace; each is a moment at which it may die.
_EVENTS = frozenset("open os.rename os.remove os.mkdir os.rmdir shutil.rmtree os.chmod".split())


def killed_at(moment: int, work: Callable[[], object]) -> bool:
    """Do the work in a child that is killed at the given moment; False where it came to its end before.

    A work that raises an exception is a failure of the test, whatever it leaves.
    """
    child = os.fork()
    if child == 0:
        _die_within(moment, work)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, "the work failed; its traceback stands in the output"
    return False


def _die_within(moment: int, work: Callable[[], object]) -> None:
    code = 1
    try:
        left = count(moment, -1)

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if event in _EVENTS and next(left) == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(hook)
        work()
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(code)
