"""Readers of what people agreed to: consent to be contacted, and the wish not to be.

>>> [answer(text) for text in ('Có', 'x', 'TRUE', 'Không đồng ý', '0', 'để hỏi lại')]
[True, True, True, False, False, None]
>>> channels('Không gọi, không Zalo'), channels('có', 'Không gọi điện'), channels('x', 'Không liên hệ')
('phone,zalo', 'phone', 'all')
"""

from __future__ import annotations

from ..text import fold
from .mapping import Column, Settings
from .values import LeadValues

_YES = {
    *("co", "x", "v", "✓", "✔", "yes", "y", "true", "1", "on", "ok", "dong y", "dongy", "chap nhan", "agree", "agreed"),
    *("da dong y", "toi dong y", "co dong y", "checked", "opt-in", "opted in", "subscribed", "roi", "dung"),
}
_NO = {
    *("khong", "ko", "k", "no", "n", "false", "0", "off", "khong dong y", "tu choi", "disagree", "unchecked"),
    *("chua dong y", "opt-out", "opted out", "unsubscribed", "sai", "khong nhan", "khong chap nhan"),
}
_CHANNELS = {
    "phone": ("goi", "dien thoai", "phone", "call", "sms", "nhan tin"),
    "email": ("mail", "thu"),
    "zalo": ("zalo",),
}
_LONGEST_WORDING = 2000


def answer(text: str) -> bool | None:
    """Return whether ``text`` says yes or no; None where it says neither."""
    words = fold(text).strip(" .!")
    return True if words in _YES else False if words in _NO else None


def channels(text: str, heading: str = "") -> str:
    """Return what must not be used, of ``phone``, ``email``, ``zalo``, or ``all``; '' for nothing."""
    said = answer(text)
    if said is False:
        return ""
    words = fold(heading if said else text)
    named = [channel for channel, names in _CHANNELS.items() if any(name in words for name in names)]
    return ",".join(named) or "all"


def read_consent(values: LeadValues, columns: list[Column], _settings: Settings) -> None:
    """Read whether a person agreed, in the words of the heading; other texts go to the notes."""
    for column in columns:
        for row, cell in enumerate(column.cells):
            if not cell or values.get("l10n_vn_consent", row):
                continue
            said = answer(cell)
            if said is None:
                values.note(row, column, cell)
                continue
            values.set("l10n_vn_consent", column, row, "given" if said else "refused")
            if column.label:
                values.put_one("l10n_vn_consent_wording", row, column.label[:_LONGEST_WORDING], "\n")


def read_no_contact(values: LeadValues, columns: list[Column], _settings: Settings) -> None:
    """Read by which channels a person wants no contact."""
    for column in columns:
        for row, cell in enumerate(column.cells):
            if cell and (refused := channels(cell, column.label)):
                values.set("l10n_vn_no_contact", column, row, refused)
