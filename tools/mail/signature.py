"""Signature of a mail, separated from its text.

>>> split_signature(['Báo giá giúp em', '', 'Trân trọng,', 'Lê Cẩm Tú', '---', 'Công ty TNHH Ánh Sao'], 'Tú')
(['Báo giá giúp em'], ['Lê Cẩm Tú', 'Công ty TNHH Ánh Sao'])
"""

import re

from ..name import company_name, person_name
from ..text import fold
from . import words as mail_words
from .sentence import is_spelled_as_name
from .signature_parts import name_on

_SIGNATURE = re.compile(r"^\s*(?:--|—|–|__+|\*\*\*+|-{3,}|={3,})\s*$")
_DASHES = re.compile(r"^\s*(?:_{5,}|-{5,}|={5,})\s*$")
_MY_NUMBER = re.compile(
    r"(?i)^[\s*-]*(?:số|so|sđt|sdt|đt|dt|điện thoại|di động)\s+(?:(?:đt|điện thoại)\s+)?(?:(?:của|cua)\s+)?"
    r"(?:em|mình|minh|tôi|toi)\s*[:：]?\s*[+(\d]"
)
_BEHIND_NAME = re.compile(r"[|,:;(+0-9]|\s[-–—/]")
_LONGEST_NAME = 60
_LAST_LINES = 14
_LINES_OF_NAME = 6


def split_signature(lines: list[str], name: str) -> tuple[list[str], list[str]]:
    """Return the lines of the text and those of the signature (two lists of str).

    :param lines: lines of the sender
    :param name: the name (str) in From
    """
    start = _signature_start(lines, name)
    body = lines[:start]
    signature = [line for line in lines[start:] if not _SIGNATURE.match(line)]
    while body and (not body[-1].strip() or mail_words.is_one("valediction", body[-1].strip(" ,.!"))):
        body.pop()
    return body, signature


def without_own(lines: list[str], name: str) -> list[str]:
    """Return the ``lines`` of a colleague's note without what is about the colleague: signature, phone.

    :param lines: lines without the signature that :func:`split_signature` finds
    :param name: the name (str) of the colleague

    >>> without_own(['Khách cần 5 máy.', 'Số em: 0905 000 111', 'Trần Vượng | Sales | 0905 000 111'], 'Trần Vượng')
    ['Khách cần 5 máy.']
    """
    spelled = fold(person_name.parse(name).name).split()
    own = {" ".join(spelled), " ".join(reversed(spelled)), *spelled[:1], *spelled[-1:]} - {""}
    for index in range(max(1, len(lines) - _LAST_LINES), len(lines)):
        first = _BEHIND_NAME.split(lines[index][:_LONGEST_NAME], maxsplit=1)[0]
        if fold(first).strip(" .,*_") in own:
            lines = lines[:index]
            break
    return [line for line in lines if not _MY_NUMBER.match(line)]


def _signature_start(lines: list[str], name: str) -> int:
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    for index in range(first + 1, len(lines)):
        if _SIGNATURE.match(lines[index]) and not _DASHES.match(lines[index]):
            return _name_above(lines, first + 1, index)
    near_end = range(max(first + 1, len(lines) - 2 * _LAST_LINES), len(lines))
    for index in near_end:
        if mail_words.is_one("valediction", lines[index].strip(" ,.!")) and _has_sender(lines[index + 1 :]):
            return index + 1
    for index in near_end:
        line = name_on(lines[index])
        if line and (fold(line) == fold(person_name.parse(name).name) or person_name.is_certain(line)):
            return index
        if _is_given_name(lines[index], name):
            return index
    blank = [index for index in near_end if not lines[index].strip()]
    for index in reversed(blank):
        if _has_sender(lines[index:]) and len([line for line in lines[index:] if line.strip()]) > 1:
            return index
    return len(lines)


def _name_above(lines: list[str], first: int, rule: int) -> int:
    """Return the index of a name above the ``rule``, else ``rule``: "Trân trọng, / Lê Cẩm Tú / --- / Công ty …"."""
    for index in range(max(first, rule - _LINES_OF_NAME), rule):
        if mail_words.is_one("valediction", lines[index].strip(" ,.!")) and _has_sender(lines[index + 1 : rule]):
            return index + 1
    return rule


def _is_given_name(line: str, name: str) -> bool:
    """Return whether ``line`` is the first or last word of ``name``, as in informal mails."""
    words = fold(name).split()
    return len(line) < 30 and bool(words) and fold(person_name.parse(line).name) in (words[0], words[-1])


def _has_sender(lines: list[str]) -> bool:
    return any(
        company_name.is_company(line)
        and is_spelled_as_name(line)
        or name_on(line)
        or mail_words.begins_with("job_title", line.strip())
        for line in lines[:4]
        if line.strip() and len(line) < 120
    )
