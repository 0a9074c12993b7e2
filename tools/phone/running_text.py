"""Phones in running text: mails, notes, cards.

There a number needs evidence: its leading zero, its country code, or a label. What is no phone is ruled out first, see
:mod:`.other_number`.

>>> [found.number for found in find('Máy 320.400.500, giá 385.000.000đ, đơn hàng 0912345678. Gọi chị Lan 0987 654 321')]
['+84987654321']
>>> [number for number, _extension, _is_labelled in find('028 3822 1234, 0987654321 hoặc SĐT: 0912345678')]
['+84912345678', '+84987654321', '+842838221234']
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from . import cell, label, number, other_number

# The rest of a longer text is not searched.
_READ = 1000
# Between two numbers of one label.
_GOES_ON = re.compile(r"[\s,;/&+()\-–]*(?:và|hoặc)?[\s+(]*")


class InText(NamedTuple):
    """A phone in a text: ``number`` in E.164 · ``extension``, or '' · ``is_labelled``: whether a label names it"""

    number: str
    extension: str = ""
    is_labelled: bool = False


def find(text: str) -> tuple[InText, ...]:
    """Return the phones in ``text``, each once, the best first: see :func:`best_first`."""
    return _find(text[:_READ])


@lru_cache(maxsize=10_000)
def _find(text: str) -> tuple[InText, ...]:
    if not any(map(str.isdigit, text)):
        return ()
    text = number.repair(text)
    masked = other_number.mask(text, is_running=True)
    found: dict[str, InText] = {}
    is_labelled, end = False, 0
    for phone in cell.collect(masked, text, "VN", is_running=True)[0]:
        goes_on = is_labelled and bool(_GOES_ON.fullmatch(text, end, phone.start))
        is_labelled, end = goes_on or _has_label(text, phone), phone.end
        before = found.get(phone.reading.e164)
        if not before or is_labelled and not before.is_labelled:
            found[phone.reading.e164] = InText(phone.reading.e164, phone.extension, is_labelled)
    return tuple(best_first(found.values()))


def _has_label(text: str, phone: cell.Found) -> bool:
    return "phone" in (label.kind_before(text, phone.start), label.kind_behind(text, phone.end))


def best_first(found: Iterable[InText]) -> list[InText]:
    """Return ``found`` with labelled numbers before others, mobiles before landlines, else in their order."""
    return sorted(found, key=lambda phone: (not phone.is_labelled, not number.is_mobile(phone.number)))


def is_ruled_out(text: str) -> bool:
    """Return whether the digits of a phone cell are mostly a date, an amount, a code and the like.

    >>> is_ruled_out('09/08/2025 10:20'), is_ruled_out('Mã đơn 0912345678'), is_ruled_out('(555) 123-4567')
    (True, True, False)
    """
    masked = other_number.mask(number.repair(text[:_READ]))
    left = sum(map(str.isdigit, masked))
    return masked.count(other_number.MARK) > left
