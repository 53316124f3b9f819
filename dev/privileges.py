"""PostgreSQL refuses to run as root, so a root user's embedded server runs as somebody else.

Nothing on the machine is changed for it: no user is created and no folder is opened up. Where the other
user may not enter the project's folder (a checkout under /root), the server process alone keeps one
capability of root's, the one to walk through folders.
"""

import ctypes
import os
import pwd
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CAP_DAC_OVERRIDE = 1
CAP_DAC_READ_SEARCH = 2
CAPABILITY_VERSION_3 = 0x20080522
PR_SET_SECUREBITS = 28
# Without it the kernel sets the capability aside in access(2), which PostgreSQL asks about its programs.
SECBIT_NO_SETUID_FIXUP = 1 << 2
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Account:
    name: str
    uid: int
    gid: int


def account_of(path: Path) -> Account | None:
    """The owner of `path`, unless that is root or a number that nobody on this machine has."""
    uid = path.stat().st_uid
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid) if uid else None


def unprivileged_account(data: Path) -> Account:
    """Whom the server runs as when we are root: the owner of its data, else `nobody`."""
    if data.exists() and (owner := account_of(data)):
        return owner
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def become(account: Account, capability: int | None = None) -> None:
    """Become `account` for good, keeping `capability` across the coming exec. For use in a forked child."""
    if capability is not None:
        _prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP)
    os.setgroups([])
    os.setgid(account.gid)
    os.setuid(account.uid)
    if capability is not None:
        _set_capability(capability)
        _prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, capability)


def capability_needed(account: Account, paths: list[Path]) -> int | None:
    """The capability that lets `account` reach all of `paths`; None when it can without.

    Raises PermissionError when it cannot be done.
    """
    if _succeeds(lambda: become(account), paths):
        return None
    for capability in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE):
        if _libc is not None and _succeeds(_becoming(account, capability), paths):
            return capability
    raise PermissionError(
        f"PostgreSQL does not run as root, and the user {account.name!r} may not enter {paths[0].parent}. "
        "Run as an ordinary user, or move the project to a folder that others may enter."
    )


def _becoming(account: Account, capability: int) -> Callable[[], None]:
    return lambda: become(account, capability)


def _succeeds(prepare: Callable[[], None], paths: list[Path]) -> bool:
    """Try in a forked child whether all of `paths` can be reached after `prepare`."""
    child = os.fork()
    if child == 0:
        try:
            prepare()
            for path in paths:
                if not os.access(path, os.R_OK | os.X_OK):
                    os._exit(1)
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _set_capability(capability: int) -> None:
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    bit = 1 << capability
    data = (ctypes.c_uint32 * 6)(bit, bit, bit, 0, 0, 0)
    assert _libc is not None
    if _libc.capset(header, data):
        raise OSError(ctypes.get_errno(), "capset")


def _prctl(option: int, *args: int) -> None:
    assert _libc is not None
    padded = [ctypes.c_ulong(value) for value in (*args, 0, 0, 0, 0)[:4]]
    if _libc.prctl(option, *padded):
        raise OSError(ctypes.get_errno(), "prctl")
