"""Times and errors of calls, counted from many threads."""

import collections
import contextlib
import statistics
import threading
import time

from .browser import Refused


class Tally:
    """Milliseconds of each kind of call, and errors by kind; times count while ``is_on``."""

    def __init__(self):
        self.times, self.errors, self.raw = collections.defaultdict(list), collections.Counter(), []
        self.is_on, self._lock = True, threading.Lock()

    @contextlib.contextmanager
    def timed(self, name):
        """Measure the block as one call ``name``; an error of the server ends the block and is counted."""
        began = time.perf_counter()
        try:
            yield
        except Refused as error:
            with self._lock:
                self.errors[name, error.kind] += 1
                if error.is_raw:
                    self.raw.append(f"{name}: {error}")
            return
        if self.is_on:
            with self._lock:
                self.times[name].append((time.perf_counter() - began) * 1000)

    def errors_of(self, name):
        """Return the errors of one kind of call in words, '-' where there are none."""
        found = [f"{count} {kind}" for (what, kind), count in sorted(self.errors.items()) if what == name]
        return ", ".join(found) or "-"

    def percentiles(self, name):
        """Return (number, median, 95th percentile) of the times of ``name``, None where there are none."""
        times = self.times.get(name)
        if not times:
            return None
        last = statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
        return len(times), statistics.median(times), last
