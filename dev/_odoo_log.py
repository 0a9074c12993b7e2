"""Results of a test run, read from Odoo's log."""

import re
from dataclasses import dataclass, field
from pathlib import Path

_TOTAL = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")
_BROKEN = re.compile(r"\b(?:FAIL|ERROR): (?:Subtest )?(\S+)")
_STARTED = re.compile(r"\bStarting (\w+\.\w+) \.\.\.")
_SKIPPED = re.compile(r"odoo\.\S+: skipped (\S+)")
_TROUBLE = re.compile(r"^\S+ \S+ \d+ (?:ERROR|CRITICAL) ")


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
    skipped = len(_SKIPPED.findall(text))
    trouble = [line for line in text.splitlines() if _TROUBLE.match(line)]
    totals = _TOTAL.findall(text)
    if not totals:
        return Outcome(0, 1, 0, names, trouble or [f"no test ran to its end: see {log}"])
    fails, errors, tests = map(int, totals[-1])
    return Outcome(max(tests - fails - errors - skipped, 0), fails + errors, skipped, names, trouble)
