"""Ties a child process to its parent: when the parent is killed outright, the kernel tells the child."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(signum: int = signal.SIGTERM) -> None:
    """Ask for `signum` when the parent dies. Survives exec, but not a change of user: call it last."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, int(signum), 0, 0, 0)


def tied_to(parent_pid: int, signum: int = signal.SIGTERM) -> Callable[[], None]:
    """A preexec_fn that ties the child to `parent_pid`, also when that process is already gone, and when it
    ignores the signal: a child inherits that, and would not hear it before it has a handler of its own."""

    def tie() -> None:
        if signum != signal.SIGKILL:  # which nobody can ignore
            signal.signal(signum, signal.SIG_DFL)
        die_with_parent(signum)
        if os.getppid() != parent_pid:
            os.kill(os.getpid(), signum)

    return tie
