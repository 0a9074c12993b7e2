"""Traces of a person in texts: their phones, addresses, accounts, codes and names in every spelling.

The patterns are read by Python and by PostgreSQL alike: the database finds the rows, Python what stands where in them.
Of names only those of two words and more are traces: one word is a name of many.

>>> hoa = Traces(phones={"+84391234567"}, emails={"hoa.tran@gmail.com"}, names={"Trần Thị Kim Hoa"})
>>> hoa.blank("Chị TRẦN THỊ KIM HOA, (+84) 391.234.567 hoặc 01691 234 567, hoatran+mua@gmail.com", "[…]")
'Chị […], […] hoặc […], […]'
>>> sorted(hoa.find("tran thi kim hoa 0391 234 567")), hoa.find("Trần Thị Hoa, 0391 234 5678")
(['name', 'phone'], set())
"""

import re
from collections.abc import Iterable
from functools import cached_property

from ..phone.variants import national_spellings
from ..text import strip_accents
from ..value import email_address

# Between digits of one number: blanks, dots, dashes and brackets, also those of HTML.
_GAP = r"(?:[^0-9A-Za-z]|&nbsp;){0,3}"
_NO_DIGIT_BEFORE, _NO_DIGIT_BEHIND = "(?<![0-9])", "(?![0-9])"
_AT = "(?:@|%40|&#64;)"
_FEWEST_WORDS = 2
# In this order: an address contains names and digits.
KINDS = ("email", "phone", "code", "zalo", "name")


class Traces:
    """What a person is known by.

    ``phones``: in E.164 · ``emails``: normalised · ``accounts``: names of Zalo accounts · ``codes``: digits of tax
    codes and of identity numbers · ``names``: as written
    """

    def __init__(
        self,
        phones: Iterable[str] = (),
        emails: Iterable[str] = (),
        accounts: Iterable[str] = (),
        codes: Iterable[str] = (),
        names: Iterable[str] = (),
    ) -> None:
        self.phones, self.emails = frozenset(phones), frozenset(emails)
        self.accounts, self.codes = frozenset(accounts), frozenset(codes)
        self.names = frozenset(name for name in names if len(name.split()) >= _FEWEST_WORDS)

    def __bool__(self) -> bool:
        return bool(self.phones or self.emails or self.accounts or self.codes)

    @cached_property
    def patterns(self) -> dict[str, str]:
        """Return ``{kind: regular expression}`` of the kinds of which there is a value."""
        parts = {
            "email": [_email(address) for address in sorted(self.emails)],
            "phone": [_phone(number) for number in sorted(self.phones)],
            "code": [_code(digits) for digits in sorted(self.codes)],
            "zalo": [rf"(?<![0-9A-Za-z_.]){re.escape(account)}(?![0-9A-Za-z_])" for account in sorted(self.accounts)],
            "name": [_name(name) for name in sorted(self.names)],
        }
        return {kind: "|".join(parts[kind]) for kind in KINDS if parts[kind]}

    @cached_property
    def _compiled(self) -> dict[str, re.Pattern[str]]:
        return {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in self.patterns.items()}

    def pattern(self, with_names: bool = False) -> str:
        """Return one regular expression (case-insensitive) for all kinds; '' where nothing is known.

        :param with_names: also where a name stands alone
        """
        return "|".join(f"(?:{pattern})" for kind, pattern in self.patterns.items() if with_names or kind != "name")

    def find(self, text: str) -> set[str]:
        """Return the kinds (of :data:`KINDS`) of what stands in ``text``."""
        return {kind for kind, pattern in self._compiled.items() if pattern.search(text)}

    def has_key(self, text: str) -> bool:
        """Return whether ``text`` has more of the person than a name, which others may have."""
        return bool(self.find(text) - {"name"})

    def quote(self, text: str, longest: int) -> str:
        """Return the line of ``text`` with the first trace, or ``longest`` characters of it; '' where there is none.

        >>> Traces(emails={"a@b.vn"}).quote("Bà Tư;tu@b.vn\\nÔng A;a@b.vn;Huế\\nÔng B", 60)
        'Ông A;a@b.vn;Huế'
        """
        found = min((match.span() for one in self._compiled.values() if (match := one.search(text))), default=None)
        if not found:
            return ""
        begin = text.rfind("\n", 0, found[0]) + 1
        end = text.find("\n", found[1])
        begin = max(begin, found[0] - longest // 4)
        return " ".join(text[begin : end if end >= 0 else len(text)].split())[:longest]

    def blank(self, text: str, mark: str) -> str:
        """Return ``text`` with ``mark`` in the place of each trace."""
        for pattern in self._compiled.values():
            text = pattern.sub(lambda _match: mark, text)
        return text

    def blank_value(self, value: object, mark: str) -> object:
        """Return a JSON ``value`` whose texts, those of keys too, have ``mark`` in the place of each trace."""
        if isinstance(value, str):
            return self.blank(value, mark)
        if isinstance(value, dict):
            return {self.blank(str(key), mark): self.blank_value(one, mark) for key, one in value.items()}
        if isinstance(value, list):
            return [self.blank_value(one, mark) for one in value]
        if isinstance(value, int | float) and not isinstance(value, bool) and self.find(str(value)):
            return mark
        return value


def _digits(digits: str) -> str:
    return _GAP.join(digits)


def _phone(number: str) -> str:
    nationals = national_spellings(number)
    if not nationals:
        return rf"{_NO_DIGIT_BEFORE}(?:\+|00)?{_GAP}{_digits(number[1:])}{_NO_DIGIT_BEHIND}"
    subscribers = "|".join(_digits(national[1:]) for national in nationals)
    # Lists and forms lose the zero, or write it behind the country's code.
    return rf"{_NO_DIGIT_BEFORE}(?:\(?(?:\+|00)?84{_GAP})?(?:\(?0{_GAP})?(?:{subscribers}){_NO_DIGIT_BEHIND}"


def _email(address: str) -> str:
    local, _at, domain = address.partition("@")
    edge, end = r"(?<![0-9A-Za-z._%+-])", r"(?![0-9A-Za-z-])"
    if not email_address.has_spellings(address):
        return f"{edge}{re.escape(local)}{_AT}{re.escape(domain)}{end}"
    bare = local.split("+")[0]
    tag = r"(?:\+[0-9A-Za-z._-]{0,64})?"
    if domain in email_address.DOTLESS:
        domains = "|".join(map(re.escape, email_address.DOTLESS))
        letters = r"\.?".join(map(re.escape, bare.replace(".", "")))
        return f"{edge}{letters}{tag}{_AT}(?:{domains}){end}"
    return f"{edge}{re.escape(bare)}{tag}{_AT}{re.escape(domain)}{end}"


def _code(digits: str) -> str:
    # The number of a branch follows the code of its company.
    branch = "(?:-[0-9]{3})?" if len(digits) == 10 else ""
    return f"{_NO_DIGIT_BEFORE}{_digits(digits)}{branch}{_NO_DIGIT_BEHIND}"


def _name(name: str) -> str:
    words = []
    for word in name.split():
        plain = strip_accents(word)
        ways = {way(one) for one in (word, plain) for way in (str, str.lower, str.upper, str.title)}
        words.append("(?:" + "|".join(map(re.escape, sorted(ways))) + ")")
    return r"(?<![0-9A-Za-z])" + r"(?:\s|&nbsp;){1,3}".join(words) + "(?![0-9A-Za-z])"
