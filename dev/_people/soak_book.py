"""What the people of a soak did and were answered: the book that the database is compared with."""

import collections
import threading
from dataclasses import dataclass, field

from _bench.data import people

# So many people that came last are those who come again.
_RECENT = 400
_PREFIXES = ("091", "098")


@dataclass(eq=False)
class Customer:
    """One customer of one company; ``is_there`` is None while a list or an undo that names the customer is going on"""

    company: int
    number: int
    name: str
    phone: str
    email: str
    need: str
    is_there: bool | None = False
    is_erased: bool = False
    is_undone: bool = False  # a list with the customer was undone, and nothing has come in since
    is_leaving: bool = False  # while the erasure goes on
    busy: int = 0

    @property
    def e164(self):
        return "+84" + self.phone[1:]

    def spelled(self, chance):
        """Return the phone as somebody writes it."""
        digits = self.phone
        return chance.choice(
            (digits, f"{digits[:4]} {digits[4:7]} {digits[7:]}", f"{digits[:4]}.{digits[4:7]}.{digits[7:]}", self.e164)
        )


@dataclass
class List:
    """A list that was imported: ``id`` in the ledger, number of its ``rows``, its ``customers``"""

    id: int
    rows: int
    customers: list[Customer]
    is_done: bool = False


@dataclass
class Book:
    """All customers and all that was done with them; counts what its own threads write."""

    seed: int
    lists: list[List] = field(default_factory=list)
    mails: dict[str, Customer] = field(default_factory=dict)  # by Message-ID
    mails_of_erased: int = 0
    talks: dict[str, int] = field(default_factory=dict)  # the note's own word: lead
    takes: list[tuple[int, int]] = field(default_factory=list)  # lead, user
    conversions: list[tuple[int, int]] = field(default_factory=list)  # opportunity, customer
    erased: list[Customer] = field(default_factory=list)

    def __post_init__(self):
        self.lock = threading.Lock()
        self._sources = [people(10_000_000, seed=self.seed * 10 + company) for company in range(len(_PREFIXES))]
        self.customers = [[] for _company in _PREFIXES]
        self.recent = [collections.deque(maxlen=_RECENT) for _company in _PREFIXES]
        self._number = 0

    def number(self):
        """Return a number that nobody else gets."""
        with self.lock:
            self._number += 1
            return self._number

    def choose(self, company, chance, new=0.5):
        """Return a customer who comes now: a new one, one who has just come (perhaps elsewhere too), or one of before.

        It is busy until :meth:`leave`.
        """
        with self.lock:
            kind, recent = chance.random(), self.recent[company]
            if kind < new or not recent:
                customer = self._make(company)
            elif kind < new + 0.15:
                customer = recent[-1 - chance.randrange(min(3, len(recent)))]
            else:
                customer = recent[chance.randrange(len(recent))]
            if customer.is_leaving:
                customer = self._make(company)
            customer.busy += 1
            return customer

    def choose_to_erase(self, company, chance):
        """Return a customer with whom nothing is going on, None where there is none; nobody else gets the customer."""
        with self.lock:
            idle = [one for one in self.recent[company] if one.is_there and not one.busy and not one.is_erased]
            if not idle:
                return None
            customer = chance.choice(idle)
            customer.is_leaving = True
            return customer

    def note_erased(self, customer, is_done):
        """Note that the erasure of ``customer`` has ended, and whether it is done."""
        with self.lock:
            customer.is_leaving, customer.is_erased = False, is_done
            if is_done:
                customer.is_there = False
                self.erased.append(customer)

    def note_mail(self, name, customer):
        """Note that the mail with the Message-ID ``name`` was taken."""
        with self.lock:
            if customer.is_erased:
                self.mails_of_erased += 1
            else:
                self.mails[name] = customer

    def leave(self, customers, is_there):
        """Note what is known of ``customers`` now: there, or None for not known yet."""
        with self.lock:
            for customer in customers:
                customer.busy -= 1
                if not customer.is_erased:
                    customer.is_there = is_there
                    customer.is_undone = customer.is_undone and not is_there

    def _make(self, company):
        number = len(self.customers[company])
        row = next(self._sources[company])
        customer = Customer(
            company,
            number,
            row["contact_name"],
            f"{_PREFIXES[company]}{number:07d}",
            f"khach.{company}.{number}@example.com",
            row["description"],
        )
        self.customers[company].append(customer)
        self.recent[company].append(customer)
        return customer
