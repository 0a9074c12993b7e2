"""Parts of the lines of a signature: job title, name, company."""

import re

from ..name import company_name, honorific, legal_form, person_name
from ..syllable import is_valid as is_syllable
from ..value import province
from . import words

_COMMA = re.compile(rf"(?i),\s+(?![^()]{{0,80}}\))(?!(?:{legal_form.behind_comma()})(?!\w))")
_DASH = re.compile(r"\s[-–—]\s")
_DEPARTMENT = re.compile(r"(?i)\b(?:phòng|ban|bộ phận|khoa|khối|phong|bo phan|khoi)\b")
_HONORIFIC_END = re.compile(r"\s*\((?:mr|ms|mrs|miss|anh|chị|a|c|ông|bà)\.?\)\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"(?:\d[^\w\n]{0,3}){8}")


def candidates(segment: str) -> list[str]:
    """Return the parts (list of str) of ``segment`` (str) at its commas, best candidates first.

    >>> candidates('Giám đốc, Công ty X'), candidates('ABC Co., Ltd')
    (['Giám đốc', 'Công ty X'], ['ABC Co., Ltd'])
    """
    first, *others = _COMMA.split(segment)
    if not others:
        return [segment]
    if is_job(first) or person_name.is_certain(normal_name(first)):
        return [first, *others]
    if company_name.is_company(others[-1]) and "&" not in others[-1]:
        return [*reversed(others), first]  # "Acheteuse, Maison Verte SAS" is not the company
    return [segment, first, *others]


def is_job(text: str) -> bool:
    """Return whether ``text`` (str) is a job title: "Trưởng phòng vật tư", "Sourcing Manager"."""
    begins = words.begins_with("job_title", text) or words.ends_with("job_title_end", text)
    return len(text) < 80 and (begins or _is_position(text)) and not _NUMBER.search(text)


def _is_position(text: str) -> bool:
    position, rest = honorific.position(text)
    return bool(position) and not rest


def job_and_name(segment: str) -> tuple[str, str]:
    """Return the job title and the name (two str) of a ``segment`` (str) of nothing else, blanks for any other.

    >>> job_and_name('Luật sư Bùi Thị Hồng Nhung'), job_and_name('Chủ nhiệm: Giàng A Páo')
    (('Luật sư', 'Bùi Thị Hồng Nhung'), ('Chủ nhiệm', 'Giàng A Páo'))
    >>> job_and_name('Trưởng phòng Mua hàng')
    ('', '')
    """
    if len(segment) > 80 or _NUMBER.search(segment):
        return "", ""
    label, colon, value = segment.partition(":")
    name = normal_name(value if colon else segment)
    spelled = value.strip() if colon else segment
    if not (name and person_name.is_certain(name) and spelled.endswith(name)):
        return "", ""
    job_title = label.strip() if colon else segment.removesuffix(name).strip(" .")
    return (job_title, name) if job_title and is_job(job_title) else ("", "")


def is_whole_job(line: str) -> bool:
    """Return whether all of ``line`` (str) is a job title with a dash in it.

    >>> is_whole_job('Trưởng phòng Kế hoạch - Kỹ thuật'), is_whole_job('Trưởng phòng Mua hàng - Công ty Cổ phần Mây')
    (True, False)
    """
    first, *others = _DASH.split(line)
    if not others or not _DEPARTMENT.search(first) or not is_job(first.strip()):
        return False
    return not any(map(_is_more_than_job, others))


def _is_more_than_job(text: str) -> bool:
    if any(char in "|:,@" or char.isdigit() for char in text) or is_job(text):
        return True
    return company_name.is_company(text) or person_name.is_certain(normal_name(text)) or bool(province.parse(text))


def name_on(line: str) -> str:
    """Return the name (str) on a ``line`` (str) of nothing else, '' for any other line."""
    if len(line) > 60 or not line.strip():
        return ""
    text = without_honorific(line).strip(" ,.*_-–")
    name = normal_name(text)
    return name if name and person_name.is_certain(name) and not company_name.is_company(text) else ""


def without_honorific(text: str) -> str:
    """Return ``text`` (str) without "(Mr.)" at its end (str)."""
    return _HONORIFIC_END.sub("", text)


def can_be_given_name(name: str) -> bool:
    """Return whether ``name`` (str) can be a given name alone, as behind "em tên"."""
    return person_name.is_person(name) and all(map(is_syllable, name.lower().split()))


def normal_name(text: str) -> str:
    """Return ``text`` (str) as a normalised name (str), without honorific, '' where it is none."""
    return person_name.parse(text).name
