"""Streets that are named after places and people: 52/3 Hải Phòng, 211 Nguyễn Thái Bình.

A name behind such a beginning is a part of the street, not the province of the address.

>>> [is_open(before) for before in ('Đường', 'Số 5', '211 Nguyễn', 'Đường Trần', '12 Lê Lợi', 'Tổ 5 Lý Nhân')]
[True, True, True, True, False, False]
"""

import re

from ..name import person_name

_STREET_END = re.compile(
    r"(?i)(?:^|\s)(?:đường|phố|đ\.?|đại lộ|xa lộ|quốc lộ|cầu|chợ|"
    r"tp\.?|thành phố|tx\.?|thị xã|huyện|quận|phường|xã|thị trấn|[hqpx]\.?)$|^(?:số\s*)?[0-9][\w/.\-]*$"
)
# An alley with its number, whose street may be named after a province: K52/3 Hải Phòng.
_ALLEY_END = re.compile(
    r"(?i)(?:^|[\s,])(?:(?:kiệt|kiet|hẻm|hem|ngõ|ngỏ|ngo|ngách|ngach|số nhà|số|so)\s*[.:]?\s*[0-9]{1,4}[a-z]?"
    r"(?:[/\-][\w]{1,5}){0,4}|k\.?\s?[0-9]{1,4}[a-z]?(?:/[\w]{1,5}){0,4}|[a-z]{0,2}[0-9]{1,4}[a-z]?(?:/[\w]{1,5}){1,4})$"
)
_OF_PERSON = re.compile(
    r"(?i)(?:^|[\s,])(?:(?:số|so|đường|duong|phố|pho|đ\.|đại lộ)\s?|[0-9]{1,5}[a-z]?(?:[/\-][0-9]{1,5}[a-z]?){0,4}\s)"
    r"([^\W\d_]+)$"
)

_LONGEST_ALLEY = 40
# A surname stands near the end; only this many characters are read.
_LONGEST = 80


def is_open(before: str) -> bool:
    """Return whether the text ``before`` a name ends with the beginning of a street: its type, a house, a surname."""
    if _STREET_END.search(before):
        return True
    person = _OF_PERSON.search(before[-_LONGEST:])
    return person is not None and person_name.is_surname(person[1])


def is_alley(before: str) -> bool:
    """Return whether the text ``before`` a name ends with a house in an alley, so that the name is that of a street.

    >>> is_alley('K52/3'), is_alley('Kiệt 52'), is_alley('H07/12'), is_alley('Quận 3'), is_alley('KCN VSIP 1')
    (True, True, True, False, False)
    """
    return bool(_ALLEY_END.search(before.strip(" ,")[-_LONGEST_ALLEY:]))
