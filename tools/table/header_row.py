"""Header row of a sheet, and the event that the title above it names.

>>> find([['HỘI CHỢ VIETBUILD 2026'], ['STT', 'Khách hàng', ''], ['', 'Họ tên', 'SĐT'], ['1', 'Lê Hà', '0912345678']])
(['STT', 'Họ tên', 'SĐT'], 2)
>>> event([['DANH SÁCH KHÁCH'], ['Triển lãm Máy móc 2026 – Gian hàng B12 (12–14/03/2026)']])
'Triển lãm Máy móc 2026'
"""

import re

from .. import vocabulary
from ..text import clean
from ..vocabulary import sniff
from ..vocabulary.heading import OTHER_PERSON, look_up
from ..vocabulary.kinds import is_of_other_person
from . import row_marks

_SEARCHED = 40
_FEWEST = 3
_NAMES, _REACHING = {"contact_name", "partner_name"}, {"phone", "email_from"}
_LONGEST_TITLE = 150
_LIST_WORD = re.compile(r"(?:danh sách|danh mục|bảng|bản|tổng hợp|báo cáo|thống kê|list)\b", re.IGNORECASE)
_TITLE_END = re.compile(r"\s+[-–—|]\s+|\s*[(;|]|,\s|\s+(?:ngày|từ ngày|tại)\s", re.IGNORECASE)
_TITLE_LABEL = re.compile(
    r"^(?:tên )?(?:sự kiện|chiến dịch|chương trình|hội chợ|triển lãm|campaign|event)\s*:\s*", re.IGNORECASE
)


def find(rows: list[list[str]]) -> tuple[list[str], int | None]:
    """Return the headings (list of str) and the index of their last row, ``([], None)`` when there are none.

    Two rows are joined where a heading of the first spans several columns ("Thông tin khách hàng").

    :param rows: list of lists of str
    """
    at = _index(rows)
    if at is None:
        return [], None
    header = [clean(cell) for cell in rows[at]]
    if at and _is_half_header(rows[at - 1]) and (not all(header) or len(set(header)) < len(header)):
        return _joined(rows[at - 1], header), at
    below = rows[at + 1] if at + 1 < len(rows) else []
    if _is_half_header(below) and not all(header[: len(below)]) and _fills_gaps(header, below):
        return _joined(header, below), at + 1
    return header, at


def _is_half_header(row: list[str]) -> bool:
    """Return whether ``row`` can be the upper or lower half of a header: at least two headings, half of its cells."""
    filled = [cell for cell in row if cell.strip()]
    return len(filled) > 1 and _known_headings(filled) * 2 >= len(filled)


def _fills_gaps(header: list[str], below: list[str]) -> bool:
    """Return whether the headings ``below`` are under blank cells of ``header``, or under the first cell of a span."""
    padded = [*header, *[""] * (len(below) - len(header) + 1)]
    return all(not padded[index] or not padded[index + 1] for index, cell in enumerate(below) if cell.strip())


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    width = max(len(upper), len(lower))
    upper, lower = ([*map(clean, row), *[""] * (width - len(row))] for row in (upper, lower))
    joined: list[str] = []
    group = ""
    for high, low in zip(upper, lower, strict=True):
        group = high or (group if low else "")
        joined.append(f"{low} {group}" if low and _is_another(group, low, joined) else low or high)
    return joined


def _is_another(group: str, heading: str, before: list[str]) -> bool:
    """Return whether ``heading`` below ``group`` is of another person: the phone of a referrer."""
    if not is_of_other_person(group):
        return False
    return heading in before or look_up(group).field in OTHER_PERSON


def _index(rows: list[list[str]]) -> int | None:
    """Return the index of the row with most known headings, or None when the first row is already data."""
    best, most = None, 0
    found = []
    for index, row in enumerate(rows[:_SEARCHED]):
        filled = [cell for cell in row if cell.strip()]
        known = _known_headings(filled)
        if known * 3 >= len(filled):
            found.append((index, known))
            if known > most:
                best, most = index, known
    if best is None:
        return _unknown_header(rows)
    # Of two lists below each other the first: rows with data are between their headers.
    return next(
        (index for index, known in found if _is_header(rows[index], known, most) and _has_data(rows[index:best])),
        best,
    )


def _is_header(row: list[str], known: int, most: int) -> bool:
    """Return whether ``row`` has enough known headings beside a row that has ``most`` of them."""
    return known >= _FEWEST and known * 10 >= most * 7 or _is_of_people(row)


def _is_of_people(row: list[str]) -> bool:
    """Return whether ``row`` consists of headings of people and of how to reach them: "Họ tên", "SĐT"."""
    fields = [look_up(cell).field for cell in row if cell.strip()]
    return all(fields) and not (_NAMES.isdisjoint(fields) or _REACHING.isdisjoint(fields))


def _has_data(rows: list[list[str]]) -> bool:
    return any(sniff.is_value(cell) for row in rows for cell in row)


def _known_headings(filled: list[str]) -> int:
    if any(map(sniff.is_value, filled)):
        return 0
    return sum(map(vocabulary.is_heading, (cell for cell in filled if len(cell) < 200)))


def _unknown_header(rows: list[list[str]]) -> int | None:
    """Return the first row as wide as the data, if it holds no values itself."""
    widths = [sum(map(bool, map(str.strip, row))) for row in rows[:_SEARCHED]]
    usual = max(widths, default=0)
    for index, row in enumerate(rows[:_SEARCHED]):
        if widths[index] and widths[index] * 3 >= usual * 2:
            return None if any(map(sniff.is_value, row)) else index
    return None


def event(titles: list[list[str]]) -> str:
    """Return the fair, seminar or campaign (str) named in the rows above the header, '' when there is none.

    :param titles: list of lists of str
    """
    found = [_event_in(clean(cell)) for row in titles for cell in row if row_marks.is_marked(cell, "event")]
    names = [name for name in found if name]
    return next((name for name in names if not _LIST_WORD.match(name)), names[0] if names else "")


def _event_in(title: str) -> str:
    if len(title) > _LONGEST_TITLE or row_marks.is_only(title, "event", "label"):
        return ""  # "Webinar ID" of a report
    label = _TITLE_LABEL.match(title)
    text = title[label.end() :] if label else title
    if _LIST_WORD.match(text):
        text = text[row_marks.start_of(text, "event") :]
    name = _TITLE_END.split(text, maxsplit=1)[0].strip(" .:–-")
    return name if label or " " in name and row_marks.is_marked(name, "event") else ""
