"""Runs that are killed: a child of this process dies, as by SIGKILL, when it is about to write for the nth time."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable

# What leaves a trace in the file system, each a moment at which a run may die; so is an opening for writing.
_EVENTS = frozenset("os.rename os.remove os.mkdir os.rmdir os.chmod shutil.rmtree".split())
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

Work = Callable[[], object]


def killed_at(moment: int, work: Work) -> bool:
    """Do the work in a child that is killed at a moment; False where it came to its end before.

    A work that raises anything, or ends with a code, is a failure of the test, whatever it leaves.
    """
    return _ended(_start(work, moment))


def killed_after(seconds: float, work: Work) -> bool:
    """Do the work in a child that is killed after a time; False where it came to its end before."""
    child = _start(work, -1)
    timer = threading.Timer(seconds, os.kill, (child, signal.SIGKILL))
    timer.start()
    try:
        return _ended(child)
    finally:
        timer.cancel()


def moments_of(work: Work) -> int:
    """Do the work to its end in a child, and return how many moments it had."""
    reader, writer = os.pipe()
    child = _start(work, -1, writer)
    os.close(writer)
    with os.fdopen(reader) as counted:
        found = counted.read()
    assert not _ended(child)
    return int(found)


def _ended(child: int) -> bool:
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, "the work failed; what it said stands in the output"
    return False


def _start(work: Work, moment: int, writer: int | None = None) -> int:
    """Start the work in a child that dies at a moment, or never where it is -1, and says how many there were."""
    child = os.fork()
    if child:
        return child
    me, seen, code = os.getpid(), 0, 1

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event not in _EVENTS and not (event == "open" and arguments[2] & _WRITES):
            return
        # The processes of a pool inherit the hook and not the fate: they have to notice it.
        if os.getpid() == me:
            if seen == moment:
                os.kill(me, signal.SIGKILL)
            seen += 1

    try:
        sys.addaudithook(hook)
        work()
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        if writer is not None:
            os.write(writer, str(seen).encode())
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)
