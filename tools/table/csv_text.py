"""Which records stand in this CSV or TSV text, and what parts their cells?

>>> parse('Họ tên;SĐT\\nLê Hà;"0912\\n345678"')
[['Họ tên', 'SĐT'], ['Lê Hà', '0912\\n345678']]
"""

import csv
import io
import re
from collections import Counter
from itertools import islice

from .. import vocabulary
from .file_limits import MOST_COLUMNS, fitted

DELIMITERS = ",;\t|"
_SNIFFED = 65536
_SNIFFED_ROWS = 60
_SEPARATOR_LINE = re.compile(r"^\ufeff?[\"']?sep=(.)[\"']?\r?\n?$", re.I)


def sniff_delimiter(text):
    """Return the delimiter (one of ``, ; tab |``) of the CSV ``text`` (str); of mere sentences one that is not in them.

    >>> sniff_delimiter('Họ tên;Địa chỉ;SĐT\\nLê Hà;"1 Lê Lợi, Huế";0912345678')
    ';'
    >>> sniff_delimiter('Tin nhắn\\nchị Hà, 0912345678, gọi chiều\\nib giá\\nxin giá')
    '\\t'
    """
    head = text[:_SNIFFED]
    if match := _SEPARATOR_LINE.match(head.split("\n", 1)[0]):
        return match[1]
    weights = {delimiter: _delimiter_weight(head, delimiter) for delimiter in DELIMITERS}
    best = max(weights, key=weights.get)
    return best if any(weights[best]) else next((mark for mark in ("\t", "|", ";") if mark not in head), best)


def _delimiter_weight(head, delimiter):
    rows = [row for row in parse(head, delimiter, _SNIFFED_ROWS) if any(map(str.strip, row))]
    if not rows:
        return (0, 0)
    size, count = Counter(map(len, rows)).most_common(1)[0]
    known = max(sum(vocabulary.label_of(cell) is not None for cell in row[:MOST_COLUMNS]) for row in rows[:20])
    return (known if known > 1 else 0, (count / len(rows)) ** 2 * (size - 1))


def parse(text, delimiter=None, limit=None):
    """Return the records of CSV ``text`` (str; LF, CRLF or CR) as a list of lists of str.

    :raises TooLarge: it holds more cells than is read; not where only the first ``limit`` records are asked for

    A stray quotation mark never swallows the records behind it, and a ``sep=;`` line becomes a blank record.

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


def _records(text, delimiter, limit):
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return list(islice(records, limit)) if limit else fitted(records)
    except csv.Error:
        return None


_MOST_LINES_IN_CELL = 200
_MOST_STRAY = 100


def _is_swallowed(rows, delimiter, text):
    """Return whether a cell looks like records behind a quotation mark that nobody closed."""
    if '"' not in text:
        return False
    marks = max(map(len, rows[:20]), default=1) - 1
    broken = (cell for row in rows if "\n" in "".join(row) for cell in row if "\n" in cell)
    for lines in (cell.split("\n")[1:] for cell in broken):
        if len(lines) > _MOST_LINES_IN_CELL or any(line.count(delimiter) * 2 > marks for line in lines):
            return True
    return bool(rows and rows[-1] and "\n" in rows[-1][-1] and text.rstrip()[-1:] != '"')


def _one_by_one(text, delimiter, limit):
    """Return the records; a line whose quotation marks do not fit is read as if it had none."""
    lines = io.StringIO(text, newline="").readlines()
    rows, start, stray = [], 0, 0
    while start < len(lines) and not (limit and len(rows) >= limit):
        quoting = csv.QUOTE_MINIMAL if stray < _MOST_STRAY else csv.QUOTE_NONE
        following = (lines[index] for index in range(start, len(lines)))
        reader = csv.reader(following, delimiter=delimiter, strict=True, quoting=quoting)
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
