"""Of which facts does a piece of a line consist: a position, a name, a company?"""

import re

from ..name import company_name, person_name
from ..syllable import is_valid as is_syllable
from ..value import province
from . import words

_COMMA = re.compile(r"(?i),\s+(?![^()]{0,80}\))(?!(?:ltd|inc|jsc|llc|corp|co|plc|gmbh)\b)")
_DASH = re.compile(r"\s[-–—]\s")
_DEPARTMENT = re.compile(r"(?i)\b(?:phòng|ban|bộ phận|khoa|khối|phong|bo phan|khoi)\b")
_HONORIFIC_END = re.compile(r"\s*\((?:mr|ms|mrs|miss|anh|chị|a|c|ông|bà)\.?\)\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\d[^\w\n]{0,3}){8}")


def listed(segment):
    """Return the pieces (list of str) of ``segment`` (str) to try, best first.

    >>> listed('Giám đốc, Công ty X'), listed('ABC Co., Ltd')
    (['Giám đốc', 'Công ty X'], ['ABC Co., Ltd'])
    """
    first, *others = _COMMA.split(segment)
    if not others:
        return [segment]
    if is_job(first) or person_name.is_certain(named(first)):
        return [first, *others]
    return [segment, first, *others]


def is_job(text):
    """Return whether ``text`` (str) is a position: "Trưởng phòng vật tư", "Sourcing Manager"."""
    begins = words.begins_with("job_title", text) or words.ends_with("job_title_end", text)
    return begins and len(text) < 80 and not _NUMBER.search(text)


def office_and_name(segment):
    """Return the position and the name (str) of a piece that holds nothing else, blanks for any other.

    >>> office_and_name('Luật sư Bùi Thị Hồng Nhung'), office_and_name('Chủ nhiệm: Giàng A Páo')
    (('Luật sư', 'Bùi Thị Hồng Nhung'), ('Chủ nhiệm', 'Giàng A Páo'))
    >>> office_and_name('Trưởng phòng Mua hàng')
    ('', '')
    """
    if len(segment) > 80 or _NUMBER.search(segment):
        return "", ""
    label, colon, value = segment.partition(":")
    name = named(value if colon else segment)
    spelled = value.strip() if colon else segment
    if not (name and person_name.is_certain(name) and spelled.endswith(name)):
        return "", ""
    office = label.strip() if colon else segment.removesuffix(name).strip(" .")
    return (office, name) if office and is_job(office) else ("", "")


def whole_job(line):
    """Return whether a dash is part of the position that is all of ``line`` (str).

    >>> whole_job('Trưởng phòng Kế hoạch - Kỹ thuật'), whole_job('Trưởng phòng Mua hàng - Công ty Cổ phần Mây Trắng')
    (True, False)
    """
    first, *others = _DASH.split(line)
    if not others or not _DEPARTMENT.search(first) or not is_job(first.strip()):
        return False
    return not any(map(_is_more_than_job, others))


def _is_more_than_job(text):
    if any(char in "|:,@" or char.isdigit() for char in text) or is_job(text):
        return True
    return company_name.is_company(text) or person_name.is_certain(named(text)) or bool(province.parse(text))


def name_on(line):
    """Return the name (str) on a line that holds nothing but one, '' for any other line."""
    if len(line) > 60 or not line.strip():
        return ""
    text = without_honorific(line).strip(" ,.*_-–")
    name = named(text)
    return name if name and person_name.is_certain(name) and not company_name.is_company(text) else ""


def without_honorific(text):
    """Return ``text`` (str) without "(Mr.)" at its end."""
    return _HONORIFIC_END.sub("", text)


def may_be_called(name):
    """Return whether ``name`` can follow "em tên": the given name alone, as people write it."""
    return person_name.is_person(name) and all(map(is_syllable, name.lower().split()))


def named(text):
    """Return ``text`` as a name is spelled: capitals and honorifics make no difference."""
    return person_name.parse(text).name
