"""Progress of long steps: what runs, how far it is, and about how long it takes."""

import contextlib
import json
import sys
import threading
import time

from _place import cache
from _say import erase, say

# Seconds between two lines about what still runs, where the output is no terminal.
PAUSE = 20
_steps: list["Step"] = []
_lock = threading.Lock()
_painter = None


class Step:
    def __init__(self, name, about, detail):
        self.name, self.detail = name, detail
        self.about = about and _remembered().get(name, about)
        self.started = time.monotonic()

    @property
    def seconds(self):
        return time.monotonic() - self.started

    def line(self):
        """Return the step in one phrase: ``Odoo 19: 60 of 122 MB, 9 s of about 20 s``."""
        how_far = self.detail() if self.detail else ""
        time_taken = f"{self.seconds:.0f} s" + (f" of about {self.about:.0f} s" if self.about else "")
        return f"{self.name}: {', '.join(filter(None, (how_far, time_taken)))}"


@contextlib.contextmanager
def step(name, about=None, detail=None):
    """Show that ``name`` runs, and how long it took once it is done.

    :param about: seconds it takes on two quiet cores; what it took here the last time goes before it
    :param detail: function that returns how far it is, in a few words
    """
    one = Step(name, about, detail)
    with _lock:
        _steps.append(one)
        _paint()
    if not sys.stdout.isatty():
        say(f"{name} …" + (f" (about {one.about:.0f} s)" if one.about else ""))
    try:
        yield one
        if about:
            _remember(name, one.seconds)
        say(f"{name}: done in {one.seconds:.0f} s")
    finally:
        with _lock:
            _steps.remove(one)


def _paint():
    """Start the thread that shows what runs; it ends with the last step."""
    global _painter
    if _painter is None:
        _painter = threading.Thread(target=_keep_painting, daemon=True)
        _painter.start()


def _keep_painting():
    global _painter
    terminal, shown = sys.stdout.isatty(), time.monotonic()
    while True:
        time.sleep(0.5)
        with _lock:
            if not _steps:
                _painter = None
                erase()
                return
            lines = [one.line() for one in _steps]
        if terminal:
            erase(" · ".join(lines))
        elif time.monotonic() - shown > PAUSE:
            shown = time.monotonic()
            say("  " + " · ".join(lines))


def _remembered():
    with contextlib.suppress(OSError, ValueError):
        return json.loads(cache("durations.json").read_text())
    return {}


def _remember(name, seconds):
    with _lock:
        known = _remembered() | {name: round(seconds, 1)}
        cache("durations.json").write_text(json.dumps(known, indent=1))
