"""Output of commands: one line for a result, one sentence for a failure."""

import shutil
import sys

from _place import cache


class Stop(Exception):
    """A failure that a person can mend; its text is one sentence that says how."""


def advice(errors, otherwise="check the network and try again"):
    """Return what to do about a program that failed and said ``errors``; ``otherwise`` where the disk is not full."""
    full = shutil.disk_usage(cache().parent).free < 50 << 20  # not every program says why it failed
    if full or "No space left" in errors or "ENOSPC" in errors:
        return "the disk is full: free 4 GB, or point XDG_CACHE_HOME at a larger disk"
    return otherwise


def say(text):
    print(text, flush=True)


def fail(text):
    print(f"dev: {text}", file=sys.stderr, flush=True)
    return 1
