"""Contacts in a note: the person, phones and e-mail addresses in a sentence, for lists without a phone column.

>>> found = parse('A Tuấn - 0912 345 678, Q7, cần 2 máy')
>>> found.person, found.numbers, found.addresses
('A Tuấn', ('+84912345678',), ())
>>> parse('gọi tổng đài 1900 1234 trước 17h')
ContactHints(person='', numbers=(), addresses=())
"""

import re
from typing import NamedTuple

from .. import phone
from ..name import honorific, person_name
from ..text import clean
from ..value import email_address

_READ = 1000
_MOST_WORDS = 5
# The assistant on a business card (a property of vCards) is not the person.
_OF_AGENT = re.compile(r"(?m)^AGENT:.*$")


class ContactHints(NamedTuple):
    """``person``: title and name · ``numbers``: E.164, without hotlines · ``addresses``: of e-mail"""

    person: str = ""
    numbers: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


def parse(text: str, label: str = "") -> ContactHints:
    """Return the :class:`ContactHints` of ``text``; empty ones without a phone and an e-mail address.

    :param label: heading of the note, which may say that a number is no phone
    """
    text = _OF_AGENT.sub("", text[:_READ]) if "AGENT:" in text else text[:_READ]
    numbers = tuple(found.number for found in phone.find_in_lines([label.strip(" .:*"), *text.split("\n")]))
    addresses = tuple(email_address.parse(text).addresses) if "@" in text else ()
    return ContactHints(_person(text), numbers, addresses) if numbers or addresses else ContactHints()


def _person(text: str) -> str:
    """Return the title and name at the beginning of ``text``, up to the first sign or number; '' if there is none."""
    head = clean("".join(char if char.isalpha() or char in " .'’" else "\n" for char in text).split("\n")[0])
    name, titles = honorific.strip(head)
    short = len(name.split()) <= _MOST_WORDS
    return head if short and any(row["kind"] == "kinship" for row in titles) and person_name.is_person(head) else ""
