"""Several customers in one mail: the lead is the first one's, the others stay readable in its description.

>>> listed = ['2 khách mới:', '1. Anh Lê Nam - 0912 345 678, 2 máy', '2. Chị Hoa - 0913 222 333, ở Vinh']
>>> first_of(listed)
FirstCustomer(name='Anh Lê Nam', lines=['2 khách mới:', '1. Anh Lê Nam - 0912 345 678, 2 máy'])
>>> first_of(['Gọi em An 0903 555 777', 'hoặc anh Sơn 0903 555 778']) is None
True
"""

import re
from typing import NamedTuple

from .. import phone
from ..name import person_name
from ..text import clean, fold
from .result import MailReading
from .sentence import capitalised
from .signature_parts import normal_name

_MOST_LINES = 200
_READ = 300
_MARK = re.compile(
    r"(?i)\s{0,20}(?:[-–•*+]\s*|\(?[0-9]{1,2}\s?[.):/-]\s*)?(?:(?:khách(?:\s+hàng)?|khach(?:\s+hang)?|kh)\b"
    r"\s*(?:số\s*)?[0-9]{0,2}\s*[.:)-]?\s*)?"
)
_TITLE = re.compile(r"(?i)(?:anh|chị|chi|cô|chú|ông|bà|mr|ms|mrs|a|c)\b\.?\s*")
_NUMBER = re.compile(r"[+(]?[0-9](?:[ .()-]{0,2}[0-9]){8,12}")
_MOST_OTHERS = 5
_SHOWN = ("contact_name", "partner_name", "phone", "phone_secondary", "email_from", "street", "state_id")


class FirstCustomer(NamedTuple):
    """``name``: as written · ``lines``: those of the first customer, and all above"""

    name: str
    lines: list[str]


def first_of(lines: list[str]) -> FirstCustomer | None:
    """Return the :class:`FirstCustomer` of ``lines``, None unless they list two: each a line with a name and a phone.

    Two lines without the marks of a list are two customers only if each begins with a full name and its phone.
    """
    found: list[tuple[int, str, str]] = []
    for index, line in enumerate(lines[:_MOST_LINES]):
        if customer := _on(line):
            name, number = customer
            if any(number == other or fold(name) == fold(named) for _index, named, other in found):
                continue
            found.append((index, name, number))
    return FirstCustomer(found[0][1], lines[: found[1][0]]) if len(found) > 1 else None


def _on(line: str) -> tuple[str, str] | None:
    """Return the name and the phone of the customer on a ``line``, None where it begins with none."""
    line = clean(line[:_READ])
    mark = _MARK.match(line)
    start = mark.end() if mark else 0
    title = _TITLE.match(line, start)
    behind = title.end() if title else start
    name = capitalised(line[behind:])
    number = _NUMBER.search(line, behind + len(name))
    if not name or not number:
        return None
    certain = person_name.is_certain(normal_name(name))
    if not certain and not (title and person_name.is_person(name)):
        return None
    between = line[behind + len(name) : number.start()]
    is_listed = bool(mark and mark[0].strip())
    if not is_listed and (not certain or any(char.isalpha() for char in between)):
        return None
    numbers = phone.parse(number[0]).numbers
    return (line[start : behind + len(name)], numbers[0]) if numbers else None


def with_others(reading: MailReading, others: list[MailReading]) -> MailReading:
    """Return ``reading`` with what is known of the ``others`` below its description."""
    written = [_summary(other) for other in others[:_MOST_OTHERS]]
    columns = [column for column in reading.columns if column[0] != "description"]
    description = "\n\n".join(filter(None, [reading.get("description"), *written]))
    return reading._replace(columns=(*columns, ("description", description)))


def _summary(reading: MailReading) -> str:
    known = ", ".join(text for column, text in reading.columns if column in _SHOWN)
    return "\n".join(filter(None, [reading.title, known, reading.get("description")]))
