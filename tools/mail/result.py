"""Types of the mail reader: our own addresses, findings in a text, the reading of a mail."""

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from ..text import fold
from ..value import email_address

# Name and address.
Mailbox: TypeAlias = tuple[str, str]
# Column of the vocabulary and its text.
Column: TypeAlias = tuple[str, str]
# {column of the vocabulary: texts}
Form: TypeAlias = dict[str, list[str]]


class Ours(NamedTuple):
    """Our own addresses, which are never a customer's; all in lower case.

    ``addresses``: those from which the program sends · ``domains``: our domains · ``people``: addresses of colleagues ·
    ``names``: of colleagues and companies, as :func:`name_words` · ``phones``: of the colleagues in the mail, in E.164
    """

    addresses: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()

    def has(self, address: str) -> bool:
        """Return whether ``address`` (str, lower case) is one of ours."""
        return address in self.addresses or address in self.people or email_address.domain(address) in self.domains

    def is_called(self, name: str) -> bool:
        """Return whether ``name`` (str) is of a colleague or of one of our companies."""
        return name_words(name) in self.names


def name_words(name: str) -> str:
    """Return the folded words (str) of ``name`` (str), sorted: programs change their order.

    >>> name_words('Lương Thị Nga') == name_words('Nga Luong Thi')
    True
    """
    return " ".join(sorted(fold(name).split()))


@dataclass
class MailFindings:
    """Data of the writer found in a text, in the order of the text.

    ``names``: by which the writer introduces himself or signs · ``mentioned``: names behind an honorific ·
    ``phones``: in E.164, the best first · ``job_titles``: those in front of a name · ``brands``: lines of a signature
    that may be a company's name without legal form · ``websites``: labelled or in the signature · ``links``: in
    sentences · ``province``, ``budget``: as written
    """

    names: list[str] = field(default_factory=list)
    mentioned: list[str] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    websites: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    zalo: str = ""
    vat: str = ""
    function: str = ""
    job_titles: list[str] = field(default_factory=list)
    brands: list[str] = field(default_factory=list)
    street: str = ""
    province: str = ""
    budget: str = ""


class MailReading(NamedTuple):
    """A mail as it was read.

    ``kind``: ``person``, ``form``, ``internal`` (a colleague's), or of mails that are no lead ``bounce``,
    ``auto_reply``, ``bulk``, ``own``, ``calendar`` (an answer to an invitation), ``notice`` (a code, a notice of a
    system), ``invoice`` (a supplier's), ``unsubscribe`` · ``title``: the subject without "Re:" · ``columns``: values of
    the lead · ``is_labelled``: whether labelled lines name another person than From, without a sign of a program
    """

    kind: str
    title: str = ""
    columns: tuple[Column, ...] = ()
    is_labelled: bool = False

    def get(self, column: str) -> str:
        """Return the first text (str) of ``column`` (str), '' where there is none."""
        return next((text for name, text in self.columns if name == column), "")


NO_ADDRESSES = Ours()
# Kinds of mails that are no lead.
NO_LEAD = frozenset({"bounce", "auto_reply", "bulk", "own", "calendar", "notice", "invoice", "unsubscribe"})
