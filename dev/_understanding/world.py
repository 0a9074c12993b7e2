"""Drawing of people by a seed: each with phones, addresses and a company that nobody else of the run has."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from . import people

T = TypeVar("T")
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


@dataclass(frozen=True)
class Person:
    surname: str
    middle: str
    given: str
    sex: str  # nam or nữ
    phone: str  # 0912345678, a mobile
    phone2: str  # another mobile or a fixed line
    email: str
    company: str
    domain: str
    vat: str
    job: str
    province: str  # code
    province_text: str
    street: str
    sales: str
    number: int

    @property
    def name(self) -> str:
        return f"{self.surname} {self.middle} {self.given}"


class World:
    """Everything that a seed decides."""

    def __init__(self, seed: int | str) -> None:
        self.rnd = random.Random(seed)
        self._taken: set[str] = set()
        self._count = 0

    def pick(self, *choices: T) -> T:
        return self.rnd.choice(choices)

    def one_of(self, choices: Iterable[T]) -> T:
        return self.rnd.choice(list(choices))

    def chance(self, share: float) -> bool:
        return self.rnd.random() < share

    def between(self, low: int, high: int) -> int:
        return self.rnd.randint(low, high)

    def digits(self, count: int) -> str:
        return "".join(str(self.rnd.randrange(10)) for _ in range(count))

    def _new(self, draw: Callable[[], str]) -> str:
        while (found := draw()) in self._taken:
            pass
        self._taken.add(found)
        return found

    def mobile(self) -> str:
        def draw() -> str:
            head = self.one_of(people.MOBILES)
            return head + str(self.between(1, 9)) + self.digits(9 - len(head))

        return self._new(draw)

    def fixed(self) -> str:
        def draw() -> str:
            area = self.one_of(people.FIXED)
            return area + "3" + self.digits(people.FIXED[area] - 1)

        return self._new(draw)

    def tax_code(self) -> str:
        """Return a tax code with a right check digit."""
        while True:
            first = self.pick("01", "03", "02", "04", "31", "36", "37", "04", "18", "28") + self.digits(7)
            check = 10 - sum(int(digit) * weight for digit, weight in zip(first, _TAX_WEIGHTS, strict=True)) % 11
            if 0 <= check <= 9 and first[2:5] != "000":
                return f"{first}{check}"

    def company(self) -> tuple[str, str]:
        """Return (name, brand) of a company."""
        brand = self.one_of(people.BRANDS)
        draw = self.rnd.random()
        if draw < 0.08:
            brand = self.one_of(people.ENGLISH_BRANDS)
            return self.one_of(people.FOREIGN).format(brand), brand
        if draw < 0.2:
            return self.one_of(people.PLACES).format(brand), brand
        trade = f"{self.one_of(people.TRADES)} " if self.chance(0.75) else ""
        return self.one_of(people.LEGAL).format(f"{trade}{brand}"), brand

    def person(self) -> Person:
        self._count += 1
        sex = self.pick("nam", "nữ")
        surname, middle, given = (
            self.one_of(people.SURNAMES),
            self.one_of(people.MIDDLES[sex]),
            self.one_of(people.GIVEN[sex]),
        )
        company, brand = self.company()
        domain = f"{slug(brand)}{self._count}.{self.pick('vn', 'com.vn', 'com')}"
        local = self.pick(
            f"{slug(given)}.{slug(surname)}",
            f"{slug(surname + middle + given)}",
            f"{slug(given)}{self.between(70, 99)}",
        )
        host = domain if self.chance(0.4) else self.pick("gmail.com", "gmail.com", "yahoo.com.vn", "outlook.com")
        province = self.one_of(people.PROVINCES)
        return Person(
            surname=surname, middle=middle, given=given, sex=sex, phone=self.mobile(),
            phone2=self.mobile() if self.chance(0.5) else self.fixed(),
            email=f"{local}{self._count}@{host}", company=company, domain=domain, vat=self.tax_code(),
            job=self.one_of(people.JOBS), province=province, province_text=self.one_of(people.PROVINCES[province]),
            street=f"{self.pick('', 'Số ')}{self.between(1, 400)} {self.one_of(people.STREETS)}",
            sales=self.one_of(people.SALES), number=self._count,
        )  # fmt: skip


def unaccent(text: str) -> str:
    text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in text if not unicodedata.combining(char))


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", unaccent(text).lower())


def e164(phone: str) -> str:
    return f"+84{phone[1:]}"
