"""How many processes there are to work with, and whether they may be forked."""

from __future__ import annotations

import multiprocessing
import os
import threading


def processors() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def may_fork() -> bool:
    """Whether a pool may be forked: it then inherits the data, which is never sent.

    Not where other threads run (a live preview): a forked process may inherit a lock that nobody will open.
    """
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
