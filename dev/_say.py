"""How commands speak: one line for what is done, one sentence for what went wrong."""

import sys


class Stop(Exception):
    """A failure that a person can mend; its text is one sentence that says how."""


def say(text):
    print(text, flush=True)


def fail(text):
    print(f"dev: {text}", file=sys.stderr, flush=True)
    return 1
