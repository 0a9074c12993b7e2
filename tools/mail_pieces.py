"""Of which facts does a piece of a line consist: a position, a name, a company?"""

import re

from . import mail_words, person_name
from .syllable import is_valid as is_syllable

_COMMA = re.compile(r"(?i),\s+(?!(?:ltd|inc|jsc|llc|corp|co|plc|gmbh)\b)")
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
    begins = mail_words.begins_with("job_title", text) or mail_words.ends_with("job_title_end", text)
    return begins and len(text) < 80 and not _NUMBER.search(text)


def may_be_called(name):
    """Return whether ``name`` can follow "em tên": the given name alone, as people write it."""
    return person_name.is_person(name) and all(map(is_syllable, name.lower().split()))


def named(text):
    """Return ``text`` as a name is spelled: capitals and honorifics make no difference."""
    return person_name.parse(text).name
