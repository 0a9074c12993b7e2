"""Where are the leads in this sheet? Header, data rows, and what stands around them.

Sheets made by people have a title above the header, day headings between the rows,
a total and a signature below; exports of advertising platforms hold test entries.
Rows keep the number that they have in the file (1 is the first, blank ones count).

>>> sheet = read([
...     ['DANH SÁCH KHÁCH', '', ''], ['STT', 'Họ tên', 'SĐT'], ['Ngày 1', '', ''],
...     [1, 'Lê Hà', 84912345678.0], ['', '', ''], ['2', 'test', '0123456789'], ['', 'Tổng cộng', '']])
>>> sheet.header_row, sheet.header
(2, ['STT', 'Họ tên', 'SĐT'])
>>> sheet.rows
[Row(number=4, cells=['1', 'Lê Hà', '84912345678'], lost=())]
>>> [(row.number, row.code) for row in sheet.left_out]
[(1, 'skip_section'), (3, 'skip_section'), (5, 'skip_empty'), (6, 'skip_test'), (7, 'skip_section')]
"""

import csv
import datetime
import io
import re
from collections import Counter
from functools import cache, lru_cache
from typing import NamedTuple

from . import sniff, vocabulary
from .facts import facts
from .text import clean, clean_lines, fold

DELIMITERS = ",;\t|"
SKIP_SECTION, SKIP_EMPTY, SKIP_TEST = "skip_section", "skip_empty", "skip_test"


class Row(NamedTuple):
    """A data row; ``lost`` holds the indexes of cells whose digits a spreadsheet rounded away."""

    number: int
    cells: list
    lost: tuple = ()


class LeftOut(NamedTuple):
    """A row that holds no lead; ``code`` is skip_section, skip_empty or skip_test."""

    number: int
    code: str
    cells: list


class Sheet(NamedTuple):
    """What :func:`read` found; ``header_row`` is 0 and ``header`` blank when the sheet has none."""

    header: list
    header_row: int
    rows: list
    left_out: list
    fields: dict


# Cells

_NUMBER_STARTS = frozenset("='+-0123456789")
_FORMULA_TEXT = re.compile(r'^=\s*"((?:[^"]|"")*)"$', re.S)
_WHOLE_FLOAT = re.compile(r"^([+-]?\d{5,})[.,]0+$")
_SCIENTIFIC = re.compile(r"^([+-]?)(\d)(?:[.,](\d{1,30}))?[eE]\+?(\d{1,2})$")
_MIDNIGHT = datetime.time(0)


def cell_text(cell):
    """Return a cell (str, number, date, None) as the text a person would have typed; lost digits stay lost.

    >>> cell_text('="0912345678"'), cell_text('84912345678.0'), cell_text('8.4912345678E+10')
    ('0912345678', '84912345678', '84912345678')
    >>> cell_text('8.49123E+10'), cell_text(None)
    ('8.49123E+10', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return str(cell.date() if cell.time() == _MIDNIGHT else cell.replace(microsecond=0))
    return _typed_number(clean_lines(str(cell)))


def _typed_number(text):
    if text[:1] not in _NUMBER_STARTS:
        return text
    if match := _FORMULA_TEXT.match(text):
        return match[1].replace('""', '"').strip()
    if text[:1] == "'" and text[1:2].isdigit():
        return text[1:]
    if match := _WHOLE_FLOAT.match(text):
        return match[1]
    if (match := _SCIENTIFIC.match(text)) and not is_lost(text):
        sign, first, rest, exponent = match.groups()
        return sign + (first + (rest or "")).ljust(int(exponent) + 1, "0")
    return text


def is_lost(text):
    """Return whether ``text`` (str) is a number whose last digits a spreadsheet did not keep.

    >>> is_lost('8.49123E+10'), is_lost('8,49123E+10'), is_lost('0912345678')
    (True, True, False)
    """
    match = ("E" in text or "e" in text) and _SCIENTIFIC.match(text.strip())
    return bool(match) and len(match[3] or "") < int(match[4]) and int(match[4]) >= 6


_FORMULA_START = re.compile(r"^[\s\x00]*[=+\-@＝＋－＠]|^[\t\r]")
_NUMBER_LIKE = re.compile(r"^[+-] ?\(?\d[\d .()\-/]*$")


def neutralise(cell):
    """Return ``cell`` safe to write to a file that a spreadsheet opens: no text starts a formula.

    Phones and numbers stay readable, other types pass through.

    >>> neutralise('=1+1'), neutralise('+84 912 345 678'), neutralise('-5'), neutralise(12)
    ("'=1+1", '+84 912 345 678', '-5', 12)
    """
    if not isinstance(cell, str) or not _FORMULA_START.match(cell) or _NUMBER_LIKE.match(cell):
        return cell
    return "'" + cell


# Files

_SNIFFED = 65536
_SNIFFED_ROWS = 60
_SEPARATOR_LINE = re.compile(r"^\ufeff?[\"']?sep=(.)[\"']?\r?\n?$", re.I)


def sniff_delimiter(text):
    """Return the delimiter (one of ``, ; tab |``) of the CSV ``text`` (str).

    >>> sniff_delimiter('Họ tên;Địa chỉ;SĐT\\nLê Hà;"1 Lê Lợi, Huế";0912345678')
    ';'
    """
    head = text[:_SNIFFED]
    if match := _SEPARATOR_LINE.match(head.split("\n", 1)[0]):
        return match[1]
    return max(DELIMITERS, key=lambda delimiter: _delimiter_weight(head, delimiter))


def _delimiter_weight(head, delimiter):
    rows = [row for row in parse(head, delimiter, _SNIFFED_ROWS) if any(map(str.strip, row))]
    if not rows:
        return (0, 0)
    size, count = Counter(map(len, rows)).most_common(1)[0]
    known = max(sum(vocabulary.label_of(cell) is not None for cell in row) for row in rows[:20])
    return (known if known > 1 else 0, (count / len(rows)) ** 2 * (size - 1))


def parse(text, delimiter=None, limit=None):
    """Return the records of CSV ``text`` (str; LF, CRLF or CR) as a list of lists of str.

    A stray quotation mark never swallows the rest of the file, and a ``sep=;`` line becomes a blank record.
    """
    delimiter = delimiter or sniff_delimiter(text)
    rows = _records(text, delimiter, csv.QUOTE_MINIMAL, limit)
    if rows is None or _is_swallowed(rows):
        rows = _records(text, delimiter, csv.QUOTE_NONE, limit) or []
    if rows and _SEPARATOR_LINE.match(delimiter.join(rows[0])):
        rows[0] = []
    return rows


def _records(text, delimiter, quoting, limit):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
    rows = []
    try:
        for row in reader:
            rows.append(row)
            if limit and len(rows) >= limit:
                break
    except csv.Error:
        return None
    return rows


_MOST_LINES_IN_CELL = 200


def _is_swallowed(rows):
    return any(cell.count("\n") > _MOST_LINES_IN_CELL for cell in rows[-1]) if rows else False


# Rows

_HEADER_SEARCHED = 40
_NUMBER = re.compile(r"[\d\s.,:/()%-]*")
_TEST_MARK = re.compile(r"<\s*test lead\s*:|dummy data for", re.I)
_TEST_EMAIL = re.compile(r"^(?:test\d*|testing|demo|abc|asdf|no-?email|example)@|@(?:test|abc|a)(?:\.\w+)?$")
_FAKE_PHONE = re.compile(r"^(?:84|0)?(\d)\1{7,9}$|^0?1234567890?$|^0?987654321$|^16505550\d{3}$")
_REPEATED_LETTER = re.compile(r"^([a-z])\1{2,}$")
_PHONE_FIELDS = {"phone", "phone_secondary", "zalo", None}
_NAME_FIELDS = {"contact_name", "contact_first_name", "partner_name"}


def read(rows, fields=None):
    """Return the :class:`Sheet` in ``rows``.

    :param rows: list of lists of cells (str, numbers, dates, None), as the file has them
    :param fields: ``{column index: field}`` where it is known; else headings and values decide
    """
    rows = [[cell_text(cell) for cell in row] for row in rows]
    at = _header_index(rows)
    header = [clean(cell) for cell in rows[at]] if at is not None else []
    body = list(enumerate(rows, 1))[0 if at is None else at + 1 :]
    if fields is None:
        width = max(map(len, rows), default=0)
        headings = header + [""] * (width - len(header))
        fields = vocabulary.map_headings(headings, [row for _number, row in body if any(row)])
    left_out = [LeftOut(number, SKIP_SECTION if any(row) else SKIP_EMPTY, row) for number, row in _above(rows, at)]
    data = []
    for number, row in body:
        code = _reason_to_skip(row, header, fields, bool(data))
        if code:
            left_out.append(LeftOut(number, code, row))
        else:
            data.append(Row(number, row, tuple(index for index, cell in enumerate(row) if is_lost(cell))))
    data, signatures = _without_signatures(data, left_out, fields)
    left_out = sorted(left_out + signatures)
    return Sheet(header, 0 if at is None else at + 1, data, left_out, fields)


def _above(rows, at):
    return list(enumerate(rows[:at], 1)) if at else []


def _header_index(rows):
    """Return the index of the row with most known headings, or None when the first row is already data."""
    best, most = None, 0
    for index, row in enumerate(rows[:_HEADER_SEARCHED]):
        filled = [cell for cell in row if cell.strip()]
        known = _known_headings(filled)
        if known > most and known * 3 >= len(filled):
            best, most = index, known
    return best if best is not None else _unknown_header(rows)


def _known_headings(filled):
    if any(map(_is_value, filled)):
        return 0
    return sum(vocabulary.field_of(cell).field is not None for cell in filled if len(cell) < 200)


def _unknown_header(rows):
    """Return the first row as wide as the data, if it holds no values itself."""
    widths = [sum(map(bool, map(str.strip, row))) for row in rows[:_HEADER_SEARCHED]]
    usual = max(widths, default=0)
    for index, row in enumerate(rows[:_HEADER_SEARCHED]):
        if widths[index] and widths[index] * 3 >= usual * 2:
            return None if any(map(_is_value, row)) else index
    return None


def _is_value(cell):
    return sniff.is_phone(cell) or sniff.is_email(cell) or sniff.is_date(cell)


def _reason_to_skip(row, header, fields, has_data):
    filled = {index: cell for index, cell in enumerate(row) if cell.strip()}
    told = {index: cell for index, cell in filled.items() if not _is_row_number(index, cell, fields)}
    if not told:
        return SKIP_EMPTY
    if _is_repeated_header(filled, header):
        return SKIP_SECTION
    if any(_reaches(cell, fields.get(index)) for index, cell in told.items()):
        return SKIP_TEST if _is_test(told, fields) else None
    if _is_footer(told) or _is_section(told, fields, len(header)):
        return SKIP_SECTION
    return SKIP_TEST if _is_test(told, fields) else None


def _reaches(cell, field):
    """Return whether a customer can be reached by ``cell``; a total in a money column is no phone."""
    return sniff.is_email(cell) or field in _PHONE_FIELDS and sniff.is_phone(cell)


def _is_row_number(index, cell, fields):
    return fields.get(index) == "ignore" and bool(_NUMBER.fullmatch(cell))


def _is_repeated_header(filled, header):
    if not header:
        return False
    folded, different = _folded(tuple(header)), 0
    for index, cell in filled.items():
        if index >= len(header) or cell[:1].isdigit() or fold(cell) != folded[index]:
            different += 1
            if different * 5 > len(filled):
                return False
    return len(filled) - different >= min(2, len(filled))


@lru_cache(maxsize=10)
def _folded(header):
    return [fold(heading) for heading in header]


@cache
def _marks(kind):
    return tuple((_words(row["text"]), row["match"]) for row in facts("row_marks") if row["kind"] == kind)


_NOT_WORD = re.compile(r"[\W_]+")


def _words(text):
    return _NOT_WORD.sub(" ", fold(text[:200])).strip()


_AFTER_ALONE = re.compile(r"(?: \d+| (?:khach|nguoi|dong|kh|don|ban ghi|record|records|rows|of|vnd|khach hang|so|d))*")


@cache
def _mark_starts(kind):
    return frozenset(mark.split(" ")[0] for mark, _match in _marks(kind))


def _is_marked(text, kind):
    words = _words(text)
    if _mark_starts(kind).isdisjoint(words.split(" ")):
        return False
    return any(_fits(words, mark, match, text) for mark, match in _marks(kind))


def _fits(words, mark, match, text):
    """Return whether ``words`` begin with ``mark`` and go on as ``match`` (start, alone, note, number, …) allows."""
    if match == "words":
        return f" {mark} " in f" {words} "
    if not f"{words} ".startswith(f"{mark} "):
        return False
    rest = words[len(mark) :]
    return {
        "whole": not rest,
        "start": True,
        "alone": bool(_AFTER_ALONE.fullmatch(rest)),
        "note": ":" in text,
        "number": rest[1:2].isdigit(),
    }[match]


_SIGNED_ON = re.compile(r"(?:^|, ?)ng[àa]y\s*[\d.…_ ]*\s*th[áa]ng\s*[\d.…_ ]*\s*n[ăa]m", re.I)


def _is_footer(told):
    first = next(iter(told.values()))
    if any(_SIGNED_ON.search(cell[:200]) for cell in told.values()):
        return len(told) <= 2
    rest = list(told.values())[1:]
    return _is_marked(first, "footer") and all(_NUMBER.fullmatch(cell) or _is_marked(cell, "footer") for cell in rest)


def _is_section(told, fields, width):
    if len(told) > 1 or width < 3:
        return False
    ((index, cell),) = told.items()
    if _is_marked(cell, "section") or cell.rstrip().endswith(":") or _LISTED.match(cell):
        return index == 0 or fields.get(index) not in ("description", "street", "state_id", "city")
    return fields.get(index) == "ignore" or index == 0 and fields.get(0) not in _NAME_FIELDS


_LISTED = re.compile(r"^(?:[IVX]{1,4}|[A-H])[.)/]\s|^[-=*_—–]{2,}")


def _is_test(told, fields):
    """Return whether marks of a test entry add up: its phone, its e-mail address, its name."""
    if any(_TEST_MARK.search(cell) for cell in told.values()):
        return True
    phones = [cell for index, cell in told.items() if fields.get(index) == "phone"]
    emails = [cell for index, cell in told.items() if fields.get(index) == "email_from" or "@" in cell]
    weight = any(map(_is_fake_phone, phones)) + any(map(_is_test_email, emails))
    name = next((cell for index, cell in told.items() if fields.get(index) in _NAME_FIELDS), "")
    if weight < 2 and name and len(name) < 40:
        weight += 2 * _is_marked(name, "test_name")
    if weight == 1:
        weight += bool(_is_marked(name, "doubtful_name") or _REPEATED_LETTER.match(fold(name)))
    return weight >= 2


def _is_fake_phone(text):
    digits = re.sub(r"\D", "", text[:60])
    return bool(_FAKE_PHONE.match(digits)) or 0 < len(digits) < 6 and text.strip().isdigit()


def _is_test_email(text):
    return bool(_TEST_EMAIL.search(text.strip().lower()[:200]))


def _without_signatures(data, left_out, fields):
    """Split off the names that stand under "Người lập" at the end of a sheet."""
    footers = [row.number for row in left_out if any(_is_marked(cell, "footer") for cell in row.cells if cell)]
    end = len(data)
    while end and footers and data[end - 1].number > footers[0] and _is_signature(data[end - 1]):
        end -= 1
    return data[:end], [LeftOut(row.number, SKIP_SECTION, row.cells) for row in data[end:]]


def _is_signature(row):
    filled = [cell for cell in row.cells if cell.strip()]
    return len(filled) <= 3 and not any(map(_is_value, filled))
