"""Records of CSV and TSV texts, and their delimiter.

>>> parse('Họ tên;SĐT\\nLê Hà;"0912\\n345678"')
[['Họ tên', 'SĐT'], ['Lê Hà', '0912\\n345678']]
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from .. import vocabulary
from .file_limits import MOST_COLUMNS, fitted

DELIMITERS = ",;\t|"
_SNIFFED = 65536
_SNIFFED_ROWS = 60
_PIECE = 1 << 18
_SEPARATOR_LINE = re.compile(r"^\ufeff?[\"']?sep=(.)[\"']?\r?\n?$", re.I)


def sniff_delimiter(text: str) -> str:
    """Return the delimiter (one of ``, ; tab |``) of the CSV ``text`` (str); for plain sentences one not in them.

    >>> sniff_delimiter('Họ tên;Địa chỉ;SĐT\\nLê Hà;"1 Lê Lợi, Huế";0912345678')
    ';'
    >>> sniff_delimiter('Tin nhắn\\nchị Hà, 0912345678, gọi chiều\\nib giá\\nxin giá')
    '\\t'
    """
    head = text[:_SNIFFED]
    if match := _SEPARATOR_LINE.match(head.split("\n", 1)[0]):
        return match[1]
    weights = {delimiter: _delimiter_weight(head, delimiter) for delimiter in DELIMITERS}
    best = max(weights, key=weights.__getitem__)
    return best if any(weights[best]) else next((mark for mark in ("\t", "|", ";") if mark not in head), best)


def _delimiter_weight(head: str, delimiter: str) -> tuple[float, float]:
    rows = [row for row in parse(head, delimiter, _SNIFFED_ROWS) if any(map(str.strip, row))]
    if not rows:
        return (0, 0)
    size, count = Counter(map(len, rows)).most_common(1)[0]
    known = max(sum(vocabulary.label_of(cell) is not None for cell in row[:MOST_COLUMNS]) for row in rows[:20])
    return (known if known > 1 else 0, (count / len(rows)) ** 2 * (size - 1))


def parse(text: str, delimiter: str | None = None, limit: int | None = None) -> list[list[str]]:
    """Return the records of CSV ``text`` (str; LF, CRLF or CR) as a list of lists of str.

    A stray quotation mark affects its own record only, and a ``sep=;`` line becomes a blank record.

    :param delimiter: str, None to detect it
    :param limit: number of records to return, None for all
    :raise TooLarge: the text has more cells than :mod:`file_limits` allows; not checked with ``limit``

    >>> parse('Họ tên,SĐT\\n"Lê Hà,0912345678\\nLê Tú,0987654321')
    [['Họ tên', 'SĐT'], ['Lê Hà', '0912345678'], ['Lê Tú', '0987654321']]
    """
    delimiter = delimiter or sniff_delimiter(text)
    rows = _records(text, delimiter, limit)
    if rows is None or _is_swallowed(rows, delimiter, text):
        rows = _one_by_one(text, delimiter, limit)
    if rows and _SEPARATOR_LINE.match(delimiter.join(rows[0])):
        rows[0] = []
    return rows


def _records(text: str, delimiter: str, limit: int | None) -> list[list[str]] | None:
    records = csv.reader(lines_of(text), delimiter=delimiter)
    try:
        return list(islice(records, limit)) if limit else fitted(records)
    except csv.Error:
        return None


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of ``text`` with their ends (LF, CRLF or CR); a buffer of it would take four bytes a letter.

    >>> list(lines_of('STT,Tên\\r\\n1,Lê Hà\\r2,"Lê\\nTú"'))
    ['STT,Tên\\r\\n', '1,Lê Hà\\r', '2,"Lê\\n', 'Tú"']
    """
    start = 0
    while start < len(text):
        end = text.find("\n", start + _PIECE) + 1 or len(text)
        yield from io.StringIO(text[start:end], newline="")
        start = end


_MOST_LINES_IN_CELL = 200
_MOST_STRAY = 100


def _is_swallowed(rows: list[list[str]], delimiter: str, text: str) -> bool:
    """Return whether a cell looks like records behind an unclosed quotation mark."""
    if '"' not in text:
        return False
    marks = max(map(len, rows[:20]), default=1) - 1
    broken = (cell for row in rows if "\n" in "".join(row) for cell in row if "\n" in cell)
    for lines in (cell.split("\n")[1:] for cell in broken):
        if len(lines) > _MOST_LINES_IN_CELL or any(line.count(delimiter) * 2 > marks for line in lines):
            return True
    return bool(rows and rows[-1] and "\n" in rows[-1][-1] and text.rstrip()[-1:] != '"')


def _one_by_one(text: str, delimiter: str, limit: int | None) -> list[list[str]]:
    """Return the records; a line with unbalanced quotation marks is read as if it had none."""
    lines = io.StringIO(text, newline="").readlines()
    rows: list[list[str]] = []
    start = stray = 0
    while start < len(lines) and not (limit and len(rows) >= limit):
        following = (lines[index] for index in range(start, len(lines)))
        if stray < _MOST_STRAY:
            reader = csv.reader(following, delimiter=delimiter, strict=True)
        else:
            reader = csv.reader(following, delimiter=delimiter, strict=True, quoting=csv.QUOTE_NONE)
        end = start
        try:
            for row in reader:
                rows.append(row)
                end = start + reader.line_num
        except csv.Error:
            stray += 1
            rows.append([cell.strip('"') for cell in lines[end].rstrip("\r\n").split(delimiter)])
            end += 1
        start = end
    return rows[:limit] if limit else fitted(rows)
