"""Person and company in one cell, split.

>>> split('Anh Tuấn - Cty TNHH Hòa Phát'), split('CTY CP ABC (Chị Thu)')
(('Anh Tuấn', 'Cty TNHH Hòa Phát'), ('Chị Thu', 'CTY CP ABC'))
>>> split('Trương Quốc Việt - Cty CP Ánh Dương'), split('Nguyễn Kim - Cty CP Điện máy')
(('Trương Quốc Việt', 'Cty CP Ánh Dương'), ('', ''))
>>> split('GĐ Cty Long Hải - anh Sơn')
('GĐ anh Sơn', 'Cty Long Hải')
>>> split('Công ty CP Giấy - Bao bì Tân Mai'), split('Chị Thu - kế toán')
(('', ''), ('', ''))
>>> split('CN Hà Nội - Cty CP Ánh Dương'), split('CN Lê Thị Hoa - Cty CP Ánh Dương')
(('', ''), ('CN Lê Thị Hoa', 'Cty CP Ánh Dương'))
"""

import re

from ..text import clean
from ..value import province
from . import company_name, honorific, person_name

_BETWEEN = re.compile(r"\s[-–—|/]+\s?|[-–—|]\s|[,;|\n]\s?")
_BRACKETED = re.compile(r"([^()]{2,}?)\(([^()]{2,})\)?")
_MOST_WORDS = 6
_FULL = 3


def split(text: str) -> tuple[str, str]:
    """Split ``text`` into a person and a company.

    :return: (person, company), spelled as in ``text``; two empty texts unless it names both
    """
    text = text[: company_name.LONGEST]
    inside = _BRACKETED.fullmatch(text.strip())
    parts = inside.groups() if inside else _BETWEEN.split(text, maxsplit=1)
    if len(parts) == 2:
        one, two = map(clean, parts)
        for person, company in ((one, two), (two, one)):
            role, company = _role(company)
            if (_is_addressed(person) or _is_full_name(person)) and _is_named(company):
                return f"{role} {person}".strip(), company
    return "", ""


def _role(text: str) -> tuple[str, str]:
    """Split the person's role from the company behind it: "GĐ Cty Long Hải"."""
    company, titles = honorific.strip(text)
    roles = titles and all(row["kind"] == "role" for row in titles)
    return (text[: len(text) - len(company)].strip(), company) if roles and text.endswith(company) else ("", text)


def _is_named(text: str) -> bool:
    """Return whether ``text`` is a company with a name beside its legal form."""
    return company_name.is_company(text) and company_name.core(text) != text


def _is_addressed(text: str) -> bool:
    """Return whether ``text`` is a person with a title, or a certain name with Thị or Văn in it."""
    if company_name.is_company(text) or not person_name.is_person(text):
        return False
    name, titles = honorific.strip(text)
    if len(name.split()) > _MOST_WORDS or titles and company_name.is_branch(text) and _is_place(name):
        return False
    return bool(titles) or person_name.is_certain(name) and bool(person_name.parse(name).gender)


def _is_place(text: str) -> bool:
    """Return whether "CN" before ``text`` means a branch (CN Hà Nội), not a degree (CN Lê Thị Hoa)."""
    return not _is_full_name(text) or bool(province.parse(text))


def _is_full_name(text: str) -> bool:
    """Return whether ``text`` is a name of three words or more; Nguyễn Kim and Trần Anh may be trade marks."""
    return _FULL <= len(text.split()) <= _MOST_WORDS and person_name.is_certain(text)
