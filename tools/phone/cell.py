"""Phone numbers in the text of a cell: runs of digits, extensions, fax numbers, the words left over.

>>> found, note = collect(*['(08) 3822 1234 máy lẻ 12, Fax: 08 3822 5678 gặp chị Lan'] * 2, 'VN')
>>> [(number.reading.e164, number.extension) for number in found], note
([('+842838221234', '12')], 'Fax: 08 3822 5678 gặp chị Lan')
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..text import fold, squeeze
from . import label, numbering_plan, other_number
from .numbering_plan import PhoneReading

_LONGEST = 17
# Signs within one number, without a blank beside them.
_JOINING = (".", "-", ",")
_MOBILE = 10
# Digits of a number with its country code, at least.
_WITH_COUNTRY = 11
_DIGITS = re.compile(r"[0-9]+")
_WEAK = re.compile(r"[\s.,\-‐-―_'’`´·•∙()\[\]/~]*")
_LIST = re.compile(r",\s|\s/\s|\.\s")
_EXTENSION_WORD = re.compile(r"(?:\b(?:ext|extension|may le|so le|le|noi bo|may nhanh|nhanh|nb|x)\b|#|;ext=)[\s.:=]*$")
_EXTENSION_SIGN = re.compile(r"\s*(?:[-–—]|\()\s*")
# With accents: "bàn" is a desk phone, "bạn" and "bận" are not.
_LANDLINE_WORD = re.compile(
    r"\b(?:fax|bàn|(?:máy|may|đt|dt|số|so) ban|cố định|co dinh|cđ|landline|văn phòng|van phong|vp|đtcđ|đtb)\b"
)
_BETWEEN = re.compile(r"(?i)(?:và|va|hoặc|hoac|hay|or|and|[0-9][.)/:]?)?\s*")
_FAX_BEFORE = re.compile(r"(?:\bfax\b|\bf\b(?=[.:]))[\s.:,(\[\-]*$")
_FAX_AFTER = re.compile(
    r"\s*[(\[]\s*(?:số |máy )?(?:fax|f)\s*[)\]]|[\s,\-–/]{0,4}fax\b(?!\s*[0-9]?\s*[:.])(?!\W{0,4}[0-9\ue002])",
    re.IGNORECASE,
)
_PHONE_WORD = re.compile(r"\b(?:tel|dt|dien thoai|phone|t)\b[\s.:]*[/&,\-]\s*fax\b")
_LABEL = re.compile(
    r"(?i)(?<!\w)(?:p|t|m|h|tel|đt|dt|sđt|sdt|số đt|số điện thoại|điện thoại|dien thoai|di động|đtdđ|dđ|mobile|mob|"
    r"cell|cell phone|phone|hotline|call|ext|máy lẻ|nội bộ|nhánh)\s*[.:]+(?!\w)|"
    r"^(?:đt|sđt|sdt|tel|p|điện thoại|hotline)$"
)
_EDGES = " \t\n.,;:/\\-–—()[]{}<>|\"'’`=+_*~#&"


class Found(NamedTuple):
    """A number in a text, from ``start`` to ``end``; its ``extension`` is '' where there is none."""

    reading: PhoneReading
    extension: str
    start: int
    end: int


class _Group(NamedTuple):
    digits: str
    start: int
    end: int
    before: str


def collect(scanned: str, text: str, country: str, is_running: bool = False) -> tuple[list[Found], str]:
    """Return the numbers of a cell and the text left without them.

    :param scanned: ``text`` with the digits blanked out that are no number; of the same length
    :param text: the whole cell
    :param country: ISO code of the country whose national numbers are tried first
    :param is_running: whether ``text`` is running text, in which a number has its zero, its country code or a label
    :return: ``(numbers, note)`` in the order of the cell
    """
    groups = _groups(scanned)
    found: list[Found] = []
    index = behind = 0
    while index < len(groups):
        is_cut = index > behind and _is_cut(groups, index)
        least = _fewest_digits(groups[index], scanned) if is_running else int(not is_cut)
        reading, last = _longest(groups, index, scanned, country, least, is_running) if least else (None, index)
        if not reading or _has_zero_lost(groups[index]) and _is_cut(groups, last + 1, _JOINING[:1]):
            index += 1
            continue
        start, end = groups[index].start, groups[last].end
        extension, length = _extension(groups, last, reading, scanned, country, is_running)
        if length:
            last += 1
            end = groups[last].end
        if not _is_fax(groups[index].before, scanned[end : end + 24]):
            found.append(Found(reading, extension, start, end))
        index = behind = last + 1
    return found, _note(text, [(number.start, number.end) for number in found])


def _fewest_digits(group: _Group, text: str) -> int:
    """Return how many digits a phone has at least that begins at ``group`` of a running text, 0 if none can begin.

    Sizes, prices and codes have no zero; other numbers than phones begin with 84, too.
    """
    if group.digits[0] == "0" or "+" in group.before[-3:] or group.digits.startswith(numbering_plan.SERVICES):
        return 1
    if label.kind_before(text, group.start) == "phone":
        return 1
    return _WITH_COUNTRY if group.digits.startswith("84") else 0


def _has_zero_lost(group: _Group) -> bool:
    return group.digits[0] != "0" and "+" not in group.before


def _is_cut(groups: Sequence[_Group], index: int, signs: Sequence[str] = _JOINING) -> bool:
    """Return whether a number would begin or end before ``index`` within a longer one: 1234.912.345.678."""
    if index >= len(groups):
        return False
    before, group = groups[index - 1], groups[index]
    return group.before in signs and group.digits[0] != "0" and min(len(before.digits), len(group.digits)) > 2


def _is_fax(before: str, after: str) -> bool:
    words = fold(before[-30:]) if before.strip(" -(/+;,.") else ""
    return bool(_FAX_AFTER.match(after) or _FAX_BEFORE.search(words) and not _PHONE_WORD.search(words))


def _groups(text: str) -> list[_Group]:
    groups: list[_Group] = []
    end = 0
    for match in _DIGITS.finditer(text):
        pieces = _halves(match[0])
        start = match.start()
        before = text[end:start]
        for piece in pieces:
            end = start + len(piece)
            groups.append(_Group(piece, start, end, before))
            start, before = end, ";"
    return groups


def _halves(digits: str) -> tuple[str, ...]:
    """Split two numbers without a separator between them; else return ``(digits,)``."""
    if 18 <= len(digits) <= 24:
        for cut in range(8, len(digits) - 7):
            if (
                digits[cut] in "08"
                and numbering_plan.vietnamese(digits[:cut])
                and numbering_plan.vietnamese(digits[cut:])
            ):
                return digits[:cut], digits[cut:]
    return (digits,)


def _longest(
    groups: Sequence[_Group], first: int, text: str, country: str, least: int = 1, is_running: bool = False
) -> tuple[PhoneReading | None, int]:
    """Return the number of the longest run of groups from ``first`` that is one, and the index of its last group.

    :param least: digits that it has at least
    """
    last, length = first, len(groups[first].digits)
    without_zero = groups[first].digits[0] != "0" and "+" not in groups[first].before
    while last + 1 < len(groups) and _WEAK.fullmatch(groups[last + 1].before):
        if ("," in groups[last + 1].before or without_zero) and _begins_mobile(groups, last + 1):
            break  # "123, 0909 321 654", "35 0909 321 654"
        if is_running and _LIST.search(groups[last + 1].before):
            break  # "02, 03, 05 và 07"
        if length + len(groups[last + 1].digits) > _LONGEST:
            break
        last += 1
        length += len(groups[last].digits)
    for stop in range(last, first - 1, -1):
        if length < least:
            break
        reading = _read(groups[first : stop + 1], text, country)
        if reading:
            return reading, stop
        length -= len(groups[stop].digits)
    return None, first


def _begins_mobile(groups: Sequence[_Group], index: int) -> bool:
    """Return whether a whole mobile begins at group ``index``, with its zero and without a comma in it."""
    digits = groups[index].digits
    while digits[0] == "0" and len(digits) < _MOBILE and index + 1 < len(groups):
        index += 1
        if "," in groups[index].before or not _WEAK.fullmatch(groups[index].before):
            break
        digits += groups[index].digits
    found = numbering_plan.national(digits) if digits[0] == "0" and len(digits) == _MOBILE else None
    return bool(found and found.kind == "mobile")


def _read(run: Sequence[_Group], text: str, country: str) -> PhoneReading | None:
    digits = "".join(group.digits for group in run)
    if not 7 < len(digits) <= _LONGEST:
        return None
    breaks: list[int] = []
    closed: list[int] = []
    offset = 0
    for group, following in zip(run, run[1:], strict=False):
        offset += len(group.digits)
        breaks.append(offset)
        if ")" in following.before:
            closed.append(offset)
    plus = "+" in run[0].before[-3:] or (digits.startswith("00") and digits[2:3] not in ("", "0"))
    digits_after, shift = (digits[2:], 2) if digits.startswith("00") and plus else (digits, 0)
    if plus and not digits_after.startswith("84"):
        foreign = numbering_plan.with_country_code(digits_after)
        if foreign or digits.startswith("00"):
            return foreign
    if country != "VN" and not plus:
        local = numbering_plan.in_country(digits, country)
        if local:
            return local
    landline = bool(_LANDLINE_WORD.search(_words_around(run, text)))
    return numbering_plan.vietnamese(
        digits_after, tuple(b - shift for b in breaks), tuple(c - shift for c in closed), landline, plus
    )


def _words_around(run: Sequence[_Group], text: str) -> str:
    after = text[run[-1].end : run[-1].end + 12].lstrip()
    before = run[0].before[-20:].rpartition(other_number.MARK)[2]
    return (before + " " + (after.partition(")")[0] if after.startswith("(") else "")).lower()


def _extension(
    groups: Sequence[_Group], last: int, reading: PhoneReading, text: str, country: str, is_running: bool
) -> tuple[str, int]:
    """Return the extension (str) behind group ``last`` and its length, or ``('', 0)``."""
    if last + 1 >= len(groups):
        return "", 0
    group = groups[last + 1]
    if not 1 <= len(group.digits) <= 5 or "\n" in group.before:
        return "", 0
    named = group.before.strip() and _EXTENSION_WORD.search(fold(group.before[-20:]))
    signed = reading.kind == "landline" and _EXTENSION_SIGN.fullmatch(group.before) and len(group.digits) > 1
    if is_running and "(" not in group.before:
        signed = None  # "028 3822 1234 - 12 Lê Lợi"
    if signed and "(" in group.before:
        signed = text[group.end : group.end + 1] == ")"
    if signed and not named and group.digits[0] in "01":  # "0274 3748 848 - 0918 555 666" are two numbers
        signed = not _longest(groups, last + 1, text, country)[0]
    return (group.digits, len(group.digits)) if named or signed else ("", 0)


def _note(text: str, used: Sequence[tuple[int, int]]) -> str:
    pieces: list[str] = []
    position = 0
    for start, end in used:
        piece = text[position:start].strip(_EDGES)
        pieces.append("" if _BETWEEN.fullmatch(piece) else text[position:start])
        position = end
    pieces.append(text[position:])
    cleaned = (_LABEL.sub(" ", piece.strip(_EDGES.replace(":", "").replace(".", ""))).strip(_EDGES) for piece in pieces)
    return squeeze(" ".join(_LABEL.sub(" ", piece) for piece in cleaned if piece)).strip(_EDGES)
