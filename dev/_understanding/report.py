"""The table of a run: right, missing, lost and wrong cells of each kind and column, totals, and cells that are "
"wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from .case import IDENTIFYING, LEAD, OTHERS
from .judge import LOST, MISSING, RIGHT, WRONG, Counts

# Highest shares: of identifying cells that are wrong or lost, and of all cells that are missing.
MOST_WRONG, MOST_MISSING = 0.002, 0.02
_FIELDS = {
    "contact": ("contact_", "partner_name"), "company": ("partner_name", "contact_name"), "phone": ("phone",),
    "phone2": ("phone",),
    "email": ("email",), "vat": ("vat",), "province": ("state_id", "city", "street"), "country": ("country",),
    "salesperson": ("user_id",),
    "source": ("source_id",), "campaign": ("campaign_id",), "function": ("function",), "revenue": ("revenue",),
    "street": ("street",),
    "tag": ("tag_ids",), "medium": ("medium_id",),
}  # fmt: skip
_VERDICTS = (RIGHT, MISSING, LOST, WRONG)
_FORM = "{:<34}{:>8}{:>9}{:>7}{:>7}{:>10}{:>9}"


def show(counts: Counts, say: Callable[[str], None]) -> bool:
    """Print the table; return whether the limits hold."""
    say(_FORM.format("kind", *_VERDICTS, "missing %", "WRONG %"))
    for kind in dict.fromkeys(kind for kind, _column in counts.cells):
        say(_row(kind, _sum(found for (of, _column), found in counts.cells.items() if of == kind)))
    say("")
    say(_FORM.format("column", *_VERDICTS, "missing %", "WRONG %"))
    for column in (LEAD, *IDENTIFYING, *OTHERS):
        if found := _sum(found for (_kind, of), found in counts.cells.items() if of == column):
            say(_row(column, found))
    say("")
    identifying = _sum(found for (_kind, column), found in counts.cells.items() if column in IDENTIFYING)
    everything = _sum(counts.cells.values())
    say(_row("identifying columns", identifying))
    say(_row("all columns", everything))
    wrong = (identifying[WRONG] + identifying[LOST]) / max(identifying.total(), 1)
    missing = everything[MISSING] / max(everything.total(), 1)
    held = wrong < MOST_WRONG and missing < MOST_MISSING
    say(
        f"\n{'Held' if held else 'NOT HELD'}: WRONG or LOST in identifying columns {wrong:.2%} (limit "
        f"{MOST_WRONG:.1%}), "
        f"missing {missing:.2%} (limit {MOST_MISSING:.0%})."
    )
    return held


def show_faults(counts: Counts, most: int, say: Callable[[str], None]) -> None:
    """Print the first ``most`` faults, wrong ones before missing ones, and of each kind and column in turn."""
    seen: Counter[tuple[str, str, str]] = Counter()
    ranked = []
    for fault in counts.faults:
        key = fault.verdict, fault.kind, fault.column
        weight = (WRONG, LOST, MISSING).index(fault.verdict), fault.column not in (LEAD, *IDENTIFYING)
        ranked.append((*weight, seen[key], fault))
        seen[key] += 1
    for *_weight, fault in sorted(ranked, key=lambda one: one[:3])[:most]:
        alike = seen[fault.verdict, fault.kind, fault.column]
        say(f"{fault.verdict} {fault.kind} · {fault.column} ({alike} of this kind and column)")
        say(f"    expected {fault.expected!r}, got {fault.got!r}")
        say(f"    written: {fault.written[:900]}")
        if mapped := [pair for pair in fault.headings.split(" | ") if _is_of(pair, fault.column)]:
            say(f"    read from: {' | '.join(mapped)}")


def _is_of(pair: str, column: str) -> bool:
    """Return whether "heading → field" may be what filled ``column``."""
    return any(name in pair.rpartition("→")[2] for name in _FIELDS.get(column, ()))


def _sum(cells: Iterable[Counter[str]]) -> Counter[str]:
    return sum(cells, Counter())


def _row(title: str, found: Counter[str]) -> str:
    total = max(found.total(), 1)
    bad = found[WRONG] + found[LOST]
    return _FORM.format(
        title, *(found[verdict] for verdict in _VERDICTS), f"{found[MISSING] / total:.2%}", f"{bad / total:.2%}"
    )
