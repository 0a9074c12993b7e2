"""Truth beside the lead: each column is right, missing, lost or wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from typing import Any

from .case import IDENTIFYING, LEAD, OTHERS, Case, Truth
from .people import MANAGER  # the default of whoever imports is no reading
from .world import unaccent

RIGHT, MISSING, LOST, WRONG = "right", "missing", "LOST", "WRONG"
_SHOWN: dict[str, Callable[[Any], str]] = {
    "contact": lambda lead: lead.contact_name,
    "company": lambda lead: lead.partner_name,
    "phone": lambda lead: lead.phone_sanitized or lead.phone,
    "phone2": lambda lead: lead.l10n_vn_phone2_sanitized or lead.l10n_vn_phone2,
    "email": lambda lead: lead.email_normalized or lead.email_from,
    "vat": lambda lead: lead.l10n_vn_vat,
    "province": lambda lead: lead.state_id.code,
    "country": lambda lead: lead.country_id.code,
    "salesperson": lambda lead: lead.user_id.name.replace(MANAGER, "") if lead.user_id else "",
    "source": lambda lead: lead.source_id.name,
    "medium": lambda lead: lead.medium_id.name,
    "campaign": lambda lead: lead.campaign_id.title or lead.campaign_id.name,
    "function": lambda lead: lead.function,
    "revenue": lambda lead: str(int(lead.expected_revenue)) if lead.expected_revenue else "",
    "tag": lambda lead: "; ".join(lead.tag_ids.mapped("name")),
    "street": lambda lead: lead.street,
    "received": lambda lead: _day(lead.l10n_vn_received_at),
    "cc": lambda lead: lead.email_cc,
    "stage": lambda lead: lead.stage_id.with_context(lang="en_US").name,
    "outcome": lambda lead: lead.l10n_vn_outcome_id.with_context(lang="en_US").name,
    "activity": lambda lead: "; ".join(f"{plan.date_deadline} {plan.summary or ''}" for plan in lead.activity_ids),
}
_EXACT = {"contact", "company", "phone", "phone2", "email", "vat", "province", "country", "revenue", "received"}
_KEPT = (
    "name", "description", "function", "street", "street2", "city", "zip", "website", "l10n_vn_province_text",
    "contact_name", "partner_name", "phone", "l10n_vn_phone2", "email_from", "email_cc", "l10n_vn_vat", "l10n_vn_zalo",
    "l10n_vn_ad_info", "l10n_vn_landing_page", "referred", "l10n_vn_honorific", "l10n_vn_external_id",
)  # fmt: skip


@dataclass
class Fault:
    """A cell that is not right: kept for --show."""

    verdict: str
    kind: str
    column: str
    expected: str
    got: str
    written: str
    headings: str


@dataclass
class Counts:
    """{(kind, column): {verdict: number of cells}}, and the cells that are not right."""

    cells: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def add(self, kind: str, column: str, verdict: str) -> None:
        self.cells.setdefault((kind, column), Counter())[verdict] += 1


def judge(counts: Counts, kind: str, case: Case, leads: dict[int, Any]) -> None:
    """Count the cells of every lead of ``case``; ``leads`` by the number of the row."""
    for number in sorted(case.truths.keys() | leads.keys() | ({1} if not case.truths else set())):
        truth, lead = case.truths.get(number), leads.get(number)
        verdicts = _lead(truth, lead)
        for column, (verdict, got) in verdicts.items():
            counts.add(kind, column, verdict)
            if verdict != RIGHT:
                expected = " / ".join((truth or {}).get(column, ()))
                written = case.written.get(number, f"row {number}")
                counts.faults.append(Fault(verdict, kind, column, expected, got, written, case.headings))


def refused(counts: Counts, kind: str, case: Case, reason: str) -> None:
    """Count a case that was not read at all: everything in it is lost."""
    for number, truth in case.truths.items():
        for column in (LEAD, *truth):
            counts.add(kind, column, LOST)
        if number == min(case.truths):
            counts.faults.append(Fault(LOST, kind, LEAD, "", reason, case.written.get(number, ""), case.headings))


def _lead(truth: Truth | None, lead: Any) -> dict[str, tuple[str, str]]:
    """Return {column: (verdict, what the lead says)}."""
    if truth is None:
        if not lead:
            return {LEAD: (RIGHT, "")}
        said = {column: text for column in IDENTIFYING if (text := _plain(_SHOWN[column](lead)))}
        return {LEAD: (WRONG, str(said))} | {column: (WRONG, text) for column, text in said.items()}
    if not lead:
        return dict.fromkeys((LEAD, *truth), (LOST, "no lead"))
    verdicts = {LEAD: (RIGHT, "")}
    kept = None
    for column in (*IDENTIFYING, *(other for other in OTHERS if other in truth)):
        got, right = _plain(_SHOWN[column](lead)), truth.get(column, ())
        if not (got or any(right)):
            continue
        if _equal(column, got, right):
            verdicts[column] = RIGHT, got
        elif got:
            verdicts[column] = WRONG, got
        else:
            kept = kept or _everything(lead)
            verdicts[column] = (MISSING if any(_is_kept(column, text, kept) for text in right) else LOST), ""
    return verdicts


def _day(moment: Any) -> str:
    """Return the day of a moment in UTC as Viet Nam has it."""
    return (moment + timedelta(hours=7)).date().isoformat() if moment else ""


def _equal(column: str, got: str, right: tuple[str, ...]) -> bool:
    if column in _EXACT:
        if column == "company":
            return got.rstrip(".") in (_plain(text).rstrip(".") for text in right)
        return got in map(_plain, right)
    return _folded(got) in map(_folded, right)


def _plain(text: Any) -> str:
    return " ".join(str(text or "").split())


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", " ", unaccent(text).lower()).strip()


def _everything(lead: Any) -> str:
    """Return all that can be read on the lead: its texts, related names and chatter."""
    texts = [lead[name] or "" for name in _KEPT if name in lead._fields]
    texts += [column(lead) or "" for column in _SHOWN.values()]
    texts += [lead.stage_id.name or "", *lead.activity_ids.mapped("summary"), *lead.message_ids.mapped("body")]
    return unescape(re.sub(r"<[^>]+>", " ", " \n ".join(str(text or "") for text in texts)))


def _is_kept(column: str, text: str, kept: str) -> bool:
    if column in ("phone", "phone2", "vat", "revenue"):
        return text.removeprefix("+84") in re.sub(r"\D", "", kept)
    if column in ("province", "country", "received", "stage", "outcome"):
        return True  # the code is not what was written: the address is looked for by other columns
    if column == "salesperson":
        text = text.split()[-1]  # lists name our people by their given names
    if column == "source" and text == "Facebook":
        return re.search(r"facebook|\bfb\b", kept, re.I) is not None
    return _folded(text) in _folded(kept)
