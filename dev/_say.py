"""Output of commands: one line for a result, one sentence for a failure."""

import shutil
import sys
import threading

from _place import cache

_lock = threading.Lock()
_status = ""


class Stop(Exception):
    """A failure that a person can mend; its text is one sentence that says how."""


def advice(errors, otherwise="check the network and try again"):
    """Return what to do about a program that failed and said ``errors``; ``otherwise`` where the disk is not full."""
    full = shutil.disk_usage(cache().parent).free < 50 << 20  # not every program says why it failed
    if full or "No space left" in errors or "ENOSPC" in errors:
        return "the disk is full: free 4 GB, or point XDG_CACHE_HOME at a larger disk"
    return otherwise


def say(text):
    with _lock:
        _clear()
        print(text, flush=True)


def erase(status=""):
    """Put ``status`` in the place of the status line of a terminal, which the next line of output takes."""
    global _status
    with _lock:
        _clear()
        if status and sys.stdout.isatty():
            _status = status[: shutil.get_terminal_size().columns - 1]
            print(_status, end="", flush=True)


def fail(text):
    with _lock:
        _clear()
        print(f"dev: {text}", file=sys.stderr, flush=True)
    return 1


def _clear():
    global _status
    if _status:
        print("\r\033[K", end="", flush=True)
        _status = ""
