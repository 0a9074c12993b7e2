"""Readers of names: people, companies, titles.

>>> values = LeadValues(1)
>>> read_person(values, 0, Column(0, 'contact_name', 'contact_name', 'Tên', []), 'Chị Lan (kế toán) 0912345678')
>>> values.fields
{'contact_name': ['Lan'], 'l10n_vn_honorific': ['Chị'], 'function': ['Kế toán']}
>>> values.name_phones
{0: ['+84912345678']}
"""

from __future__ import annotations

import re

from .. import filler, phone
from ..name import company_name, honorific, person_and_company, person_name
from ..text import fold
from ..value import email_address
from ..vocabulary import heading, sniff
from .mapping import Column, Settings
from .texts import read_to_notes
from .values import LeadValues

# A name to test whether a word is a title.
_ANYBODY = "Nguyễn Văn An"
_NEARLY_ALL = 0.8
# Digits of phone numbers, at least.
_ONE_NUMBER, _TWO_NUMBERS = 9, 18
_GENDERS = {"nam": "Anh", "m": "Anh", "male": "Anh", "nu": "Chị", "f": "Chị", "female": "Chị"}


def read_name_parts(values: LeadValues, columns: list[Column], settings: Settings) -> None:
    """Read columns of family, middle and given names, joined to one name."""
    parts: dict[str, Column] = {}
    for column in columns:
        if parts.setdefault(column.name, column) is not column:
            read_to_notes(values, [column], settings)
    blank = [""] * values.count
    last, middle, first = (
        parts[name].cells if name in parts else blank
        for name in ("contact_last_name", "contact_middle_name", "contact_first_name")
    )
    names = [
        person_name.family_first(f"{family} {between}".strip(), given)
        for family, between, given in zip(last, middle, first, strict=True)
    ]
    read_contact(values, [columns[-1]._replace(cells=names)], settings)


def read_contact(values: LeadValues, columns: list[Column], _settings: Settings) -> None:
    """Read people; a phone, a company or both in a cell go to their own fields."""
    values.column("contact_name")
    for column in columns:
        titled = None
        for row, cell in enumerate(column.cells):
            if not cell:
                continue
            if cell[0] in "0+(" and (found := phone.parse(cell)).numbers and not found.note:
                values.name_phones.setdefault(row, []).extend(found.numbers)
                continue
            if _read_with_numbers(values, row, column, cell):
                continue
            person, company = person_and_company.split(cell)
            if person:
                _read_company_name(values, row, column, company)
                read_person(values, row, column, person)
                continue
            if not person_name.is_certain(cell) and company_name.is_company(cell):
                _read_company_name(values, row, column, cell)
                continue
            if person_name.may_be_title(cell):
                titled = person_name.uses_titles(column.cells) if titled is None else titled
                if not titled:
                    values.set("contact_name", column, row, person_name.format(cell))
                    continue
            read_person(values, row, column, cell)


def _read_with_numbers(values: LeadValues, row: int, column: Column, cell: str) -> bool:
    """Read a name with several phones, or one in brackets within brackets; return whether the cell is one.

    Examples: "Hoàng Văn Vinh - 0326420657 - 0598606445", "Chú Long ((+84) 377 474770)".
    """
    nested = cell.count("(") > 1
    digits = sum(map(str.isdigit, cell))
    if digits < (_ONE_NUMBER if nested else _TWO_NUMBERS) or len(cell) > person_name.LONGEST:
        return False
    found = phone.parse(cell)
    if len(found.numbers) < (1 if nested else 2) or not found.note or any(map(str.isdigit, found.note)):
        return False
    values.name_phones.setdefault(row, []).extend(found.numbers)
    values.note(row, column, cell)
    if not person_name.is_certain(found.note) and company_name.is_company(found.note):
        _read_company_name(values, row, column, found.note)
    else:
        read_person(values, row, column, found.note)
    return True


def read_person(values: LeadValues, row: int, column: Column, text: str) -> None:
    """Read one name into contact, title, position and spare phones; the whole cell goes to the notes if a part has no
    field.

    :param text: the cell, or the part of it with the name
    """
    found = person_name.parse(person_name.strip_phrases(text))
    position, beside = honorific.position(found.note) if found.note else ("", "")
    is_position = bool(position) and not beside and values.put_one("function", row, position)
    kept = bool(found.note) and not is_position or len(text) > person_name.LONGEST
    if found.name and not values.put_one("contact_name", row, found.name):
        other = values.get("contact_name", row)
        if column.name == "contact_name" and {*other.lower().split()} < {*found.name.lower().split()}:
            values.fields["contact_name"][row] = found.name  # the whole name beside its parts
        else:
            kept = kept or not _is_same(found.name, other)
    if found.honorific:
        values.put_one("l10n_vn_honorific", row, found.honorific)
    if found.role and not values.put_one("function", row, found.role):
        kept = True
    if kept:
        values.note(row, column, text)
    if found.note and (numbers := phone.parse(found.note).numbers):
        values.name_phones.setdefault(row, []).extend(numbers)
    if found.note and (addresses := email_address.parse(found.note).addresses):
        values.spare_emails.setdefault(row, []).extend(addresses)


def _is_same(name: str, other: str) -> bool:
    """Return whether two names are the same words: "Hà Lê" beside "Lê Hà", or one without its accents."""
    if name.isascii() or other.isascii():
        name, other = fold(name), fold(other)
    return sorted(name.lower().split()) == sorted(other.lower().split())


def read_company(values: LeadValues, columns: list[Column], _settings: Settings) -> None:
    """Read companies; a person in a cell goes to the contact."""
    for column in columns:
        # A heading such as "Khách hàng" has companies and people below it.
        either = heading.look_up(column.label).field == "contact_name"
        all_people = either and sniff.are(sniff.is_name, column.cells, _NEARLY_ALL)
        for row, cell in enumerate(column.cells):
            if either and cell and (_is_customer(cell) or all_people and sniff.is_name(cell)):
                read_person(values, row, column, cell)
                continue
            person, company = person_and_company.split(cell) if cell else ("", "")
            if person:
                read_person(values, row, column, person)
            if cell:
                _read_company_name(values, row, column, company or cell)
            if len(cell) > company_name.LONGEST:
                values.note(row, column, cell)


def _read_company_name(values: LeadValues, row: int, column: Column, text: str) -> None:
    """Read the name of a company, and a phone behind it: "Cty Hoa Sen 0912 345 678"."""
    beside = _NUMBER.search(text[: company_name.LONGEST])
    found = phone.parse(text) if beside else None
    if found and found.numbers and company_name.format(found.note) and not any(map(phone.is_service, found.numbers)):
        values.name_phones.setdefault(row, []).extend(found.numbers)
        values.note(row, column, text)
        text = found.note
    if name := company_name.format(text):
        values.set("partner_name", column, row, name)


_NUMBER = re.compile(r"(?:\+84|\b84|\b0)(?:[ .\-()]{0,2}[0-9]){8,10}\b")


def read_honorific(values: LeadValues, columns: list[Column], _settings: Settings) -> None:
    """Read titles or genders as Anh or Chị."""
    for column in columns:
        for row, cell in enumerate(column.cells):
            if not cell or filler.is_empty(cell):
                continue
            gender = _GENDERS.get(fold(cell)) if column.name == "gender" else ""
            found = person_name.parse(f"{cell} {_ANYBODY}")
            known = gender or found.name == _ANYBODY and found.honorific
            if known:
                values.set("l10n_vn_honorific", column, row, known)
            else:
                values.note(row, column, cell)


def _is_customer(cell: str) -> bool:
    """Return whether a customer is a person; two words such as "Hoàng Long" may be a company without its form."""
    return sniff.is_name(cell) and (cell.count(" ") > 1 or not person_name.is_certain(cell))
