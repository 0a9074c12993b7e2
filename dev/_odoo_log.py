"""Results of a test run, read from Odoo's log."""

import re
from dataclasses import dataclass, field
from pathlib import Path

_TOTAL = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
# Of a class that cannot be set up, its dotted path.
_BROKEN = re.compile(r"\b(?:FAIL|ERROR): (?:Subtest |(?:setUp|tearDown)Class \()?([\w.]+)")
_STARTED = re.compile(r"\bStarting (\w+\.\w+) \.\.\.")
_SKIPPED = re.compile(r"odoo\.\S+: skipped (\S+)")
_MODULE = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")
# Queries that PostgreSQL refuses are logged by tests that pass, too.
_TROUBLE = re.compile(r"^\S+ \S+ \d+ (?:ERROR|CRITICAL) (?!.* odoo\.sql_db: bad query)")


@dataclass
class Outcome:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    names: dict = field(default_factory=dict)  # "Class.method" -> True where it passed
    trouble: list = field(default_factory=list)

    def __add__(self, other):
        return Outcome(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.names | other.names,
            self.trouble + other.trouble,
        )


def read(log: Path):
    """Return the :class:`Outcome` of the log file; a run without a final count has failed."""
    text = log.read_text(errors="replace")
    broken = set(_BROKEN.findall(text))
    names = {name: name not in broken for name in _STARTED.findall(text)}
    names |= {name: False for name in broken if "." in name}
    skipped = len(_SKIPPED.findall(text))
    trouble = [line for line in text.splitlines() if _TROUBLE.match(line)]
    totals = _TOTAL.findall(text)
    if not totals:
        return Outcome(0, 1, 0, names, trouble or [f"no test ran to its end: see {log}"])
    fails, errors, tests = map(int, totals[-1])
    return Outcome(max(tests - fails - errors - skipped, 0), fails + errors, skipped, names, trouble)


class Follower:
    """What a growing log says so far: tests that began, and those that failed, each named once."""

    def __init__(self, log: Path):
        self._log, self._offset, self._half = log, 0, ""
        self.started, self.broken = 0, set()

    def read(self):
        """Read what was added since the last call; return the names of the tests that failed in it."""
        if not self._log.exists():
            return []
        with self._log.open(errors="replace") as lines:
            lines.seek(self._offset)
            text = self._half + lines.read()
            self._offset = lines.tell()
        text, _newline, self._half = text.rpartition("\n")
        self.started += len(_STARTED.findall(text))
        new = [name for name in dict.fromkeys(_BROKEN.findall(text)) if "." in name and name not in self.broken]
        self.broken.update(new)
        return new


def modules_loaded(log: Path):
    """Return how far an installation is, in a few words: ``23 of 52 modules``."""
    found = _MODULE.findall(log.read_text(errors="replace")) if log.exists() else ()
    return f"{found[-1][1]} of {found[-1][2]} modules" if found else ""
