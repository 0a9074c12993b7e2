"""Places in sentences: "nhà máy mới ở Long An", "giao về 45 Bà Triệu, Q. Hai Bà Trưng, Hà Nội nhé".

>>> province_in('Cần 20 máy cho trường học ở Thanh Hóa, gấp'), province_in('văn phòng mình ở quận 7 cần 6 máy')
('Thanh Hóa', 'quận 7')
>>> province_in('giao Ha Long Quang Ninh')
'Ha Long'
>>> province_in('Anh Trần Hải Dương cần mua')
''
>>> province_in('45 Hải Phòng, Đà Nẵng'), province_in('12 Lê Lợi, Quận 1, Sài Gòn')
('Đà Nẵng', 'Sài Gòn')
>>> address_in('Giao về 45 Bà Triệu, Q. Hai Bà Trưng, Hà Nội nhé. Chốt giá.')
'45 Bà Triệu, Q. Hai Bà Trưng, Hà Nội'
"""

import re
from collections.abc import Iterable

from ..text import clean, fold
from ..value import province

_READ = 600
_LONGEST_ADDRESS = 160
_WORD = re.compile(r"[^\W_][\w.\-]*")
_BRACKETS = re.compile(r"\(([^()]{2,60})\)")
_UNIT = re.compile(
    r"(?i)\b(?:quận|quan|q\.?|huyện|huyen)\s?[0-9]{1,2}\b|\b(?:tp\.?\s?hcm|tphcm|hcm|sài gòn|sai gon|hn)\b"
)
_PLACE_WORDS = {"o", "tai", "ve", "tinh", "tp", "quan", "huyen", "khu", "vuc", "giao", "from", "in"}
_PLACE_MARKERS = {"o", "tai", "quan", "huyen", "in"}
_OF_PROVINCE = re.compile(r"(?i)\b(?:tỉnh|thành phố|tp\.?)\s[^,;()\-–]{4,25}$")
_NUMBER = re.compile(
    r"(?<![\w/.,])(?:[Ss]ố\s+|[Ss]o\s+)?[0-9]{1,4}[A-Za-z]?(?:/[0-9]{1,4}[A-Za-z]?){0,4},?\s+(?=[^\W\d_])"
)
_STREET_WORD = re.compile(r"(?:đường|phố|ngõ|ngách|hẻm|duong|pho|ngo|hem|đ\.|lô|lo)\s?", re.IGNORECASE)
_ADDRESS_END = re.compile(r"[.;:!?\n]")
_ABBREVIATED = re.compile(r"(?<=\b[QPHTXFĐ])\.(?=\s?\w)|(?<=\bTP)\.(?=\s?\w)|(?<=\bTX)\.|(?<=\bTT)\.")
_DOT = "\ue001"  # private use
_TAIL = re.compile(
    r"(?:[\s,]+(?:nhé|nha|ạ|giúp|em|anh|chị|với|ngay|cho|trong|trước|vào|lúc|nhe|a|gap)\b.*)$", re.IGNORECASE
)


def province_in(line: str, names: Iterable[str] = ()) -> str:
    """Return the words (str) of ``line`` (str) that name a province or one of its districts, '' without any.

    :param names: people and companies (str) of the mail, which are no places: Trần Hải Dương
    """
    line = clean(line[:_READ])
    for name in names:
        line = line.replace(name, " ; ")
    for inside in _BRACKETS.finditer(line):
        for part in reversed(inside[1].split(",")):
            if part.strip(" ;")[:1].isupper() and province.parse(part.strip(" ;"), column=False):
                return part.strip(" ;")
    last = line.rpartition(",")[2].strip(" .;")
    if "," in line and _NUMBER.match(line) and _names_place(last, True):
        return last  # of "45 Hải Phòng, Đà Nẵng" the street is called after a province
    match = _UNIT.search(line)
    if match and province.parse(match[0], column=False):
        return match[0]
    words = list(_WORD.finditer(line))
    for index, word in enumerate(words):
        is_marked = index > 0 and fold(words[index - 1][0]) in _PLACE_MARKERS
        found = _place_at(line, words, index, is_marked) if _can_begin(line, words, index, word[0]) else ""
        if found:
            return found
    return ""


def _can_begin(line: str, words: list[re.Match[str]], index: int, word: str) -> bool:
    """Return whether a place can begin at ``word``: capitalised and no part of a longer name, or behind "ở"."""
    before = words[index - 1][0] if index else ""
    if province.is_alley(line[: words[index].start()]):
        return False
    if not index or line[words[index - 1].end() : words[index].start()].strip():
        return word[0].isupper()
    if fold(before).strip(".") in _PLACE_WORDS:
        return True
    return word[0].isupper() and not before[0].isupper()


def _place_at(line: str, words: list[re.Match[str]], index: int, is_marked: bool) -> str:
    for count in (4, 3, 2):
        run = words[index : index + count]
        if len(run) < count:
            continue
        text = line[run[0].start() : run[-1].end()].rstrip(".")
        if re.search(r"[,;:()]", text) or not run[-1][0][0].isupper() and run[0][0][0].isupper():
            continue
        following = words[index + count] if index + count < len(words) else None
        ends = run[-1][0].endswith(".")
        if following and not ends and following[0][0].isupper() and not line[run[-1].end() : following.start()].strip():
            after = (words[index + count : index + count + more] for more in (2, 3))
            if not any(_names_place(line[run[0].start() : run[-1].end()], False) for run in after if run):
                continue  # a part of a longer name
        if _names_place(text, is_marked):
            return text
    return ""


def _names_place(text: str, is_marked: bool) -> bool:
    """Return whether ``text`` is a place, for certain or behind "ở"; "Quảng cáo" and "Hà" are none."""
    found = province.parse(text, column=False)
    return found is not None and (found.confidence == "sure" or is_marked) and len(text) > 5


def province_of(company: str) -> str:
    """Return the words (str) that name the province in the name of an authority (str), '' without any.

    >>> province_of('SỞ Y TẾ TỈNH LÂM ĐỒNG'), province_of('Công ty TNHH Hải Dương')
    ('TỈNH LÂM ĐỒNG', '')
    """
    match = _OF_PROVINCE.search(company)
    return match[0] if match and province.parse(match[0], column=False) else ""


def without_place(company: str) -> str:
    """Return the name of a ``company`` (str) without a province behind a comma or in brackets (str).

    >>> without_place('Công ty TNHH Thân Kỳ, TP. Bắc Giang'), without_place('Dong Xanh Foods Co., Ltd')
    ('Công ty TNHH Thân Kỳ', 'Dong Xanh Foods Co., Ltd')
    """
    if company.endswith(")"):
        rest, _bracket, last = company[:-1].rpartition("(")
        last = last.rpartition(",")[2]
    else:
        rest, _comma, last = company.rpartition(",")
    found = province.parse(last.strip(), column=False) if rest else None
    return rest.strip() if found and found.confidence == "sure" else company


def address_in(line: str) -> str:
    """Return the postal address (str) with number, street and province in ``line`` (str), '' without one."""
    line = _ABBREVIATED.sub(_DOT, clean(line[:_READ]))
    for match in _NUMBER.finditer(line):
        text = _ADDRESS_END.split(line[match.start() : match.start() + _LONGEST_ADDRESS], maxsplit=1)[0]
        following = line[match.end() : match.end() + 1]
        if not following.isupper() and not _STREET_WORD.match(line, match.end()):
            continue
        text = text.replace(_DOT, ".")
        if "," not in text:
            continue
        text = _trimmed(text)
        street, city, state = province.from_address(text)
        if state and street and (city or text.count(",") > 1):
            return text
    return ""


def _trimmed(text: str) -> str:
    """Return ``text`` without the words behind the province: "… Hà Nội nhé"."""
    parts = text.split(",")
    parts[-1] = _TAIL.sub("", parts[-1])
    return clean(",".join(parts)).strip(" ,.")
