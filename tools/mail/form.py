"""Labelled values in the notification of a form.

>>> read_form(['Họ tên\\tLê Thị Hà', 'SĐT: 0912 345 678', 'Hotline hỗ trợ: 1900 0000'])
{'contact_name': ['Lê Thị Hà'], 'phone': ['0912 345 678']}
>>> read_form(['Họ tên\\tSĐT\\tNội dung', 'Lê Thị Hà\\t0912 345 678\\tMua máy'])['description']
['Mua máy']
>>> read_form(['Họ và tên', 'Lê Thị Hà', 'Số điện thoại', '0912 345 678', '3. Bạn đang ở tỉnh nào?', 'Huế'])
{'contact_name': ['Lê Thị Hà'], 'phone': ['0912 345 678'], 'state_id': ['Huế']}
"""

import re

from .. import vocabulary
from ..name import person_and_company, person_name
from ..text import clean, fold
from ..value import email_address, link
from . import words as mail_words
from .result import Column, Form

_MOST_LINES = 600
_FEWEST_COLUMNS = 3
_FEWEST_DIGITS = 9
_TRAILER = 12
_LONGEST_LABEL = 60
_NOT_LETTER = re.compile(r"[^a-z]+")
_LONGEST_QUESTION = 120
_QUESTION = re.compile(r"^[\s>*•]*([^:：\t]{4,120}?)\s*[:：\t]\s*(\S.{0,500})$")
_LINKS = {"website", "landing_page_url"}
_REACHES = {"contact_name", "phone", "email_from"}
# Columns that describe the form itself, or the company that runs it.
_NOT_OF_CUSTOMER = {"user_id", "team_id", "stage_id", "priority", "name", "website_footer", "lang_id", "ignore"}


def read_form(lines: list[str]) -> Form:
    """Return ``{column of the vocabulary: [texts]}`` of the labelled ``lines`` (list of str)."""
    lines = lines[:_MOST_LINES]
    pairs = _rows(lines) or _labelled(_without_tables(lines))
    if len(pairs) < 2 or not _REACHES & {column for column, _value in pairs}:
        pairs = _stacked(lines) or pairs
    found: Form = {}
    for column, value in _first_customer(pairs):
        value = link.of_cell(value) if column in _LINKS else value
        if column == "vat" and not _can_be_tax_code(value):
            continue  # "Tin" of a marketplace is an advertisement
        if value and column not in _NOT_OF_CUSTOMER:
            values = found.setdefault(column, [])
            if value not in values:
                values.append(value)
    names = found.get("partner_name", ())
    if len(names) > 1 and "contact_name" not in found and person_name.is_certain(names[0]):
        found["contact_name"] = [names.pop(0)]  # "Name" above "Company"
    return found


def _can_be_tax_code(text: str) -> bool:
    return sum(map(str.isdigit, text)) >= _FEWEST_DIGITS


def _first_customer(pairs: list[Column]) -> list[Column]:
    """Return the pairs before a second name; then without description, so that the whole text becomes it."""
    names: set[str] = set()
    reached = False
    for index, (column, value) in enumerate(pairs):
        if column == "contact_name" and value:
            if reached and names and value not in names:
                return [pair for pair in pairs[:index] if pair[0] != "description"]
            names.add(value)
        reached = reached or column in ("phone", "email_from")
        if index > 1 and _begins_again(pairs, index):
            return [pair for pair in pairs[:index] if pair[0] != "description"]
    return pairs


def _begins_again(pairs: list[Column], index: int) -> bool:
    """Return whether the first two labels of the form are repeated at ``index`` with other values."""
    (first, value), (second, next_value) = pairs[:2]
    again = pairs[index : index + 2]
    same = first in _REACHES and [column for column, _value in again] == [first, second] and first != second
    return same and again[0][1] != value and again[1][1] != next_value


def _labelled(lines: list[str]) -> list[Column]:
    """Return the pairs of lines with labels, questions such as "Bạn đang ở tỉnh nào?" included."""
    pairs = _without_hotlines(lines)
    known = {field for field, _value in pairs}
    for line in lines:
        match = _QUESTION.match(line)
        if not match or vocabulary.label_of(match[1]) or mail_words.contains("footer", match[1]):
            continue
        found = vocabulary.field_of(match[1], [match[2]])
        if found.field and found.field not in known and found.confidence in ("high", "medium"):
            pairs.append((found.field, match[2].strip()))
            known.add(found.field)
    return pairs


def _without_hotlines(lines: list[str]) -> list[Column]:
    """Return the pairs of ``lines``.

    A hotline beside another phone belongs to the company of the form, as do the lines below its greeting.
    """
    pairs = vocabulary.read_pairs(lines)
    greeting = (index for index, line in enumerate(lines) if mail_words.is_one("valediction", line.strip(" ,.!")))
    end = next(greeting, len(lines))
    others = [line for line in lines[:end] if not mail_words.begins_with("hotline", line)]
    if len(others) < len(lines):
        without = vocabulary.read_pairs(others)
        pairs = without if any(field == "phone" for field, _value in without) else pairs
    return pairs


def _rows(lines: list[str]) -> list[Column]:
    """Return the pairs of a table with labels in its first row and values in the second."""
    for index, (head, values) in enumerate(zip(lines, lines[1:], strict=False)):
        separator = "\t" if "\t" in head else "|"
        labels, cells = head.split(separator), values.split(separator)
        if len(labels) < _FEWEST_COLUMNS or len(cells) > len(labels):
            continue
        fields = [vocabulary.label_of(label) if len(label) <= _LONGEST_LABEL else None for label in labels]
        if not _REACHES & set(fields):
            continue  # such as the goods of an order
        if sum(map(bool, fields)) * 2 > len(fields) and not any(vocabulary.label_of(cell) for cell in cells if cell):
            found = [(field, clean(cell)) for field, cell in zip(fields, cells, strict=False) if field]
            has_more = "".join(lines[index + 2 : index + 3]).count(separator) > 1
            return [pair for pair in found if pair[0] != "description"] if has_more else found
    return []


def _without_tables(lines: list[str]) -> list[str]:
    """Return ``lines`` without tables that name no customer, such as the goods of an order."""
    kept: list[str] = []
    index = 0
    while index < len(lines):
        end, width = index + 1, lines[index].count("\t")
        while end < len(lines) and lines[end].count("\t") == width:
            end += 1
        is_table = width >= _FEWEST_COLUMNS - 1 and end - index > 1
        if not is_table or any(vocabulary.label_of(cell) for cell in lines[index + 1].split("\t") if cell.strip()):
            kept += lines[index:end]
        index = end
    return kept


def _label_above(label: str, value: str) -> str | None:
    """Return the field (str or None) of a label or question on a line of its own."""
    if len(label) > _LONGEST_QUESTION:
        return None
    field = vocabulary.label_of(label) if "?" not in label and len(label) <= _LONGEST_LABEL else None
    if field or not ("?" in label or mail_words.contains("form_reader", label)):
        return field
    found = vocabulary.field_of(label, [value])
    return found.field if found.confidence in ("high", "medium") else None


def _stacked(lines: list[str]) -> list[Column]:
    """Return the pairs of labels and values on alternating lines."""
    lines = [clean(line) for line in lines if line.strip()]
    pairs: list[Column] = []
    index = 0
    while index + 1 < len(lines):
        label, value = lines[index], lines[index + 1]
        field = _label_above(label, value)
        if field and field != "ignore" and not vocabulary.label_of(value):
            pairs.append((field, value))
            index += 1
        index += 1
    return pairs if len(pairs) > 1 else []


def names_another(form: Form, name: str, address: str) -> bool:
    """Return whether a form has the name and an address of another person than the sender of the mail.

    Names in From may be shortened, or in another order.

    :param form: labelled values as :func:`read_form` returns them
    :param name: the name (str) in From
    :param address: the address (str) in From

    >>> form = {'contact_name': ['Nguyễn Đăng Khoa - Cty CP Sao Mai'], 'phone': ['0917 333 555']}
    >>> names_another(form, 'Nguyen Dang Khoa', 'kd@saomai.vn'), names_another(form, '', 'khoa.nd@saomai.vn')
    (False, False)
    >>> names_another(form, 'Website', 'web@saomai.vn'), names_another(form, 'Lê Thị Lan', 'khoa@saomai.vn')
    (True, True)
    """
    if "contact_name" not in form or not ("phone" in form or "email_from" in form):
        return False
    email = email_address.compact(form.get("email_from", [""])[0])
    if email and email == address:
        return False
    named = person_name.parse(person_and_company.split(form["contact_name"][0])[0] or form["contact_name"][0]).name
    if not name.strip() and not email:
        if mail_words.begins_with("office_sender", address.partition("@")[0]):
            return False
        return person_name.given_name(fold(named)) not in _NOT_LETTER.split(address.partition("@")[0])
    words, others = set(fold(named).split()), set(fold(person_name.parse(name).name or name).split())
    return not others or not (words <= others or others <= words)


def has_trailer(lines: list[str]) -> bool:
    """Return whether a form of a web site wrote ``lines`` (list of str): page, browser and address of the visitor.

    >>> has_trailer(['0912 345 678', 'Page URL: https://x.vn/lien-he', 'Remote IP: 113.1.2.3'])
    True
    >>> has_trailer(['Trang https://x.vn lỗi'])
    False
    """
    labels = {mail_words.words_of(line.partition(":")[0]) for line in lines[-_TRAILER:] if ":" in line}
    return "powered by" in labels or len(labels & mail_words.words("form_trailer")) > 1
