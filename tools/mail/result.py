"""What is known before a mail is read, and what is known after?"""

from dataclasses import dataclass, field
from typing import NamedTuple

from ..value import email_address


class Ours(NamedTuple):
    """What is never a customer's, in lower case: the ``addresses`` from which the program sends, our ``domains``, and
    ``people``, the addresses of colleagues."""

    addresses: frozenset = frozenset()
    domains: frozenset = frozenset()
    people: frozenset = frozenset()

    def has(self, address):
        """Return whether ``address`` (str) is one of ours."""
        return address in self.addresses or address in self.people or email_address.domain(address) in self.domains


@dataclass
class Facts:
    """What was found, in the order of the text; phones in E.164, ``province`` as written.

    ``names`` are what the writer calls himself, ``mentioned`` whom he names with an honorific, ``offices`` positions
    that stand before a name, ``brands`` lines of a signature that may be the name of a company without a legal form.
    """

    names: list = field(default_factory=list)
    mentioned: list = field(default_factory=list)
    companies: list = field(default_factory=list)
    mobiles: list = field(default_factory=list)
    landlines: list = field(default_factory=list)
    emails: list = field(default_factory=list)
    websites: list = field(default_factory=list)
    zalo: str = ""
    vat: str = ""
    function: str = ""
    offices: list = field(default_factory=list)
    brands: list = field(default_factory=list)
    street: str = ""
    province: str = ""
    budget: str = ""


class Reading(NamedTuple):
    """What a mail says.

    ``kind``: ``person``, ``form``, ``internal`` (a colleague's), or of what is no lead: ``bounce``, ``auto_reply``,
    ``bulk``, ``own`` · ``title``: the subject without "Re:" · ``columns``: [(column of the vocabulary, text)]
    """

    kind: str
    title: str = ""
    columns: tuple = ()

    def get(self, column):
        """Return the first text of ``column`` (str), '' where there is none."""
        return next((text for name, text in self.columns if name == column), "")


NOBODY = Ours()
# Kinds of mails that are no lead.
NO_LEAD = frozenset({"bounce", "auto_reply", "bulk", "own"})
