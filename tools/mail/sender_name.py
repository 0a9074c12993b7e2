"""Display names in From: the person apart from department, job position and company.

>>> split('Nguyễn Văn An, Phòng Mua hàng')
SenderName(person='Nguyễn Văn An', company='', function='Phòng Mua hàng')
>>> split('Lê Thị Hoa | Công ty TNHH Sao Mai').company, split('Smith, John').person, split('Phòng Vật tư').person
('Công ty TNHH Sao Mai', 'Smith, John', '')
"""

import re
from typing import NamedTuple

from ..name import company_name, person_name
from ..text import clean
from . import words
from .signature_parts import is_job, normal_name

_LONGEST = 200
_MOST_PARTS = 5
_BETWEEN = re.compile(r"\s*[,;|•·()\[\]]+\s*|\s+[-–—/_]+\s+|(?<=[^\W\d_]{3})[-–—/](?=[^\W\d_]{3})")
_DEPARTMENT = re.compile(r"(?i)(?:phòng|bộ phận|khối)\s[^\W\d_]")


class SenderName(NamedTuple):
    """``person``: name of a person, or what may be one · ``company`` · ``function``: job position or department"""

    person: str = ""
    company: str = ""
    function: str = ""


def split(name: str) -> SenderName:
    """Return the :class:`SenderName` in the display ``name`` (str) of From.

    It is the person as a whole unless a part of it is certainly a department, a job position or a company.
    """
    name = clean(name[:_LONGEST])
    if not name or "@" in name:
        return SenderName(name)
    parts = [part for part in _BETWEEN.split(name) if part]
    if len(parts) > _MOST_PARTS:
        return SenderName(name)
    certain = [part for part in parts if _is_person(part)]
    others = [part for part in parts if part not in certain]
    functions = [part for part in others if is_department(part) or is_job(part)]
    companies = [part for part in others if part not in functions and company_name.is_company(part)]
    unknown = [part for part in others if part not in functions and part not in companies]
    if not functions and not companies:
        return SenderName(name)
    if len(parts) == 1 and companies:
        return SenderName(name)  # a company that is the sender: the reader of findings decides
    joined = ", ".join(unknown)  # "Schmidt, Laura (Nordwind GmbH)"
    person = next(iter(certain), "") or (joined if len(unknown) == 1 or len(unknown) == 2 and joined in name else "")
    return SenderName(person, next(iter(companies), ""), next(iter(functions), ""))


def is_department(text: str) -> bool:
    """Return whether ``text`` (str) names a department: "Phòng Mua hàng", "Purchasing Dept.".

    >>> is_department('Bộ phận Vật tư'), is_department('Phong Nguyen'), is_department('Sales Department')
    (True, False, True)
    """
    if _DEPARTMENT.match(text):
        return not company_name.is_company(text) or words.begins_with("department", text)
    return words.begins_with("department", text) or words.ends_with("department_end", text)


def _is_person(text: str) -> bool:
    if company_name.is_company(text) or is_department(text):
        return False
    return person_name.is_certain(normal_name(text)) and not is_job(text)
