"""How commands speak: one line for what is done, one sentence for what went wrong."""

import sys


class Stop(Exception):
    """A failure that a person can mend; its text is one sentence that says how."""


def advice(errors):
    """Return what to do about a program that could not fetch something and said ``errors``."""
    if "No space left" in errors or "ENOSPC" in errors:
        return "the disk is full: free 4 GB, or point XDG_CACHE_HOME at a larger disk"
    return "check the network and try again"


def say(text):
    print(text, flush=True)


def fail(text):
    print(f"dev: {text}", file=sys.stderr, flush=True)
    return 1
